"""An area between four axes."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QMarginsF
from PySide6.QtWidgets import QGraphicsGridLayout

from gdsim.views.plots.axis import Axis

_CELLS: Mapping[str, tuple[int, int]] = {
    "left": (1, 0),
    "bottom": (2, 1),
    "top": (0, 1),
    "right": (1, 2),
}
"""Row and column of each axis; the area stands in the middle."""

_ABOVE_THE_AREA = 0.5
"""So that its ticks, which reach into the area, are seen."""


class AxesFrame(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph is not typed
    """Lays out an area and its axes.

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
        layout.addItem(area, 1, 1)
        layout.setRowStretchFactor(1, 1)
        layout.setColumnStretchFactor(1, 1)
        self.setLayout(layout)
        for side, cell in _CELLS.items():
            axis = self.axes[side]
            axis.linkToView(area)
            # It would typeset the axis's name again at every change of the range.
            axis.enableAutoSIPrefix(False)
            axis.setZValue(_ABOVE_THE_AREA)
            layout.addItem(axis, *cell)
