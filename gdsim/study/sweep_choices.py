"""What of an experiment can be swept, and over which values by default."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdsim.engine.errors import InputError
from gdsim.engine.experiment import Experiment
from gdsim.engine.settings import setting_specs
from gdsim.engine.spec import SettingSpec
from gdsim.engine.sweep import BATCH_SIZE, LEARNING_RATE, Axis
from gdsim.study.sweep_findings import present_value

DECADES = 2
"""Decades to either side of the present learning rate."""

FEWEST, MOST = 10, 2000
"""Values that an axis may have."""


@dataclass(frozen=True)
class AxisChoice:
    """Something that can be swept, and its range by default.

    Attributes
    ----------
    name
        As `gdsim.engine.sweep.Axis` has it.
    is_log
        Whether its values are spaced evenly by their logarithm.
    integer
        Whether only whole numbers are accepted.
    """

    name: str
    low: float
    high: float
    is_log: bool = False
    integer: bool = False


def axis_choices(experiment: Experiment, n_rows: int) -> list[AxisChoice]:
    """Return what can be swept; the learning rate first."""
    middle = round(math.log10(experiment.learning_rate))
    low, high = (_rounded(10.0 ** (middle + by)) for by in (-DECADES, DECADES))
    choices = [AxisChoice(LEARNING_RATE, low, high, is_log=True)]
    if n_rows > 1:
        choices.append(AxisChoice(BATCH_SIZE, 1, min(n_rows, 128), integer=True))
    for spec in setting_specs(experiment.rule, experiment.schedule):
        if not spec.choices:
            value = present_value(experiment, n_rows, spec.name)
            choices.append(AxisChoice(spec.name, *_range(spec, value), integer=spec.integer))
    return choices


def _rounded(x: float) -> float:
    """Return `x` without the last figures, in which products of decimal numbers differ."""
    return float(f"{x:.12g}")


def _range(spec: SettingSpec, value: float) -> tuple[float, float]:
    """Return a range that a setting accepts: as wide as it goes where that is not far."""
    far = 10 * abs(value) or 1.0
    low = spec.low if math.isfinite(spec.low) else -far
    high = spec.high if math.isfinite(spec.high) else max(far, low + 1)
    inset = 1 if spec.integer else 0.01 * (high - low)
    low = low + inset if spec.low_open and low == spec.low else low
    high = high - inset if spec.high_open and high == spec.high else high
    return _rounded(low), _rounded(high)


def axis_over(choice: AxisChoice, low: float, high: float, count: int) -> Axis:
    """Return the axis of `count` values from `low` to `high`, evenly spaced.

    Of whole numbers there are fewer where the range has no more of them; they too are evenly
    spaced, so that the last may lie below `high`.

    Raises
    ------
    InputError
        If the range is empty, or reaches 0 where its logarithm is taken.
    """
    if not low < high:
        raise InputError("the range is empty; give a From below To")
    if not FEWEST <= count <= MOST:
        raise InputError("{count} values; give {low} to {high}", count=count, low=FEWEST, high=MOST)
    if choice.integer:
        step = max(1, math.ceil((high - low) / (count - 1)))
        return Axis(choice.name, tuple(float(k) for k in range(int(low), int(high) + 1, step)))
    if not choice.is_log:
        return Axis(choice.name, tuple(np.linspace(low, high, count).tolist()))
    if low <= 0:
        raise InputError("learning rates must be above 0; give a From such as 0.001")
    # The ends exactly as they were given: 10 ** log10(x) need not be x.
    values = np.geomspace(low, high, count)
    values[0], values[-1] = low, high
    return Axis(choice.name, tuple(values.tolist()))
