"""The axes of the loss plot, and the mouse on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt

from gdsim.views.plots.canvas import Canvas, StillArea
from gdsim.views.plots.power_axis import PowerAxis

AXIS_WIDTH = 62

LABEL_ROOM = 30.0
"""Pixels that a label of the losses takes at least."""


class _DragArea(StillArea):
    """The inside of the plot, along which a drag goes through the iterations."""

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        if ev.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(QPointF(ev.pos()))


def loss_canvas() -> Canvas:
    """Return a canvas for losses, which counts a drag as clicks all the way along."""
    canvas = Canvas(AXIS_WIDTH, {"left": PowerAxis("left", LABEL_ROOM)}, _DragArea())
    canvas.setMinimumSize(220, 120)
    return canvas
