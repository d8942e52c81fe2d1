"""What of an experiment can be swept, and over which values by default."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.settings import setting_specs
from gdsim.engine.descent.spec import SettingSpec
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE, LEARNING_RATE, Axis
from gdsim.i18n import tr
from gdsim.study.many.grid_values import even_values, log_values
from gdsim.study.many.sweep_findings import present_value
from gdsim.study.words.names import axis_title

DECADES_ASIDE = 2
"""Decades to either side of the present learning rate."""

USUAL_RANGES = {"eps": (1e-12, 1.0), "decay_factor": (0.9, 1.0)}
"""Ranges of settings whose sensible values fill a small part of what is accepted."""

FEWEST_VALUES, MOST_VALUES = 10, 2000
"""Values that an axis may have."""


class AxisChoice(Struct, frozen=True):
    """Something that can be swept, and its range by default.

    Attributes
    ----------
    name
        As `gdsim.engine.many.axes.Axis` has it.
    is_log
        Whether its values are spaced evenly by their logarithm.
    integer
        Whether only whole numbers are accepted.
    title
        What people call it, with its sign where it has one.
    """

    name: str
    low: float
    high: float
    is_log: bool = False
    integer: bool = False
    title: str = ""


def is_log_axis(name: str) -> bool:
    """Tell whether values of this name are spaced and shown by their logarithm."""
    return name in {LEARNING_RATE, "eps"}


def axis_choices(experiment: Experiment, n_rows: int, updates: int) -> list[AxisChoice]:
    """Return what can be swept with runs of so many updates; the learning rate first."""
    middle = round(math.log10(experiment.learning_rate))
    low, high = (_rounded(10.0 ** (middle + by)) for by in (-DECADES_ASIDE, DECADES_ASIDE))
    choices = [AxisChoice(LEARNING_RATE, low, high, is_log=True)]
    if n_rows > 1:
        choices.append(AxisChoice(BATCH_SIZE, 1, min(n_rows, 128), integer=True))
    for spec in setting_specs(experiment.rule, experiment.schedule):
        if not spec.choices:
            value = present_value(experiment, n_rows, spec.name)
            ends = _range(spec, value, updates)
            is_log = is_log_axis(spec.name)
            choices.append(AxisChoice(spec.name, *ends, is_log=is_log, integer=spec.integer))
    return [replace(one, title=axis_title(one.name, experiment.rule)) for one in choices]


def _rounded(x: float) -> float:
    """Return `x` without the last figures, in which products of decimal numbers differ."""
    return float(f"{x:.12g}")


def _range(spec: SettingSpec, value: float, updates: int) -> tuple[float, float]:
    """Return the range in which a setting is accepted, or a part of it where it has no end."""
    if spec.name in USUAL_RANGES:
        low, high = USUAL_RANGES[spec.name]
        return min(low, value) if value > 0 else low, max(high, value)
    reach = 10 * abs(value) or 1.0
    low = spec.low if math.isfinite(spec.low) else -reach
    high = spec.high if math.isfinite(spec.high) else low + reach
    if spec.counts_updates:
        # What comes after the last update changes nothing.
        high = max(updates, low + FEWEST_VALUES)
    inset = 1 if spec.integer else 0.01 * (high - low)
    low = low + inset if spec.low_open and low == spec.low else low
    high = high - inset if spec.high_open and high == spec.high else high
    return _rounded(low), _rounded(high)


def axis_over(choice: AxisChoice, low: float, high: float, count: int) -> Axis:
    """Return the axis of `count` values from `low` to `high`, evenly spaced, in few figures.

    Of whole numbers there are fewer where the range has no more of them; they too are evenly
    spaced, so that the last may lie below `high`.

    Raises
    ------
    InputError
        If the range is empty, or reaches 0 where its logarithm is taken.
    """
    if not low < high:
        raise InputError("The range is empty; give a From below To")
    if not FEWEST_VALUES <= count <= MOST_VALUES:
        raise wrong_count(count)
    if choice.integer:
        first, last = math.ceil(low), math.floor(high)
        step = max(1, math.ceil((last - first) / (count - 1)))
        values = tuple(float(k) for k in range(first, last + 1, step))
        if not values:
            raise InputError("The range has no whole number; give a From and a To such as 1 and 10")
        return Axis(choice.name, values)
    if not choice.is_log:
        return Axis(choice.name, even_values(low, high, count))
    if low <= 0:
        raise InputError("Values that are log spaced must be above 0; give a From such as 0.001")
    return Axis(choice.name, log_values(low, high, count))


def wrong_count(count: float) -> InputError:
    """Return the refusal of so many values."""
    return InputError(
        "{count} is not a number of values that can be drawn; give {low} to {high}",
        count=f"{count:.0f}",
        low=FEWEST_VALUES,
        high=MOST_VALUES,
    )


def spacing_text(choice: AxisChoice, low: float, high: float, count: int) -> str:
    """Return what is swept and how its values are spaced; of whole numbers, how many there are."""
    title = choice.title
    if choice.is_log:
        return tr("{axis}, log spaced").format(axis=title)
    try:
        values = axis_over(choice, low, high, count).values
    except InputError:
        values = ()
    if not choice.integer or not values:
        return tr("{axis}, evenly spaced").format(axis=title)
    if len(values) < 3:
        return tr("{axis}, whole numbers").format(axis=title)
    return tr("{axis}, whole numbers {first}, {second} … {last}: {count} values").format(
        axis=title,
        first=f"{values[0]:.0f}",
        second=f"{values[1]:.0f}",
        last=f"{values[-1]:.0f}",
        count=len(values),
    )
