"""What the colours of a map of starts stand for, and from how many starts each is reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gdsim.study.many.map_findings import GONE, OTHER, STRANDED, Kind, percent
from gdsim.views.fields.emptied import empty
from gdsim.views.plots.pens import pen
from gdsim.views.plots.scales import KINDS, draw_hatching, quiet
from gdsim.views.plots.words import small_font
from gdsim.views.style.pixmaps import drawn_pixmap
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font

LEGEND_WIDTH = 216
SWATCH = 22
OTHER_COLOUR = "#8c8c8c"
"""Colour of the points beyond those that have one of their own."""


def kind_colour(code: int, theme: Theme) -> QColor:
    """Return the colour of a kind of start that is not hatched."""
    if code < OTHER:
        return QColor(KINDS[code])
    return QColor(OTHER_COLOUR) if code == OTHER else quiet(theme)


class MapLegend(QWidget):
    """A row for each kind: swatch, what it is, its share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(LEGEND_WIDTH)
        self._theme = LIGHT
        self._kinds: tuple[Kind, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, SPACE.s, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(SPACE.s)
        self._grid.setColumnStretch(1, 1)

    def set_kinds(self, kinds: Sequence[Kind]) -> None:
        """Show a row for each of `kinds`."""
        self._kinds = tuple(kinds)
        self._rebuild()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._rebuild()

    def rows(self) -> list[tuple[str, str]]:
        """Return text and share of each row, as shown."""
        return [(kind.text, percent(kind.share)) for kind in self._kinds]

    def _rebuild(self) -> None:
        empty(self._grid)
        for row, kind in enumerate(self._kinds):
            swatch, text, share = QLabel(), QLabel(kind.text), QLabel(percent(kind.share))
            swatch.setPixmap(self._swatch(kind))
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            share.setFont(number_font())
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(swatch, row, 0, top)
            self._grid.addWidget(text, row, 1, top)
            self._grid.addWidget(share, row, 2, top | Qt.AlignmentFlag.AlignRight)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(len(self._kinds), 1)

    def _swatch(self, kind: Kind) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = round(SWATCH * ratio)
        return drawn_pixmap(QSize(side, side), ratio, partial(self._draw_swatch, kind))

    def _draw_swatch(self, kind: Kind, painter: QPainter) -> None:
        whole = QRectF(0.5, 0.5, SWATCH - 1, SWATCH - 1)
        if kind.code == GONE:
            draw_hatching(painter, whole, self._theme)
        else:
            painter.fillRect(whole, kind_colour(kind.code, self._theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(self._theme.outline, 1.0))
        painter.drawRect(whole)
        if kind.code not in (OTHER, STRANDED, GONE):
            centre = QPointF(SWATCH / 2, SWATCH / 2)
            draw_number(painter, centre, str(kind.code + 1), self._theme)


def draw_number(painter: QPainter, at: QPointF, text: str, theme: Theme) -> None:
    """Draw a full disc with a number: a point that has one in a legend."""
    radius = 9.0
    painter.setPen(pen(theme.text, 1.5))
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(at, radius, radius)
    font = small_font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(
        QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius),
        Qt.AlignmentFlag.AlignCenter,
        text,
    )
