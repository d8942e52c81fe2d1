"""The inside of the plot: turns the mouse into clicks, moves and zooms in pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

Paint = Callable[[QPainter], None]

WHEEL_ZOOM = 1.0015
"""Growth of the window for each unit of the wheel (a notch has 120)."""


class PlotArea(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph is not typed
    """A view box whose window belongs to its plot: it asks, and never moves by itself.

    Signals
    -------
    clicked(QPointF)
        The left button was clicked at this pixel.
    gripMoved(QPointF, bool)
        The start marker was dragged to this pixel; True once it is let go.
    panned(float, float), zoomed(QPointF, float)
        The picture should move by so many pixels, or grow by a factor about a pixel.
    resized()
        The plot has another size.
    """

    clicked = Signal(object)
    gripMoved = Signal(object, bool)
    panned = Signal(float, float)
    zoomed = Signal(object, float)
    resized = Signal()

    def __init__(self, is_grip: Callable[[QPointF], bool]) -> None:
        super().__init__(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.disableAutoRange()
        self._is_grip = is_grip
        self._gripping = False

    def mouseClickEvent(self, ev: Any) -> None:
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.clicked.emit(QPointF(ev.pos()))

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        if ev.isStart():
            left = ev.button() == Qt.MouseButton.LeftButton
            self._gripping = left and self._is_grip(QPointF(ev.buttonDownPos()))
        if self._gripping:
            self.gripMoved.emit(QPointF(ev.pos()), ev.isFinish())
        else:
            self.panned.emit(ev.pos().x() - ev.lastPos().x(), ev.pos().y() - ev.lastPos().y())

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        self.zoomed.emit(QPointF(ev.pos()), WHEEL_ZOOM ** -ev.delta())

    def resizeEvent(self, ev: Any) -> None:
        super().resizeEvent(ev)
        self.resized.emit()


class Layer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """A layer over the whole plot area, painted by a function in pixels of the area."""

    def __init__(self, area: PlotArea, paint: Paint, z: float) -> None:
        super().__init__()
        self._area, self._paint = area, paint
        self.setParentItem(area)
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        area.resized.connect(self.prepareGeometryChange)

    def boundingRect(self) -> QRectF:
        return QRectF(self._area.rect())

    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.save()
        painter.setClipRect(self.boundingRect())
        self._paint(painter)
        painter.restore()
