"""A small table of texts that is as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.plots.run_looks import draw_run_swatch
from gdsim.views.style.pixmaps import drawn_pixmap
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import Theme

SWATCH = QSize(36, 16)
ROW_HEIGHT = 26
MOST_ROWS_SHOWN = 7
"""Rows that are seen without scrolling."""


def _draw_look(painter: QPainter, look: int, theme: Theme) -> None:
    middle = QPointF(SWATCH.width() / 2, SWATCH.height() / 2)
    draw_run_swatch(painter, middle, look, theme, SWATCH.width() / 2 - 2)


def _side(cells: Sequence[str]) -> Qt.AlignmentFlag:
    """Return to which side a column of such cells stands: numbers and amounts to the right."""
    is_number = any(cells) and all(cell[:1].isdigit() for cell in cells if cell)
    return Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft


class CellsTable(QTableWidget):
    """Shows rows of texts under titles with tips; numbers stand to the right."""

    def __init__(
        self, titles: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(len(titles))
        self._titles = [QTableWidgetItem(tr(title)) for title, _ in titles]
        for k, (_, tip) in enumerate(titles):
            self._titles[k].setToolTip(tr(tip) if tip else "")
            self.setHorizontalHeaderItem(k, self._titles[k])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._fit()

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.setRowCount(len(rows))
        sides = [_side([row[k] for row in rows]) for k in range(self.columnCount())]
        for title, side in zip(self._titles, sides, strict=True):
            title.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        for i, row in enumerate(rows):
            for k, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(text))
                item.setTextAlignment(sides[k] | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(i, k, item)
        # Numbers stand close together; what room there is, a text takes.
        self.horizontalHeader().setStretchLastSection(sides[-1] == Qt.AlignmentFlag.AlignLeft)
        self._fit()

    def set_looks(self, theme: Theme, ratio: float) -> None:
        """Draw line and mark of look i before row i."""
        for i in range(self.rowCount()):
            item = self.item(i, 0)
            if item is not None:
                draw = partial(_draw_look, look=i, theme=theme)
                item.setIcon(QIcon(drawn_pixmap(SWATCH * ratio, ratio, draw)))
        self.setIconSize(SWATCH)

    def _fit(self) -> None:
        rows = min(max(self.rowCount(), 1), MOST_ROWS_SHOWN)
        height = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height + rows * ROW_HEIGHT + 4)
