"""A canvas for the mouse and for the keys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.views.plots.canvas import Canvas, Paint, StillArea
from gdsim.views.plots.frame import Range
from gdsim.views.plots.power_axis import PowerAxis

AXIS_WIDTH = 68
LEFT_ROOM, BOTTOM_ROOM = 34.0, 56.0
"""Pixels that a label of each axis takes at least."""

LARGEST_POWER = 300.0
"""Of ten, on an axis: pyqtgraph goes little farther, and then cuts the range."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}


class KeyCanvas(Canvas):
    """A canvas whose mark the arrow keys move; either axis may be logarithmic.

    Signals
    -------
    stepped(int, int)
        An arrow key was pressed: one to the right or left, one up or down; with Shift ten.
    chosen()
        Enter or the space bar was pressed.
    """

    stepped = Signal(int, int)
    chosen = Signal()

    def __init__(self, paint: Paint, parent: QWidget | None = None) -> None:
        axes = {"left": PowerAxis("left", LEFT_ROOM), "bottom": PowerAxis("bottom", BOTTOM_ROOM)}
        super().__init__(AXIS_WIDTH, axes, _Area(), parent)
        self.add_layer(paint)
        self.setMinimumSize(240, 180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_range(self, x: Range, y: Range, is_log: tuple[bool, bool] = (False, False)) -> None:
        """Show these ranges and paint; powers of ten up to `LARGEST_POWER`."""
        x, y = (_reachable(one) if log else one for one, log in zip((x, y), is_log, strict=True))
        super().show_range(x, y, is_log)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.repaint_layers()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.repaint_layers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark with the arrow keys, open the run with Enter or the space bar."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.stepped.emit(*(far * step for step in _STEPS[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
        else:
            event.ignore()


class _Area(StillArea):
    """The inside of the plot; arrow keys belong to the canvas."""

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()


def _reachable(span: Range) -> Range:
    """Return a range of logarithms without what lies beyond `LARGEST_POWER`."""
    low, high = (min(max(end, -LARGEST_POWER), LARGEST_POWER) for end in span)
    return (low, high) if low < high else (low - 1.0, high + 1.0)


def nearest(values: Sequence[float] | Array, at: float) -> int:
    """Return the index of the value nearest to `at`."""
    return int(np.abs(np.asarray(values) - at).argmin())


def cell_edges(places: Array) -> tuple[float, float]:
    """Return where the first of evenly spaced cells begins and the last one ends."""
    half = float(places[-1] - places[0]) / max(1, 2 * (len(places) - 1)) or 0.5
    return float(places[0]) - half, float(places[-1]) + half
