"""A plot with two axes whose inside is painted in pixels, for the mouse and for the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.views.plots.plot_parts import Layer, StillArea, colour_axes, lay_out_axes, name_axes
from gdsim.views.plots.power_axis import PowerAxis
from gdsim.views.style.theme import LIGHT, Theme

Range = tuple[float, float]

AXIS_WIDTH = 68
LEFT_ROOM, BOTTOM_ROOM = 34.0, 56.0

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}


@dataclass(frozen=True)
class Frame:
    """Which range of both axes is shown in how many pixels; y points upwards."""

    x: Range
    y: Range
    width: float
    height: float

    def across(self, values: Array | float) -> Array:
        """Return the pixels of places on the horizontal axis."""
        low, high = self.x
        return np.asarray((np.asarray(values) - low) * (self.width / (high - low)))

    def down(self, values: Array | float) -> Array:
        """Return the pixels of places on the vertical axis."""
        low, high = self.y
        return np.asarray((high - np.asarray(values)) * (self.height / (high - low)))

    def place(self, at: QPointF) -> tuple[float, float]:
        """Return the place on both axes of a pixel."""
        return (
            self.x[0] + at.x() / self.width * (self.x[1] - self.x[0]),
            self.y[1] - at.y() / self.height * (self.y[1] - self.y[0]),
        )


FAR = 300.0
"""The largest power of ten on an axis: pyqtgraph goes little farther, and then cuts the range."""


def _reachable(span: Range) -> Range:
    """Return a range of logarithms without what lies beyond `FAR`."""
    low, high = (min(max(end, -FAR), FAR) for end in span)
    return (low, high) if low < high else (low - 1.0, high + 1.0)


class Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is not typed
    """Axes round an area that `paint` fills; it shows the range it is given and no other.

    Signals
    -------
    clickedAt(QPointF)
        The left button was clicked at this pixel of the area.
    pointedAt(object)
        The mouse is over this pixel (QPointF), or has left the area (None).
    stepped(int, int)
        An arrow key was pressed: one to the right or left, one up or down; with Shift ten.
    chosen()
        Enter or the space bar was pressed.
    """

    clickedAt = Signal(object)
    pointedAt = Signal(object)
    stepped = Signal(int, int)
    chosen = Signal()

    def __init__(self, paint: Callable[[QPainter], None], parent: QWidget | None = None) -> None:
        self.area = _Area()
        self._bars = {
            "left": PowerAxis("left", LEFT_ROOM),
            "bottom": PowerAxis("bottom", BOTTOM_ROOM),
        }
        super().__init__(parent, viewBox=self.area, axisItems=self._bars)
        self._layer = Layer(self.area, paint)
        self._ranges: tuple[Range, Range] = (0.0, 1.0), (0.0, 1.0)
        self._names = "", ""
        self.setMinimumSize(240, 180)
        lay_out_axes(self, AXIS_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.clicked.connect(self.clickedAt)
        self.scene().sigMouseMoved.connect(self._point)
        self.set_theme(LIGHT)

    @property
    def frame(self) -> Frame:
        """What is shown in how many pixels."""
        rect = self.area.rect()
        return Frame(*self._ranges, max(rect.width(), 1.0), max(rect.height(), 1.0))

    def show_range(self, x: Range, y: Range, is_log: tuple[bool, bool]) -> None:
        """Show these ranges; those of a logarithmic axis are decimal logarithms, `FAR` at most."""
        x, y = (_reachable(one) if log else one for one, log in zip((x, y), is_log, strict=True))
        for axis, log in zip((self._bars["bottom"], self._bars["left"]), is_log, strict=True):
            if axis.logMode != log:
                axis.setLogMode(log)
        if (x, y) != self._ranges:
            self._ranges = x, y
            self.area.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=False)
        self.repaint_area()

    def repaint_area(self) -> None:
        """Paint the inside anew."""
        self._layer.update()

    def rulings(self) -> tuple[list[float], list[float]]:
        """Return the labelled places on both axes, in pixels from the left and from the top."""
        frame = self.frame
        found: list[list[float]] = []
        for side, span, size, pixels in (
            ("bottom", frame.x, frame.width, frame.across),
            ("left", frame.y, frame.height, frame.down),
        ):
            levels = self._bars[side].tickValues(*span, size)
            found.append([float(pixels(x)) for x in (levels[0][1] if levels else ())])
        return found[0], found[1]

    def set_numbers_shown(self, across: bool, upwards: bool) -> None:
        """Write the numbers of the axes, or leave them out where there is nothing to read."""
        self._bars["bottom"].setStyle(showValues=across)
        self._bars["left"].setStyle(showValues=upwards)

    def _point(self, scene_position: QPointF) -> None:
        at = self.area.mapFromScene(scene_position)
        self.pointedAt.emit(at if self.area.rect().contains(at) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointedAt.emit(None)

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)
        self.repaint_area()

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)
        self.repaint_area()

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

    def set_names(self, x: str, y: str) -> None:
        """Write what the axes show."""
        self._names = x, y
        name_axes(self, self._theme, x, y)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        colour_axes(self, theme)
        if any(self._names):
            self.set_names(*self._names)
        self._layer.update()


class _Area(StillArea):
    """The inside of the plot; arrow keys belong to the canvas."""

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        ev.ignore()


def nearest(values: Sequence[float] | Array, at: float) -> int:
    """Return the index of the value nearest to `at`."""
    return int(np.abs(np.asarray(values) - at).argmin())


def cell_edges(places: Array) -> tuple[float, float]:
    """Return where the first of evenly spaced cells begins and the last one ends."""
    half = float(places[-1] - places[0]) / max(1, 2 * (len(places) - 1)) or 0.5
    return float(places[0]) - half, float(places[-1]) + half
