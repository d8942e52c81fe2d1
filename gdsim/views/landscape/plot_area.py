"""The inside of the plot: turns the mouse into clicks, moves and zooms in pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal

from gdsim.views.plots.canvas import StillArea

WHEEL_ZOOM = 1.0015
"""Growth of the window for each unit of the wheel (a notch has 120)."""


class PlotArea(StillArea):
    """A view box whose window belongs to its plot: it asks, and never moves by itself.

    Signals
    -------
    gripMoved(QPointF, bool)
        The start marker was dragged to this pixel; True once it is let go.
    panned(float, float), zoomed(QPointF, float)
        The picture should move by so many pixels, or grow by a factor about a pixel.
    """

    gripMoved = Signal(object, bool)
    panned = Signal(float, float)
    zoomed = Signal(object, float)

    def __init__(self, is_grip: Callable[[QPointF], bool]) -> None:
        super().__init__()
        self._is_grip = is_grip
        self._gripping = False

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        if ev.isStart():
            # Of a drag that began on an axis, the event tells places on that.
            down = self.mapFromScene(ev.buttonDownScenePos())
            is_left = ev.button() == Qt.MouseButton.LeftButton and self.rect().contains(down)
            self._gripping = is_left and self._is_grip(down)
        if self._gripping:
            self.gripMoved.emit(self.mapFromScene(ev.scenePos()), ev.isFinish())
        else:
            self.panned.emit(ev.pos().x() - ev.lastPos().x(), ev.pos().y() - ev.lastPos().y())

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        self.zoomed.emit(QPointF(ev.pos()), WHEEL_ZOOM ** -ev.delta())
