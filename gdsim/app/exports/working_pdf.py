"""Workings as a PDF: pages of typeset formulas, texts and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgRenderer

from gdsim.files.atomic import write_bytes
from gdsim.study.working.blocks import Block, Formula, Sheet, Table, Text, Working
from gdsim.views.style.theme import FONT, interface_font, number_font
from gdsim.views.style.typesetting import load_typesetter, typeset

DOTS_PER_INCH = 96
"""What the layout below counts in; the PDF itself has no dots."""

MARGIN_MM = 20.0
FORMULA_SIZE = 17.0
GAP = 7.0
COLUMN_GAP = 14.0
INK = "#000000"
HEAD_SIZE = 1.6 * FONT.body
FOOT = 30.0
"""Height at the foot of a page that its number has for itself."""


def write_pdf(sheet: Sheet, target: Path, report: Callable[[float], None] | None = None) -> None:
    """Write a sheet as an A4 document with numbered pages; atomically.

    Needs a running QGuiApplication, for its fonts.

    Parameters
    ----------
    report
        Told now and then which share of the work is done; what it raises leaves the file alone.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    write_bytes(target, _content(sheet, report))


def _content(sheet: Sheet, report: Callable[[float], None] | None) -> bytes:
    """Return the document; made in memory, since Qt tells nobody when a disk is full."""
    load_typesetter()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator("gdsim")
    writer.setResolution(DOTS_PER_INCH)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size, unit = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Unit.Millimeter
    portrait = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, portrait, margins, unit))
    pages = _Pages(writer)
    pages.add_head(sheet)
    for done, one in enumerate(sheet.workings):
        if report is not None:
            report(done / len(sheet.workings))
        pages.add_working(one)
    pages.paint()
    return bytes(content.data())


class _Pages:
    """Puts one thing below the other, and goes on to a new page where there is no room.

    Pages are painted at the end, when their number is known.
    """

    def __init__(self, writer: QPdfWriter) -> None:
        self._writer = writer
        self._room = QSizeF(writer.width(), writer.height() - FOOT)
        self._pages: list[list[Callable[[QPainter], None]]] = [[]]
        self._y = 0.0

    def paint(self) -> None:
        """Paint every page, with its number at the foot, and close the document."""
        painter = QPainter(self._writer)
        foot = QRectF(0, self._room.height(), self._room.width(), FOOT)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        for number, page in enumerate(self._pages, start=1):
            if number > 1:
                self._writer.newPage()
            for paint in page:
                paint(painter)
            painter.setFont(number_font(FONT.small))
            painter.drawText(foot, flags, f"{number} / {len(self._pages)}")
        painter.end()

    def add_head(self, sheet: Sheet) -> None:
        """Add the title, and what the sheet is about."""
        self._write(sheet.title, _bold(HEAD_SIZE))
        for block in sheet.about:
            self._add(block)

    def add_working(self, one: Working) -> None:
        """Add the title, and each section with its heading."""
        self._make_room(self._room.height() if one.on_new_page else 160.0)
        self._write(one.title, _bold(FONT.title), above=2 * GAP)
        for section in one.sections:
            # A heading alone at the foot of a page would belong to nothing.
            self._make_room(90.0)
            self._write(section.title, _bold(FONT.body), above=GAP)
            for block in section.blocks:
                self._add(block)

    def _add(self, block: Block) -> None:
        match block:
            case Text():
                self._write(block.text, interface_font())
            case Table():
                self._tabulate(block)
            case Formula():
                drawing = typeset(block.latex, FORMULA_SIZE, INK, for_print=True)
                if drawing is None:
                    self._write(block.latex, interface_font())
                else:
                    self._draw(drawing)

    def _make_room(self, height: float) -> None:
        if self._y + height > self._room.height() and self._y > 0:
            self._pages.append([])
            self._y = 0.0

    def _put(self, paint: Callable[[QPainter], None]) -> None:
        self._pages[-1].append(paint)

    def _write(self, text: str, font: QFont, above: float = 0.0) -> None:
        flags = Qt.TextFlag.TextWordWrap
        wide = QRectF(0, 0, self._room.width(), 10_000)
        height = QFontMetricsF(font, self._writer).boundingRect(wide, flags, text).height()
        self._y += above if self._y else 0.0
        self._make_room(height)
        place = QRectF(0, self._y, self._room.width(), height + 2)

        def paint(painter: QPainter) -> None:
            painter.setFont(font)
            painter.drawText(place, flags, text)

        self._put(paint)
        self._y += height + GAP

    def _draw(self, drawing: QSvgRenderer) -> None:
        natural = drawing.viewBoxF().size()
        scale = min(1.0, self._room.width() / natural.width())
        self._make_room(natural.height() * scale)
        place = QRectF(0, self._y, natural.width() * scale, natural.height() * scale)
        self._put(lambda painter: drawing.render(painter, place))
        self._y += place.height() + GAP

    def _tabulate(self, table: Table) -> None:
        font = number_font(FONT.small)
        metrics = QFontMetricsF(font, self._writer)
        rows = (table.header, *table.rows)
        widths = [
            max(metrics.horizontalAdvance(row[k]) for row in rows) for k in range(len(table.header))
        ]
        for row in rows:
            self._make_room(metrics.lineSpacing())
            self._put(partial(_paint_row, row, widths, self._y, font))
            self._y += metrics.lineSpacing()
        self._y += GAP
        if table.note:
            self._write(table.note, interface_font())


def _paint_row(
    row: Sequence[str], widths: Sequence[float], y: float, font: QFont, painter: QPainter
) -> None:
    painter.setFont(font)
    height, x = painter.fontMetrics().lineSpacing(), 0.0
    for cell, width in zip(row, widths, strict=True):
        painter.drawText(QRectF(x, y, width + 1, height), Qt.AlignmentFlag.AlignRight, cell)
        x += width + COLUMN_GAP


def _bold(scale: float) -> QFont:
    font = interface_font(scale)
    font.setBold(True)
    return font
