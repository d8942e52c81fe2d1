"""What a sweep goes over: settings of an experiment, and their values."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.descent.settings import setting_specs
from gdsim.engine.errors import InputError

LEARNING_RATE, BATCH_SIZE = "learning_rate", "batch_size"

MOST_SWEPT_RUNS = 1_000_000


class Axis(Struct, frozen=True):
    """What is swept, and its values in the order wanted.

    Attributes
    ----------
    name
        `LEARNING_RATE`, `BATCH_SIZE`, or a numeric setting of the rule or the schedule.
    values
        At least one, finite.
    """

    name: str
    values: tuple[float, ...]


def check_axes(axes: Sequence[Axis], experiment: Experiment, *, has_data: bool) -> None:
    """Raise InputError where `experiment` cannot be swept over these axes, one or two."""
    names = [axis.name for axis in axes]
    if not 1 <= len(set(names)) == len(names) <= 2:
        raise InputError("sweep over one setting, or over two different ones")
    specs = setting_specs(experiment.rule, experiment.schedule)
    accepted = (LEARNING_RATE, BATCH_SIZE, *(spec.name for spec in specs if not spec.choices))
    for axis in axes:
        if axis.name not in accepted:
            raise InputError(
                "{name} cannot be swept here; what can be is {accepted}",
                name=_shown(axis.name),
                accepted=", ".join(map(_shown, accepted)),
            )
        if axis.name == LEARNING_RATE and not schedule_spec(experiment.schedule).follows_rate:
            raise InputError(
                "the learning rate cannot be swept: the schedule {schedule} finds the best one in"
                " every update; give another schedule",
                schedule=experiment.schedule,
            )
        if axis.name == BATCH_SIZE and not has_data:
            raise InputError("the batch size cannot be swept: the objective has no data")
        _check_values(axis)
    if math.prod(len(axis.values) for axis in axes) > MOST_SWEPT_RUNS:
        raise InputError(
            "the sweep has too many runs; at most {most} are accepted", most=MOST_SWEPT_RUNS
        )


def _check_values(axis: Axis) -> None:
    values = np.array(axis.values, dtype=np.float64)
    if not len(values) or not np.isfinite(values).all():
        raise InputError(
            "{name}: give at least one value, all finite numbers", name=_shown(axis.name)
        )
    if axis.name == LEARNING_RATE and values.min() <= 0:
        raise InputError(
            "{name}: {value} is not accepted; give numbers above 0",
            name=_shown(axis.name),
            value=float(values.min()),
        )
    if axis.name == BATCH_SIZE and (values != np.round(values)).any():
        raise InputError("{name}: give whole numbers of at least 1", name=_shown(axis.name))


def _shown(name: str) -> str:
    """Return the name of an axis as it is written for a person: as the command line's options."""
    return name.replace("_", "-") if name in (LEARNING_RATE, BATCH_SIZE) else name


def with_value(experiment: Experiment, name: str, value: float) -> Experiment:
    """Return `experiment` with a value of an axis; batches of a given size are mini-batches."""
    if name == LEARNING_RATE:
        return experiment.with_(learning_rate=value)
    if name == BATCH_SIZE:
        return experiment.with_(method="mini-batch", batch_size=int(value))
    return experiment.with_(settings={**experiment.settings, name: value})
