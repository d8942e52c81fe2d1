"""What the contour plot and the curve plot share: a framed plot with axes, notes and the mouse."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from gdsim.engine.arrays import Array
from gdsim.numbers import NumberFormat
from gdsim.views.landscape.geometry import PixelMap, Window
from gdsim.views.landscape.plot_area import PlotArea
from gdsim.views.plots.plot_parts import Layer, colour_axes, lay_out_axes
from gdsim.views.style.theme import FONT, LIGHT, SPACE, Theme, interface_font

GRIP = 11.0
"""Pixels around the start marker in which the mouse takes hold of it."""

SMALLEST_WINDOW = 1e-9
LARGEST_WINDOW = 1e9
AXIS_WIDTH = 58


class Canvas(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph is not typed
    """A plot whose window is set by its owner and by the mouse, with layers painted in pixels.

    Subclasses paint in `paint_ground` and `paint_marks`, and say where the start is in
    `start_pixel`.

    Signals
    -------
    clickedAt(QPointF)
        A new start is wanted at this pixel of the plot area.
    pointedAt(object)
        The mouse is over this pixel (QPointF), or has left the plot (None).
    windowChanged()
        Another window is shown, or the size has changed.
    """

    clickedAt = Signal(object)
    pointedAt = Signal(object)
    windowChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.area = PlotArea(self._is_grip)
        super().__init__(parent, viewBox=self.area)
        self.theme = LIGHT
        self._named = ("", "", "")
        self.number_format = NumberFormat()
        self.wanted = Window((-1.0, 1.0), (-1.0, 1.0))
        self.moved_by_hand = False
        self.equal_units = False
        self.dragged_start: QPointF | None = None
        self.is_note_low = False
        self.ground = Layer(self.area, self.paint_ground, -10)
        self.marks = Layer(self.area, self.paint_marks, 10)
        self.readout, self.note, self.remark = (_note(self, name) for name in NOTE_NAMES)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setMinimumSize(QSize(220, 160))
        lay_out_axes(self, AXIS_WIDTH)

    def _connect(self) -> None:
        self.area.clicked.connect(self.clickedAt)
        self.area.gripMoved.connect(self._move_grip)
        self.area.panned.connect(self._pan)
        self.area.zoomed.connect(self._zoom)
        self.area.resized.connect(self._show_window)
        self.scene().sigMouseMoved.connect(self._point)

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
    def plot(self) -> PixelMap:
        """The map between the window shown and the pixels of the plot area."""
        width, height = self.plot_size
        window = self.wanted
        if self.equal_units:
            window = window.with_equal_units(width, height)
        return PixelMap(window, width, height)

    @property
    def plot_size(self) -> tuple[float, float]:
        """Width and height of the plot area in pixels."""
        rect = self.area.rect()
        return max(rect.width(), 1.0), max(rect.height(), 1.0)

    def show_window(self, window: Window) -> None:
        """Show at least `window`."""
        if window != self.wanted:
            self.wanted = window
            self._show_window()

    def _show_window(self) -> None:
        shown = self.plot.window
        self.area.setRange(xRange=shown.x, yRange=shown.y, padding=0, disableAutoRange=False)
        self.repaint_layers()
        self.windowChanged.emit()

    def repaint_layers(self) -> None:
        """Paint both layers again."""
        self.ground.update()
        self.marks.update()

    def _pan(self, dx: float, dy: float) -> None:
        scale_x, scale_y = self.plot.scale
        self._move_by_hand(self.plot.window.moved(-dx / scale_x, -dy / scale_y))

    def _zoom(self, at: QPointF, factor: float) -> None:
        self._move_by_hand(self.plot.window.scaled(factor, self.plot.data(at.x(), at.y())))

    def _move_by_hand(self, window: Window) -> None:
        """Show `window` if numbers can still tell its sides apart."""
        largest = max(abs(side) for side in (*window.x, *window.y))
        if largest > LARGEST_WINDOW or min(window.size) < SMALLEST_WINDOW * max(1.0, largest):
            return
        self.moved_by_hand = True
        self.show_window(window)

    # The mouse.

    def _is_grip(self, at: QPointF) -> bool:
        start = self.start_pixel()
        return start is not None and float(np.hypot(*(start - (at.x(), at.y())))) <= GRIP

    def _move_grip(self, at: QPointF, is_let_go: bool) -> None:
        self.dragged_start = None if is_let_go else at
        self.marks.update()
        if is_let_go and self.area.rect().contains(at):
            self.clickedAt.emit(at)
        else:
            self.pointedAt.emit(at)

    def _point(self, scene_position: QPointF) -> None:
        at = self.area.mapFromScene(scene_position)
        inside = self.area.rect().contains(at)
        shape = Qt.CursorShape.CrossCursor
        if inside and self._is_grip(at):
            shape = Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape if inside else Qt.CursorShape.ArrowCursor)
        self.pointedAt.emit(at if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointedAt.emit(None)

    # Looks.

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.theme = theme
        colour_axes(self, theme)
        self.set_axis_names(*self._named[:2])
        style = (
            f"background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border};"
            "border-radius: 4px; padding: 2px 6px;"
        )
        for note in (self.readout, self.note, self.remark):
            note.setStyleSheet(f"QLabel {{ {style} }}")
        self.repaint_layers()

    def small_font(self) -> QFont:
        """Return the font of numbers in the plot."""
        return interface_font(FONT.small)

    def set_axis_names(self, x: str, y: str) -> None:
        """Write the names of what the axes show."""
        named = x, y, self.theme.plot_text
        # pyqtgraph lays out and draws an axis again whenever it is given a label.
        if named != self._named:
            self._named = named
            size = f"{interface_font().pointSizeF():g}pt"
            style = {"color": self.theme.plot_text, "font-size": size}
            self.setLabel("bottom", x, **style)
            self.setLabel("left", y, **style)

    def say(self, note: QLabel, text: str) -> None:
        """Show `text` in one of the corner notes; hide it where there is nothing to say."""
        if text != note.text():
            note.setText(text)
            _fit(note, self._notes_area().width())
        note.setVisible(bool(text))
        self._place_notes()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        # pyqtgraph sends this while it is being built.
        if hasattr(self, "remark"):
            for note in (self.note, self.readout, self.remark):
                _fit(note, self._notes_area().width())
            self._place_notes()

    def _notes_area(self) -> QRect:
        """Return where notes may be, in pixels of this widget."""
        area: QRect = self.mapFromScene(self.area.sceneBoundingRect()).boundingRect()
        return area.adjusted(SPACE.s, SPACE.s, -SPACE.s, -SPACE.s)

    def _place_notes(self) -> None:
        """Put each note in its corner, none cut off, none on another."""
        area = self._notes_area()
        self.note.move(area.left(), area.top())
        if self.is_note_low:
            self.note.move(area.left(), area.bottom() - self.note.height())
        self.readout.move(area.right() - self.readout.width(), area.top())
        self.remark.move(area.right() - self.remark.width(), area.bottom() - self.remark.height())
        taken = self.note.geometry()
        if self.note.isHidden():
            return
        if self.readout.geometry().intersects(taken):
            self.readout.move(self.readout.x(), taken.bottom() + SPACE.xs)
        if not self.remark.isHidden() and self.remark.geometry().intersects(taken):
            self.note.move(area.left(), self.remark.y() - SPACE.xs - self.note.height())


def _fit(note: QLabel, room: int) -> None:
    """Make a note as large as its text, on more than one line where `room` takes no less."""
    note.setWordWrap(False)
    note.adjustSize()
    if note.width() > room:
        note.setWordWrap(True)
        note.resize(room, note.heightForWidth(room))


NOTE_NAMES = ("readout", "note", "remark")


def _note(canvas: QWidget, name: str) -> QLabel:
    label = QLabel(canvas)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.hide()
    return label
