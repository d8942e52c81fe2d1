"""How a cell of the iteration table is painted."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gdsim.models.trace_table import TraceTable
from gdsim.views.plots.diamond import draw_diamond
from gdsim.views.style.theme import LIGHT, SPACE, Theme

PADDING = SPACE.s
"""Pixels between a number and each side of its cell."""

_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints the row at the cursor filled, further selected rows tinted, the pending row dimmed.

    It paints by itself, since a step has to be painted within a few milliseconds and the style
    takes several times as long.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cursor = -1
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._accent, self._accent_text = QColor(theme.accent), QColor(theme.accent_text)
        self._tint, self._text = QColor(theme.hover), QColor(theme.text)
        self._muted, self._line = QColor(theme.muted), QColor(theme.border)

    def _mark_change(
        self, painter: QPainter, option: QStyleOptionViewItem, is_first: bool, is_cursor: bool
    ) -> None:
        """Draw a line above a row from which other settings count, and a diamond in it."""
        painter.setPen(QPen(self._accent, 2))
        painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        if is_first:
            colour = self._accent_text if is_cursor else self._accent
            middle = option.rect.left() + PADDING, option.rect.center().y() + 0.5
            draw_diamond(painter, *middle, colour)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        table, row = cast(TraceTable, index.model()), index.row()
        rect = option.rect
        colour = self._muted if row == table.made_rows() else self._text
        if row == self.cursor:
            painter.fillRect(rect, self._accent)
            colour = self._accent_text
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, self._tint)
            painter.setPen(self._line)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if table.change_at(row):
            self._mark_change(painter, option, index.column() == 0, row == self.cursor)
        painter.setPen(colour)
        painter.setFont(option.font)
        text = table.text(row, index.column())
        painter.drawText(rect.adjusted(PADDING, 0, -PADDING, 0), _ALIGNED, text)
