"""A plot with axes whose inside is painted in pixels, and whose mouse is told in pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gdsim.views.loss_plot.framing import Range
from gdsim.views.loss_plot.painting import Frame
from gdsim.views.plots.plot_parts import Layer, StillArea, colour_axes, lay_out_axes, name_axes
from gdsim.views.plots.power_axis import PowerAxis
from gdsim.views.style.theme import LIGHT, Theme

AXIS_WIDTH = 62


class _Area(StillArea):
    """The inside of the plot, along which a drag goes through the iterations."""

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        ev.accept()
        if ev.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(QPointF(ev.pos()))


LABEL_ROOM = 30.0
"""Pixels that a label of the losses takes at least."""


class Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is not typed
    """Axes round an area that `paint` fills; it shows the range it is given and no other.

    Signals
    -------
    clickedAt(QPointF)
        The left button was clicked at, or dragged to, this pixel of the area.
    pointedAt(object)
        The mouse is over this pixel (QPointF), or has left the area (None).
    """

    clickedAt = Signal(object)
    pointedAt = Signal(object)

    def __init__(self, paint: Callable[[QPainter], None], parent: QWidget | None = None) -> None:
        self.area = _Area()
        self.losses = PowerAxis("left", LABEL_ROOM)
        super().__init__(parent, viewBox=self.area, axisItems={"left": self.losses})
        self._layer = Layer(self.area, paint)
        self._ranges: tuple[Range, Range] = (0.0, 1.0), (0.0, 1.0)
        self._rulings: list[float] = []
        self._ruled: tuple[Frame, bool] | None = None
        self._lay_out()
        self.area.clicked.connect(self.clickedAt)
        self.scene().sigMouseMoved.connect(self._point)
        self.set_theme(LIGHT)

    def _lay_out(self) -> None:
        self.setMinimumSize(220, 120)
        lay_out_axes(self, AXIS_WIDTH)

    @property
    def frame(self) -> Frame:
        """What is shown in how many pixels."""
        rect = self.area.rect()
        return Frame(*self._ranges, max(rect.width(), 1.0), max(rect.height(), 1.0))

    def show_range(self, x: Range, y: Range, is_log: bool) -> None:
        """Show these ranges and paint; with `is_log` that of y is of decimal logarithms."""
        if is_log != self.losses.logMode:
            self.losses.setLogMode(is_log)
        if (x, y) != self._ranges:
            self._ranges = x, y
            self.area.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=False)
        self.repaint_area()

    def repaint_area(self) -> None:
        """Paint the inside again, the axes staying as they are."""
        self._layer.update()

    def rulings(self) -> list[float]:
        """Return the heights, in pixels, of the labelled losses."""
        frame = self.frame
        if (frame, self.losses.logMode) != self._ruled:
            self._ruled = frame, self.losses.logMode
            low, high = frame.y
            levels = self.losses.tickValues(low, high, frame.height)
            self._rulings = [
                (high - value) * frame.height / (high - low)
                for value in (levels[0][1] if levels else ())
            ]
        return self._rulings

    def _point(self, scene_position: QPointF) -> None:
        at = self.area.mapFromScene(scene_position)
        self.pointedAt.emit(at if self.area.rect().contains(at) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointedAt.emit(None)

    def set_names(self, x: str, y: str) -> None:
        """Write what the axes show."""
        name_axes(self, self._theme, x, y)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        colour_axes(self, theme)
        self.repaint_area()
