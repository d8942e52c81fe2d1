"""A calendar of the minutes worked: a column a week, a row a weekday; days without are just empty.

What it says stands in each day as a number, so that it can be read without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdsim.i18n import ntr, tr
from gdsim.study.exam.memory.habits import DayFigure
from gdsim.texts import N_
from gdsim.views.plots.canvas import Canvas
from gdsim.views.plots.pens import pen
from gdsim.views.plots.words import draw_message, small_font, words_size
from gdsim.views.style.theme import Theme

AXIS_WIDTH, HEIGHT = 44, 230

GAP = 1.5
"""Half the pixels between two days."""

PALEST, DEEPEST = 0.14, 0.55
"""The share of the accent in the shade of the least and of the most minutes: text stays legible."""

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

WEEK = 7


class WeekAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis of weeks: a number is how many weeks it is after that of `first`, a Monday."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.first = date(2000, 1, 3)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [k + 0.5 for k in range(round(low), round(high))])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        days = (self.first + timedelta(weeks=int(value)) for value in values)
        return [f"{day:%m-%d}" for day in days]


class WeekdayAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis with the name of each weekday, Monday at the top."""

    def __init__(self) -> None:
        super().__init__("left")

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [k + 0.5 for k in range(WEEK)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [tr(WEEKDAYS[WEEK - 1 - int(value)]) for value in values]


class CalendarPlot(Canvas):
    """Draws a field for each day, with its minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._days: tuple[DayFigure, ...] = ()
        self._today = self._exam_day = date.min
        self._weeks = WeekAxis()
        axes: dict[str, pg.AxisItem] = {"bottom": self._weeks, "left": WeekdayAxis()}
        super().__init__(AXIS_WIDTH, axes, parent=parent)
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_names(tr("Week of"), "")
        for axis in axes.values():
            axis.setStyle(tickLength=0)
        self.add_layer(self._paint)
        self.pointedAt.connect(self._tell)

    def set_days(
        self, days: Sequence[DayFigure], today: date, exam_day: date | None = None
    ) -> None:
        """Show these days, which follow one another from a Monday on.

        Parameters
        ----------
        exam_day
            A day of theirs, or of none of them, that is marked as that of the exam.
        """
        self._days, self._today, self._exam_day = tuple(days), today, exam_day or date.min
        if days:
            self._weeks.first = days[0].day
        weeks = max(1, -(-len(days) // WEEK))
        self.show_range((0.0, float(weeks)), (0.0, float(WEEK)))
        worked = [f"{one.day}: {_minutes(one)}" for one in days if one.seconds]
        self.setAccessibleDescription("; ".join(worked))

    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    def field(self, place: int) -> QRectF:
        """Return the pixels of a day, from its place among those that are shown."""
        frame, week, weekday = self.frame, place // WEEK, place % WEEK
        left, right = frame.across([week, week + 1]).tolist()
        top, bottom = frame.down([WEEK - weekday, WEEK - weekday - 1]).tolist()
        return QRectF(left, top, right - left, bottom - top).adjusted(GAP, GAP, -GAP, -GAP)

    def _tell(self, at: QPointF | None) -> None:
        """Say in a tool tip what was done on the day that is pointed at."""
        place = None
        if at is not None:
            place = next((k for k in range(len(self._days)) if self.field(k).contains(at)), None)
        self.setToolTip("" if place is None else self._told(self._days[place]))

    def _told(self, one: DayFigure) -> str:
        if not one.answers:
            return f"{one.day}"
        text = ntr(
            "{day}: {minutes} min, {right} of {n} answer right",
            "{day}: {minutes} min, {right} of {n} answers right",
            one.answers,
        )
        return text.format(day=one.day, minutes=_minutes(one), right=one.right, n=one.answers)

    def _paint(self, painter: QPainter) -> None:
        theme, most = self.theme, max((one.seconds for one in self._days), default=0.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font())
        for place, one in enumerate(self._days):
            field = self.field(place)
            share = one.seconds / most if most else 0.0
            is_ahead = one.day > self._today
            painter.setPen(pen(theme.grid, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush if is_ahead else shade(share, theme))
            painter.drawRect(field)
            if one.seconds:
                painter.setPen(QColor(theme.text))
                painter.drawText(field, Qt.AlignmentFlag.AlignCenter, str(_minutes(one)))
            self._mark(painter, one.day, field)
        if not most:
            draw_message(painter, tr("Nothing was done yet."), self.frame, theme)

    def _mark(self, painter: QPainter, day: date, field: QRectF) -> None:
        """Put a ring round today, and name the day of the exam."""
        theme = self.theme
        if day not in (self._today, self._exam_day):
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.text, 2.0))
        painter.drawRect(field)
        word = tr("exam")
        if day == self._exam_day and words_size(word)[0] < field.width():
            painter.drawText(field, Qt.AlignmentFlag.AlignCenter, word)


def shade(share: float, theme: Theme) -> QColor:
    """Return the ground of a day with so large a share of the most minutes; 0 for none at all."""
    ground, accent = QColor(theme.plot_background), QColor(theme.accent)
    if share <= 0:
        return ground
    part = PALEST + (DEEPEST - PALEST) * min(share, 1.0)
    return QColor.fromRgbF(
        (1 - part) * ground.redF() + part * accent.redF(),
        (1 - part) * ground.greenF() + part * accent.greenF(),
        (1 - part) * ground.blueF() + part * accent.blueF(),
    )


def _minutes(one: DayFigure) -> int:
    """Return the minutes of a day, 1 at least where anything was done."""
    return max(1, round(one.seconds / 60)) if one.seconds else 0
