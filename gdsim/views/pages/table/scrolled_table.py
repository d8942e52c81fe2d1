"""A table of which a step paints only the rows that are others."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOption, QTableView, QWidget

from gdsim.views.style.painting import careful
from gdsim.views.style.theme import LIGHT, Theme

ROUNDING = 4
"""Pixels of the viewport, from its lower corners, in which the frame's corners are round."""


class ScrolledTable(QTableView):
    """Qt's table, which lays out and paints everything anew for a row that is added.

    This one moves what is painted when it scrolls, and paints what comes into sight.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._surroundings = QColor(LIGHT.surface), QColor(LIGHT.window)
        # Only what covers all that is below it is moved by Qt, rather than painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        rows = self.verticalHeader()
        rows.sectionCountChanged.disconnect()
        rows.sectionCountChanged.connect(self._take_rows)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._ground, self._surroundings = QColor(theme.surface), QColor(theme.window)

    def _take_rows(self, before: int, now: int) -> None:
        """Make room for rows that were added at the end; lay the table out where it is another."""
        if not 0 < before < now or not self.isVisible():
            self.scheduleDelayedItemsLayout()
            return
        place = self._place()
        # It moves the rows, too, where the last one stood at the lower edge.
        self.updateGeometries()
        moved = place - self._place()
        self.viewport().scroll(moved.x(), moved.y())
        self._mend_corners(moved)
        room = self.viewport().rect()
        top = self.rowViewportPosition(before)
        if top < room.height():
            self.viewport().update(room.adjusted(0, top, 0, 0))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        place = self._place()
        super().scrollContentsBy(dx, dy)
        self._mend_corners(place - self._place())

    def _mend_corners(self, moved: QPoint) -> None:
        """Paint the corners again, and where they were moved to: there they are none."""
        for corner in self._corners():
            self.viewport().update(corner)
            self.viewport().update(corner.translated(moved))

    def _place(self) -> QPoint:
        """Return how many pixels of the table are left of and above what is seen of it."""
        return QPoint(self.horizontalHeader().offset(), self.verticalHeader().offset())

    @careful
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground)
        for corner in self._corners():
            if event.region().intersects(corner):
                self._paint_corner(painter, corner)
        painter.end()
        super().paintEvent(event)

    def _corners(self) -> tuple[QRect, QRect]:
        """Return what of the viewport lies in the rounded corners of the frame."""
        size, area = QSize(ROUNDING, ROUNDING), self.viewport().rect()
        left = QRect(area.bottomLeft() - QPoint(0, ROUNDING - 1), size)
        return left, left.translated(area.width() - ROUNDING, 0)

    def _paint_corner(self, painter: QPainter, corner: QRect) -> None:
        """Paint what the frame has there, as Qt does below what is not opaque."""
        option = QStyleOption()
        option.initFrom(self)
        painter.save()
        painter.setClipRect(corner)
        painter.fillRect(corner, self._surroundings)
        painter.translate(-self.viewport().pos())
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.restore()
