"""The learning rate: a log slider with an exact field, and the schedule."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSlider, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.i18n import tr
from gdsim.numbers import to_figures
from gdsim.views.fields.number_field import NumberField, positive
from gdsim.views.fields.section import Section
from gdsim.views.setup.settings_form import SettingsForm
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import Theme

LOWEST_POWER, HIGHEST_POWER = -5, 1
"""Powers of ten at the slider's ends."""

STEPS_PER_DECADE = 20
"""As fine as two significant digits can tell apart, so that a position and its rate agree."""


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
        super().__init__(tr("Learning rate"), parent, topic="rates")
        self.rate = NumberField(tr("Learning rate"), positive(tr("The learning rate")))
        self.rate.valueCommitted.connect(self._request)
        self.add_row(
            tr("R&ate η"),
            self.rate,
            tr("What every step is multiplied by: twice the rate, twice the step"),
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, (HIGHEST_POWER - LOWEST_POWER) * STEPS_PER_DECADE)
        self.slider.setPageStep(STEPS_PER_DECADE // 4)
        # A click leaves the arrow keys to the run.
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setAccessibleName(tr("Learning rate, logarithmic"))
        self.slider.setToolTip(tr("From 0.00001 to 10, ten times as large every sixth of the way"))
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderReleased.connect(lambda: self._request(self.rate.value))
        self.keep_wheel_calm(self.slider)
        self.add_wide(self.slider)
        self.schedule = QComboBox()
        self.schedule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name, spec in SCHEDULES.items():
            self.schedule.addItem(tr(spec.title), name)
        self.schedule.activated.connect(
            lambda i: self.changeRequested.emit({"schedule": self.schedule.itemData(i)})
        )
        self.add_row(
            tr("Sche&dule"), self.schedule, tr("How the learning rate changes with the updates")
        )
        self.equation = FormulaLabel()
        self.add_wide(self.equation)
        self.form = SettingsForm()
        self.form.settingChanged.connect(self.settingChanged)
        self.form.refused.connect(self.show_refusal)
        self.add_wide(self.form)

    def _slide(self, position: int) -> None:
        """Show the rate at the slider; ask for it at once unless the mouse still holds it."""
        rate = rate_at(position)
        self.rate.set_value(rate)
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

    def set_schedule(self, name: str, settings: Mapping[str, Setting]) -> None:
        """Show the schedule in force with its settings."""
        with QSignalBlocker(self.schedule):
            self.schedule.setCurrentIndex(self.schedule.findData(name))
        spec = SCHEDULES[name]
        self.equation.set_latex(spec.equation)
        self.equation.setVisible(name != "constant")
        self.form.set_specs(spec.settings, settings)

    def set_theme(self, theme: Theme) -> None:
        """Draw the formula in the colours of `theme`."""
        self.equation.set_theme(theme)
