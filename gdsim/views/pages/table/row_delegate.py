"""How a cell of the iteration table is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gdsim.models.trace_table import TraceTable
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import LIGHT, SPACE, Theme

PADDING = SPACE.s
"""Pixels between a number and each side of its cell."""

_ALIGNED = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowDelegate(QStyledItemDelegate):
    """Paints the row at the cursor filled, further selected rows tinted, the pending row dimmed.

    It paints by itself, since a step has to be painted within a few milliseconds and the style
    takes several times as long; for the same reason it takes whole numbers rather than Qt's values.

    Attributes
    ----------
    cursor
        The row at the cursor, -1 for none.
    selected
        The first and the last row of each stretch of selected rows.
    """

    def __init__(self, table: TraceTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.cursor = -1
        self.selected: Sequence[tuple[int, int]] = ()
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._accent, self._tint = QColor(theme.accent), QColor(theme.hover)
        self._accent_text, self._text = QPen(QColor(theme.accent_text)), QPen(QColor(theme.text))
        self._muted, self._line = QPen(QColor(theme.muted)), QPen(QColor(theme.border))

    def _mark_change(
        self, painter: QPainter, option: QStyleOptionViewItem, is_first: bool, is_cursor: bool
    ) -> None:
        """Draw a line above a row from which other settings count, and a diamond in it."""
        painter.setPen(QPen(self._accent, 2))
        painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        if is_first:
            colour = self._accent_text.color() if is_cursor else self._accent
            middle = option.rect.left() + PADDING, option.rect.center().y() + 0.5
            draw_diamond(painter, *middle, colour)

    @careful
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        table, row, column = self._table, index.row(), index.column()
        left, top, width, height = cast("tuple[int, int, int, int]", option.rect.getRect())
        if row == self.cursor:
            painter.fillRect(left, top, width, height, self._accent)
            colour = self._accent_text
        else:
            if any(first <= row <= last for first, last in self.selected):
                painter.fillRect(left, top, width, height, self._tint)
            bottom = top + height - 1
            painter.setPen(self._line)
            painter.drawLine(left, bottom, left + width - 1, bottom)
            colour = self._muted if row == table.made_rows() else self._text
        if table.change_at(row):
            self._mark_change(painter, option, column == 0, row == self.cursor)
        painter.setPen(colour)
        painter.drawText(
            left + PADDING, top, width - 2 * PADDING, height, _ALIGNED, table.text(row, column)
        )
