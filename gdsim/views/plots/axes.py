"""The axes of a plot, whose numbers are painted where they are to be seen anew, and its edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPainter, QPen, QPicture
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsItem, QWidget

from gdsim.views.style.painting import careful

OVERHANG = 3.0
"""Pixels by which letters may stand out of the room that was measured for them."""

_CELLS: Mapping[str, tuple[int, int]] = {
    "left": (0, 0),
    "bottom": (1, 1),
}
"""Row and column of each axis; the area stands beside and above them."""

_ABOVE_THE_AREA = 0.5
"""So that its ticks, which reach into the area, are seen."""


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """Remembers ticks and numbers apart.

    Its ticks reach into the plot, which is painted at every step; setting the numbers, which stand
    beside it, takes ten times as long as the ticks.
    """

    def __init__(self, side: str) -> None:
        self._numbers, self._room_of_numbers = QPicture(), QRectF()
        super().__init__(side)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def drawPicture(
        self, p: QPainter, line: Any, ticks: Any, numbers: list[tuple[QRectF, Any, str]]
    ) -> None:
        super().drawPicture(p, line, ticks, [])
        self._numbers, self._room_of_numbers = QPicture(), QRectF()
        for room, _, _ in numbers:
            self._room_of_numbers |= QRectF(room)
        painter = QPainter(self._numbers)
        # As pyqtgraph does it.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
        if self.style["tickFont"] is not None:
            painter.setFont(self.style["tickFont"])
        painter.setPen(self.textPen())
        painter.setClipRect(self.boundingRect().toAlignedRect())
        for room, flags, text in numbers:
            painter.drawText(room, int(flags), text)
        painter.end()

    @careful
    def paint(self, p: QPainter, opt: Any, widget: QWidget | None) -> None:
        super().paint(p, opt, widget)
        reach = self._room_of_numbers.adjusted(-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
        if reach.intersects(opt.exposedRect):
            self._numbers.play(p)


class Edge(QGraphicsItem):
    """The lines that close the frame of an area above and to the right, where no axis is.

    Parameters
    ----------
    area
        Is surrounded at a distance of one pixel, as by pyqtgraph's axes.
    """

    def __init__(self, area: pg.ViewBox, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._area, self._pen = area, QPen()
        area.geometryChanged.connect(self.prepareGeometryChange)

    def set_pen(self, pen: QPen) -> None:
        """Draw the lines with `pen`."""
        self._pen = pen
        self.update()

    def _frame(self) -> QRectF:
        frame: QRectF = self._area.geometry()
        return frame.adjusted(-1.0, -1.0, 1.0, 1.0)

    def boundingRect(self) -> QRectF:
        return self._frame().adjusted(-1.0, -1.0, 1.0, 1.0)

    @careful
    def paint(self, painter: QPainter, *_args: Any) -> None:
        frame = self._frame()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._pen)
        painter.drawPolyline([frame.topLeft(), frame.topRight(), frame.bottomRight()])


class AxesFrame(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph is not typed
    """Lays out an area and its axes, to the left and below.

    pyqtgraph's own ``PlotItem`` does that too, and makes of each plot a title, a button and menus
    with a hundred controls, none of which is shown here.

    Parameters
    ----------
    margins
        Pixels round the axes.
    axes
        Axes other than the usual ones, by side.
    """

    def __init__(
        self, area: pg.ViewBox, margins: QMarginsF, axes: Mapping[str, pg.AxisItem]
    ) -> None:
        super().__init__()
        self.axes: dict[str, pg.AxisItem] = {side: Axis(side) for side in _CELLS} | dict(axes)
        layout = QGraphicsGridLayout()
        layout.setSpacing(0)
        layout.setContentsMargins(margins.left(), margins.top(), margins.right(), margins.bottom())
        layout.addItem(area, 0, 1)
        layout.setRowStretchFactor(0, 1)
        layout.setColumnStretchFactor(1, 1)
        self.setLayout(layout)
        for side, cell in _CELLS.items():
            axis = self.axes[side]
            # It would typeset the axis's name again at every change of the range.
            axis.enableAutoSIPrefix(False)
            axis.linkToView(area)
            axis.setZValue(_ABOVE_THE_AREA)
            layout.addItem(axis, *cell)
        self.edge = Edge(area, self)
        self.edge.setZValue(_ABOVE_THE_AREA)
