"""What both plots are made of: an area that stays still, layers on it, and axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from gdsim.views.style.theme import FONT, Theme, interface_font

Paint = Callable[[QPainter], None]

AXIS_HEIGHT = 40

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
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.clicked.emit(QPointF(ev.pos()))

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

    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.save()
        painter.setClipRect(self.boundingRect())
        self._paint(painter)
        painter.restore()


def lay_out_axes(plot: pg.PlotWidget, axis_width: int) -> None:
    """Frame a plot, its numbers `axis_width` pixels wide to the left; no buttons, no keys."""
    plot.plotItem.hideButtons()
    plot.plotItem.setMenuEnabled(False)
    # Keys belong to stepping; whatever a click on a plot does can be done elsewhere with keys.
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # pyqtgraph lets the names of the axes stand out of their space by 5 pixels.
    plot.plotItem.layout.setContentsMargins(5, 6, 12, 6)
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.enableAutoSIPrefix(False)
        axis.setStyle(tickLength=-5, tickTextOffset=6, hideOverlappingLabels=True)
    plot.getAxis("left").setWidth(axis_width)
    plot.getAxis("bottom").setHeight(AXIS_HEIGHT)
    for side in ("top", "right"):
        plot.showAxis(side)
        plot.getAxis(side).setStyle(showValues=False, tickLength=0)


def colour_axes(plot: pg.PlotWidget, theme: Theme) -> None:
    """Draw ground, frame and numbers of a plot in the colours of `theme`."""
    plot.setBackground(theme.plot_background)
    for side in ("left", "bottom", "top", "right"):
        axis = plot.getAxis(side)
        axis.setPen(pg.mkPen(theme.border))
        axis.setTextPen(pg.mkPen(theme.plot_text))
        axis.setTickFont(interface_font(FONT.small))


def name_axes(plot: pg.PlotWidget, theme: Theme, x: str, y: str) -> None:
    """Write what the axes show, in the interface's size."""
    style = {"color": theme.plot_text, "font-size": f"{interface_font().pointSizeF():g}pt"}
    plot.setLabel("bottom", x, **style)
    plot.setLabel("left", y, **style)
