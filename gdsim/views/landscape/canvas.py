"""A canvas whose window the mouse moves and zooms, and on which it takes hold of the start."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from gdsim.engine.arrays import Array
from gdsim.views.landscape.notes import CornerNotes
from gdsim.views.landscape.plot_area import PlotArea
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.frame import Frame, Window
from gdsim.views.style.theme import Theme

GRIP_RADIUS = 11.0
"""Pixels around the start marker in which the mouse takes hold of it."""

FARTHEST_SIDE = 1e9
"""How far from 0 the mouse may move a side of the window."""

SMALLEST_SIZE = 1e-9
"""How small the mouse may make the window, as a part of its farthest side."""

AXIS_WIDTH = 58


class WindowCanvas(Canvas):
    """A canvas with a window that its owner sets and the mouse moves, and notes in its corners.

    Subclasses paint in `paint_ground` and `paint_marks`, and say where the start is in
    `start_pixel`.

    Signals
    -------
    windowChanged()
        Another window is shown, or the size has changed.

    Attributes
    ----------
    is_locked
        Whether the mouse leaves the start alone.
    """

    windowChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(AXIS_WIDTH, area=PlotArea(self._is_grip), parent=parent)
        self.wanted = Window((-1.0, 1.0), (-1.0, 1.0))
        self.is_moved_by_hand = False
        self.has_equal_units = False
        self.is_locked = False
        self.dragged_start: QPointF | None = None
        self.ground = self.add_layer(self.paint_ground, -10)
        self.marks = self.add_layer(self.paint_marks, 10)
        self.notes = CornerNotes(self)
        self.setMinimumSize(QSize(220, 160))
        self.area.gripMoved.connect(self._move_grip)
        self.area.panned.connect(self._pan)
        self.area.zoomed.connect(self._zoom)
        self.area.resized.connect(self._show_window)

    # What subclasses fill in.

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what lies below the marks."""

    def paint_marks(self, painter: QPainter) -> None:
        """Paint path, point and arrows."""

    def start_pixel(self) -> Array | None:
        """Return where the start marker is, shape (2,), or None where there is none."""
        return None

    # The window.

    @property
    def frame(self) -> Frame:
        """What is shown in how many pixels: the window that is wanted, or more of the plane."""
        width, height = super().frame.size
        window = self.wanted
        if self.has_equal_units:
            window = window.with_equal_units(width, height)
        return Frame(window, width, height)

    def show_window(self, window: Window) -> None:
        """Show at least `window`."""
        if window != self.wanted:
            self.wanted = window
            self._show_window()

    def _show_window(self) -> None:
        shown = self.frame.window
        self.show_range(shown.x, shown.y)
        self.windowChanged.emit()

    def _pan(self, dx: float, dy: float) -> None:
        scale_x, scale_y = self.frame.scale
        self._move_by_hand(self.frame.window.moved(-dx / scale_x, -dy / scale_y))

    def _zoom(self, at: QPointF, factor: float) -> None:
        about = self.frame.short_place(at.x(), at.y())
        self._move_by_hand(self.frame.window.scaled(factor, about))

    def _move_by_hand(self, window: Window) -> None:
        """Show `window` if numbers can still tell its sides apart."""
        largest = max(abs(side) for side in (*window.x, *window.y))
        if largest > FARTHEST_SIDE or min(window.size) < SMALLEST_SIZE * max(1.0, largest):
            return
        self.is_moved_by_hand = True
        self.show_window(window)

    # The mouse.

    def _is_grip(self, at: QPointF) -> bool:
        start = None if self.is_locked else self.start_pixel()
        return start is not None and float(np.hypot(*(start - (at.x(), at.y())))) <= GRIP_RADIUS

    def _move_grip(self, at: QPointF, is_let_go: bool) -> None:
        self.dragged_start = None if is_let_go else at
        self.marks.update()
        if is_let_go and self.area.rect().contains(at):
            self.clickedAt.emit(at)
        else:
            self.pointedAt.emit(at)

    def _point(self, scene_position: QPointF) -> None:
        at = self.area.mapFromScene(scene_position)
        shape = Qt.CursorShape.ArrowCursor
        if self.area.rect().contains(at) and not self.is_locked:
            is_grip = self._is_grip(at)
            shape = Qt.CursorShape.OpenHandCursor if is_grip else Qt.CursorShape.CrossCursor
        self.viewport().setCursor(shape)
        super()._point(scene_position)

    # Looks.

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.notes.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # pyqtgraph sends this while it is being built.
        if hasattr(self, "notes"):
            self.notes.fit()
