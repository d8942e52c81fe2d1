"""The learning rate: a log slider with an exact field, and the schedule."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.descent.line_search import UPHILL_EQUATIONS
from gdsim.engine.descent.schedules import SCHEDULES
from gdsim.i18n import tr
from gdsim.numbers import few, to_figures
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, positive
from gdsim.views.fields.section import Section
from gdsim.views.setup.settings_form import SettingsForm
from gdsim.views.setup.widths import LABELS
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import SPACE, Theme, set_variant

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
        self.schedule = QComboBox()
        self.schedule.setAccessibleName(tr("Schedule"))
        self.schedule.setToolTip(tr("How the learning rate changes with the updates"))
        self.schedule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name, spec in SCHEDULES.items():
            self.schedule.addItem(tr(spec.title), name)
        self.schedule.activated.connect(
            lambda i: self.changeRequested.emit({"schedule": self.schedule.itemData(i)})
        )
        self.keep_wheel_calm(self.schedule)
        self.equation = FormulaLabel()
        self.form = SettingsForm()
        self.form.settingChanged.connect(self.settingChanged)
        self.fold = Fold(tr("Schedule"), self._below(), trailing=self.notes_link())
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

    def _below(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        self._line = FaultLine()
        self.search_note = QLabel(
            tr(
                "Before every update the rate is looked for along the line of the gradient, on the"
                " loss of its batch; η is the first trial, where any is needed. The one that was"
                " found stands in the table's column Learning rate and on the page Working."
            )
        )
        self.search_note.setWordWrap(True)
        set_variant(self.search_note, "role", "hint")
        for part in (self.schedule, self.equation, self._line, self.search_note, self.form):
            column.addWidget(part)
        return body

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
        with QSignalBlocker(self.schedule):
            self.schedule.setCurrentIndex(self.schedule.findData(name))
        spec = SCHEDULES[name]
        uphill = UPHILL_EQUATIONS.get(spec.equation, spec.equation)
        self.equation.set_latex(uphill if maximises else spec.equation)
        self.equation.setVisible(name != "constant")
        self.search_note.setVisible(spec.search is not None)
        self.form.set_specs(spec.settings, settings)
        self.fold.set_value(_schedule_text(name, settings))

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why a change of the field `name` that was not typed is refused."""
        (self._line if name == "schedule" else self.lines[self.rate]).say(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Draw the formula in the colours of `theme`."""
        self.equation.set_theme(theme)


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
