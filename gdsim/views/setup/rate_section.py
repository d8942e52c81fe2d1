"""The learning rate: a log slider with an exact field, and the schedule."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.i18n import tr
from gdsim.numbers import few, to_figures
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, positive
from gdsim.views.fields.section import Section
from gdsim.views.lazy.holder import Lazy
from gdsim.views.setup.section_column import LABELS
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.views.setup.schedule_form import ScheduleForm

LOWEST_POWER, HIGHEST_POWER = -5, 1
"""Powers of ten at the slider's ends."""

STEPS_PER_DECADE = 20
"""As fine as two significant digits can tell apart, so that a position and its rate agree."""


RATE_WIDTH = 92
"""Pixels of the field."""


def rate_at(position: int) -> float:
    """Return the learning rate at a slider position, rounded to two significant digits."""
    return to_figures(10 ** (LOWEST_POWER + position / STEPS_PER_DECADE), 2)


def position_of(rate: float) -> int:
    """Return the slider position nearest to a learning rate, within the slider's ends."""
    position = round((math.log10(rate) - LOWEST_POWER) * STEPS_PER_DECADE)
    return min(max(position, 0), (HIGHEST_POWER - LOWEST_POWER) * STEPS_PER_DECADE)


class RateSection(Section):
    """Learning rate and schedule."""

    changeRequested = Signal(object)
    settingChanged = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Learning rate"), parent, topic="rates", has_heading=False, label_width=LABELS
        )
        self.rate = NumberField(tr("Learning rate"), positive(tr("The learning rate")))
        self.rate.setFixedWidth(RATE_WIDTH)
        self.rate.valueCommitted.connect(self._request)
        self.slider = self._make_slider()
        self.add_row(
            tr("R&ate η"),
            self.rate,
            tr("What every step is multiplied by: twice the rate, twice the step"),
            beside=self.slider,
        )
        self._theme = LIGHT
        self._shown: tuple[str, Mapping[str, Setting], bool] = ("constant", {}, False)
        self._schedule = Lazy(self._make_schedule)
        self.fold = Fold(tr("Schedule"), self._schedule, trailing=self.notes_link())
        self.add_below(self.fold)

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, (HIGHEST_POWER - LOWEST_POWER) * STEPS_PER_DECADE)
        slider.setPageStep(STEPS_PER_DECADE // 4)
        slider.setAccessibleName(tr("Learning rate, logarithmic"))
        slider.setToolTip(tr("From 0.00001 to 10, ten times as large every sixth of the way"))
        slider.valueChanged.connect(self._slide)
        slider.sliderReleased.connect(lambda: self._request(self.rate.value))
        self.keep_wheel_calm(slider)
        # A click leaves the arrow keys to the run.
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return slider

    def complete(self) -> None:
        """Build what is folded away, if it is not there yet."""
        self._schedule.build()

    @property
    def schedule(self) -> ScheduleForm:
        """What is folded away: the schedule with its settings."""
        return self._schedule.build()

    def _make_schedule(self) -> ScheduleForm:
        from gdsim.views.setup.schedule_form import ScheduleForm

        form = ScheduleForm()
        form.changeRequested.connect(self.changeRequested)
        form.settingChanged.connect(self.settingChanged)
        form.equation.set_theme(self._theme)
        form.set_schedule(*self._shown)
        return form

    def _slide(self, position: int) -> None:
        """Show the rate at the slider; ask for it at once unless the mouse still holds it."""
        rate = rate_at(position)
        self.rate.set_value(rate)
        self.rate.restore()
        if not self.slider.isSliderDown():
            self._request(rate)

    def _request(self, rate: float) -> None:
        self._show_on_slider(rate)
        self.changeRequested.emit({"learning_rate": rate})

    def _show_on_slider(self, rate: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(position_of(rate))

    def set_rate(self, rate: float) -> None:
        """Show the learning rate in force."""
        self.rate.set_value(rate)
        self._show_on_slider(rate)

    def set_schedule(
        self, name: str, settings: Mapping[str, Setting], *, maximises: bool = False
    ) -> None:
        """Show the schedule in force with its settings."""
        self._shown = name, settings, maximises
        if self._schedule.held is not None:
            self._schedule.held.set_schedule(*self._shown)
        self.fold.set_value(_schedule_text(name, settings))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        (self.schedule.line if name == "schedule" else self.lines[self.rate]).say(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Draw the formula in the colours of `theme`."""
        self._theme = theme
        if self._schedule.held is not None:
            self._schedule.held.equation.set_theme(theme)


def _schedule_text(name: str, settings: Mapping[str, Setting]) -> str:
    """Return the schedule and what it is set to, in a few words."""
    spec = SCHEDULES[name]
    given = [
        f"{tr(one.title)} {_value_text(settings[one.name])}"
        for one in spec.settings
        if settings.get(one.name, one.default) != one.default
    ]
    return ", ".join([tr(spec.title), *given])


def _value_text(value: Setting) -> str:
    return value if isinstance(value, str) else few(float(value))
