"""The minutes worked on each day, as bars; days without work are just empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.memory.habits import DayFigure
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.rulings import draw_rulings
from gdsim.views.plots.words import draw_message

AXIS_WIDTH, HEIGHT = 52, 190

BAR_SHARE = 0.7
"""The share of a day's room that its bar takes."""

LEAST_MINUTES = 10.0
"""The least height of the plot."""


class DayAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis of days: a number is how many days it is after `first`."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.first = date(2000, 1, 1)

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(7.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        days = (self.first + timedelta(days=round(value)) for value in values)
        return [f"{day:%m-%d}" for day in days]


class DaysPlot(Canvas):
    """Draws a bar for each day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._days: tuple[DayFigure, ...] = ()
        self._axis = DayAxis()
        super().__init__(AXIS_WIDTH, {"bottom": self._axis}, parent=parent)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_names(tr("Day"), tr("Minutes"))
        self.add_layer(self._paint)

    def set_days(self, days: Sequence[DayFigure]) -> None:
        """Show these days, which follow one another."""
        self._days = tuple(days)
        if days:
            self._axis.first = days[0].day
        most = max((one.seconds / 60 for one in days), default=0.0)
        self.show_range((-0.6, max(1, len(days)) - 0.4), (0.0, 1.1 * max(most, LEAST_MINUTES)))
        worked = [f"{one.day}: {one.seconds / 60:.0f}" for one in days if one.seconds]
        self.setAccessibleDescription("; ".join(worked))

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def _paint(self, painter: QPainter) -> None:
        frame, theme = self.frame, self.theme
        draw_rulings(painter, [], self.rulings("left"), frame, theme)
        if not any(one.seconds for one in self._days):
            draw_message(painter, tr("Nothing was done yet."), frame, theme)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        for place, one in enumerate(self._days):
            left, right = frame.across([place - BAR_SHARE / 2, place + BAR_SHARE / 2]).tolist()
            top = float(frame.down(one.seconds / 60))
            painter.drawRect(QRectF(left, top, right - left, frame.height - top))
