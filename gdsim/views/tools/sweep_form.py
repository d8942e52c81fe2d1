"""The fields of a sweep: what is swept, over which values, and for how many updates."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from msgspec import Struct
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import Axis
from gdsim.i18n import tr, tr_error
from gdsim.study.many.sweep_choices import (
    FEWEST_VALUES,
    MOST_VALUES,
    AxisChoice,
    axis_choices,
    axis_over,
    spacing_text,
    wrong_count,
)
from gdsim.study.words.names import axis_sign
from gdsim.views.fields.number_field import NumberField, at_least

VALUES_ALONE, VALUES_ON_A_MAP = 200, 60
"""Values of an axis by default."""

FIRST_UPDATES = 100
"""Of each run by default."""

MOST_RUNS = 200_000
"""Runs of a map: more than a picture has cells to show, and what can be drawn without a halt."""


class SweepRequest(Struct, frozen=True):
    """What a person asked for."""

    axes: tuple[Axis, ...]
    updates: int


class RangeFields:
    """From, To and how many values of one axis.

    A range that was typed in or asked for stays; another follows the set-up.

    Parameters
    ----------
    add
        Puts a label and a field into the window, and returns the label.
    """

    def __init__(self, add: Callable[[str, NumberField | QLabel], QLabel]) -> None:
        self._choice: AxisChoice | None = None
        self._count = VALUES_ALONE
        self._is_held = False
        self.low, self.high = NumberField(tr("From")), NumberField(tr("To"))
        self.count = NumberField(tr("Number of values"), _check_count, integer=True)
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        add("", self._title)
        self._labels = [
            add(tr("From:"), self.low),
            add(tr("To:"), self.high),
            add(tr("Values:"), self.count),
        ]
        for field in (self.low, self.high):
            field.valueCommitted.connect(self.hold)
            field.textEdited.connect(self._unmark)
        for field in (self.low, self.high, self.count):
            field.valueCommitted.connect(self._show_spacing)

    def hold(self) -> None:
        """Keep the range, whatever the set-up becomes."""
        self._is_held = True

    def _show_spacing(self) -> None:
        if self._choice is not None:
            ends = self.low.value, self.high.value
            self._title.setText(spacing_text(self._choice, *ends, int(self.count.value)))

    def _unmark(self) -> None:
        for field in (self.low, self.high):
            field.set_fault("")

    def set_choice(self, choice: AxisChoice | None, count: int) -> None:
        """Show the range of `choice`; hide the fields where it is None."""
        for widget in (self._title, self.low, self.high, self.count, *self._labels):
            widget.setVisible(choice is not None)
        is_other = choice is None or self._choice is None or choice.name != self._choice.name
        self._choice = choice
        if choice is None:
            return
        title = choice.title
        for field, name in ((self.low, tr("From")), (self.high, tr("To"))):
            field.setAccessibleName(f"{title}: {name}")
        self.count.setAccessibleName(f"{title}: {tr('Number of values')}")
        if is_other or not self._is_held:
            self._is_held = False
            for field, value in ((self.low, choice.low), (self.high, choice.high)):
                field.set_value(value)
                field.restore()
        if is_other or count != self._count:
            self._count = count
            self.count.set_value(count)
        self._show_spacing()

    def axis(self) -> Axis:
        """Return the axis; raise InputError where the range is refused, said at its fields too."""
        if self._choice is None:
            raise InputError("Choose what to sweep")
        low, high = self.low.value, self.high.value
        try:
            return axis_over(self._choice, low, high, int(self.count.value))
        except InputError as error:
            for field in (self.low,) if low < high else (self.low, self.high):
                field.set_fault(tr_error(error))
            raise


class SweepForm:
    """All fields of a sweep, put into a window by `add`."""

    def __init__(self, add: Callable[[str, QComboBox | NumberField | QLabel], QLabel]) -> None:
        self._choices: list[AxisChoice] = []
        self._swept: tuple[Experiment, int] | None = None
        self.over = QComboBox()
        self.over.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.over.setAccessibleName(tr("What is swept"))
        self.over.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.over.currentIndexChanged.connect(self._follow)
        add(tr("Over:"), self.over)
        self.first, self.second = RangeFields(add), RangeFields(add)
        self.updates = NumberField(
            tr("Updates of each run"), at_least(tr("The number of updates"), 1), integer=True
        )
        self.updates.set_value(FIRST_UPDATES)
        self.updates.setToolTip(tr("How many updates each run makes"))
        self.updates.valueCommitted.connect(self._count_updates)
        add(tr("Updates:"), self.updates)

    def _count_updates(self) -> None:
        """Let ranges of numbers of updates follow the updates of the runs."""
        if self._swept is not None:
            self.set_experiment(*self._swept)

    def set_experiment(self, experiment: Experiment, n_rows: int) -> None:
        """Offer what can be swept of `experiment`; what was chosen stays where it can."""
        now = self.over.currentData()
        self._swept = experiment, n_rows
        self._choices = axis_choices(experiment, n_rows, int(self.updates.value))
        titles = {choice.name: choice.title for choice in self._choices}
        first, *others = titles
        pairs = [(first,), *((name,) for name in others), *((first, name) for name in others)]
        with QSignalBlocker(self.over):
            self.over.clear()
            for names in pairs:
                sign, title = axis_sign(names[0]), titles[names[-1]]
                self.over.addItem(title if len(names) == 1 else f"{sign} × {title}", names)
            self.over.setCurrentIndex(pairs.index(now) if now in pairs else 0)
        self._follow()

    def _follow(self) -> None:
        names = self.over.currentData() or ()
        by_name = {choice.name: choice for choice in self._choices}
        chosen = [by_name[name] for name in names]
        count = VALUES_ALONE if len(chosen) == 1 else VALUES_ON_A_MAP
        for fields, place in ((self.first, 0), (self.second, 1)):
            fields.set_choice(chosen[place] if place < len(chosen) else None, count)

    def request(self) -> SweepRequest:
        """Return what is asked for; raise InputError where it is refused."""
        names = self.over.currentData() or ()
        axes = tuple(fields.axis() for fields in (self.first, self.second)[: len(names)])
        runs = prod(len(axis.values) for axis in axes)
        if runs > MOST_RUNS:
            raise InputError(
                "That would be {runs} runs; at most {most} are accepted",
                runs=f"{runs:,}",
                most=f"{MOST_RUNS:,}",
            )
        for fields in (self.first, self.second):
            fields.hold()
        return SweepRequest(axes, int(self.updates.value))


def _check_count(value: float) -> None:
    if not FEWEST_VALUES <= value <= MOST_VALUES:
        raise wrong_count(value)
