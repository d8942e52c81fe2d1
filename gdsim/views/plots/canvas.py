"""A plot with two axes whose inside is painted in pixels, and whose mouse is told in pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsView, QSizePolicy, QWidget

from gdsim.views.plots.axes import AxesFrame
from gdsim.views.plots.frame import Frame, Range, Window
from gdsim.views.style.painting import careful
from gdsim.views.style.theme import FONT, LIGHT, Theme, interface_font

Paint = Callable[[QPainter], None]
Side = Literal["left", "bottom"]

AXIS_HEIGHT = 40

# pyqtgraph lets the names of the axes stand out of their space by 5 pixels.
MARGINS = QMarginsF(5, 6, 12, 6)

# pyqtgraph leaves out moves of the mouse that come fast, the last one too: what is pointed at would
# not be what is read out. Qt itself joins those that come faster than they are taken.
pg.setConfigOption("mouseRateLimit", 0)


class StillArea(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph is not typed
    """The inside of a plot, which pyqtgraph itself neither moves nor zooms.

    Signals
    -------
    clicked(QPointF)
        The left button was clicked at this pixel.
    resized()
        The plot has another size.
    """

    clicked = Signal(object)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.disableAutoRange()

    def mouseClickEvent(self, ev: Any) -> None:
        # pyqtgraph hands on the clicks on the axes, too, with places of their own.
        at = self.mapFromScene(ev.scenePos())
        if ev.button() == Qt.MouseButton.LeftButton and self.rect().contains(at):
            ev.accept()
            self.clicked.emit(at)

    def resizeEvent(self, ev: Any) -> None:
        super().resizeEvent(ev)
        self.resized.emit()


class Layer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is not typed
    """A layer over the whole plot area, painted by a function in pixels of the area."""

    def __init__(self, area: StillArea, paint: Paint, z: float = 0.0) -> None:
        super().__init__()
        self._area, self._paint = area, paint
        self.setParentItem(area)
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        area.resized.connect(self.prepareGeometryChange)

    def boundingRect(self) -> QRectF:
        return QRectF(self._area.rect())

    @careful
    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.save()
        painter.setClipRect(self.boundingRect())
        try:
            self._paint(painter)
        finally:
            painter.restore()


class Canvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph is not typed
    """Axes round an area; it shows the range it is given and no other.

    Parameters
    ----------
    axis_width
        Pixels for the numbers to the left.
    axes
        Axes other than pyqtgraph's, by side.
    area
        The inside, where it is more than a `StillArea`.

    Signals
    -------
    clickedAt(QPointF)
        The left button was clicked at this pixel of the area.
    pointedAt(object)
        The mouse is over this pixel (QPointF), or has left the area (None).
    """

    clickedAt = Signal(object)
    pointedAt = Signal(object)

    def __init__(
        self,
        axis_width: int,
        axes: Mapping[str, pg.AxisItem] | None = None,
        area: StillArea | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.area = StillArea() if area is None else area
        super().__init__(parent)
        self._axes = AxesFrame(self.area, MARGINS, axes or {})
        self.setCentralItem(self._axes)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.theme = LIGHT
        self._names = "", ""
        self._named: tuple[object, ...] = ()
        self._coloured: tuple[object, ...] = ()
        self._window = Window((0.0, 1.0), (0.0, 1.0))
        self._layers: list[Layer] = []
        self._ruled: dict[Side, tuple[object, list[float]]] = {}
        self._lay_out(axis_width)
        self._colour()
        self.area.clicked.connect(self.clickedAt)
        self.scene().sigMouseMoved.connect(self._point)

    def _lay_out(self, axis_width: int) -> None:
        # Keys belong to stepping; whatever a click on a plot does can be done elsewhere with keys.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Files are dropped on the window, wherever in it.
        self.setAcceptDrops(False)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(tickLength=-5, tickTextOffset=6, hideOverlappingLabels=True)
        self.getAxis("left").setWidth(axis_width)
        self.getAxis("bottom").setHeight(AXIS_HEIGHT)

    def close(self) -> bool:
        """Close as any widget does; pyqtgraph would take apart what Python still holds."""
        return bool(QGraphicsView.close(self))

    # What is shown.

    def getAxis(self, side: str) -> pg.AxisItem:
        """Return the axis on that side."""
        return self._axes.axes[side]

    @property
    def frame(self) -> Frame:
        """What is shown in how many pixels."""
        rect = self.area.rect()
        return Frame(self._window, max(rect.width(), 1.0), max(rect.height(), 1.0))

    def show_range(self, x: Range, y: Range, is_log: tuple[bool, bool] = (False, False)) -> None:
        """Show these ranges and paint; those of a logarithmic axis are decimal logarithms."""
        for side, log in zip(("bottom", "left"), is_log, strict=True):
            axis = self.getAxis(side)
            if axis.logMode != log:
                axis.setLogMode(log)
        window = Window(x, y)
        if window != self._window:
            self._window = window
            self.area.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=False)
        self.repaint_layers()

    def addItem(self, item: pg.GraphicsObject) -> None:
        """Draw an item of pyqtgraph inside, in the units of the axes."""
        self.area.addItem(item)

    def removeItem(self, item: pg.GraphicsObject) -> None:
        """Draw it no longer."""
        self.area.removeItem(item)

    def add_layer(self, paint: Paint, z: float = 0.0) -> Layer:
        """Paint the inside by a function, too, above what has a lower `z`."""
        layer = Layer(self.area, paint, z)
        self._layers.append(layer)
        return layer

    def repaint_layers(self) -> None:
        """Paint the inside again, the axes staying as they are."""
        for layer in self._layers:
            layer.update()

    def rulings(self, side: Side) -> list[float]:
        """Return the labelled places of an axis, in pixels from the left or from the top."""
        frame, axis = self.frame, self.getAxis(side)
        key = frame, axis.logMode
        if side not in self._ruled or self._ruled[side][0] != key:
            low, high = frame.x if side == "bottom" else frame.y
            size = frame.width if side == "bottom" else frame.height
            levels = axis.tickValues(low, high, size)
            places = levels[0][1] if levels else ()
            away = [place - low if side == "bottom" else high - place for place in places]
            self._ruled[side] = key, [float(part * size / (high - low)) for part in away]
        return self._ruled[side][1]

    # The mouse.

    def _point(self, scene_position: QPointF) -> None:
        at = self.area.mapFromScene(scene_position)
        self.pointedAt.emit(at if self.area.rect().contains(at) else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointedAt.emit(None)

    # Looks.

    def set_names(self, x: str, y: str) -> None:
        """Write what the axes show, in the interface's size."""
        self._names = x, y
        size = interface_font().pointSizeF()
        named = x, y, self.theme.plot_text, size
        # pyqtgraph lays out and draws an axis again whenever it is given a label.
        if named != self._named:
            self._named = named
            style = {"color": self.theme.plot_text, "font-size": f"{size:g}pt"}
            for side, name in (("bottom", x), ("left", y)):
                self.getAxis(side).setLabel(name, **style)
                # It centres a name only when it is resized: it would stand where the last one did.
                self.getAxis(side).resizeEvent()

    def set_numbers_shown(self, across: bool, upwards: bool) -> None:
        """Write the numbers of the axes, or leave them out where there is nothing to read."""
        self.getAxis("bottom").setStyle(showValues=across)
        self.getAxis("left").setStyle(showValues=upwards)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.theme = theme
        self._colour()
        self.set_names(*self._names)
        self.repaint_layers()

    def _colour(self) -> None:
        """Draw ground, frame and numbers in the colours of the theme."""
        theme, font = self.theme, interface_font(FONT.small)
        # pyqtgraph typesets the name of an axis again whenever it is given a colour.
        if (theme, font) == self._coloured:
            return
        self._coloured = theme, font
        self.setBackground(theme.plot_background)
        border = pg.mkPen(theme.border)
        self._axes.edge.set_pen(border)
        for axis in self._axes.axes.values():
            axis.setPen(border)
            axis.setTextPen(pg.mkPen(theme.plot_text))
            axis.setTickFont(font)
