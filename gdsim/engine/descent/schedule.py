"""Learning-rate schedules: the learning rate as a function of t, the updates made before.

A schedule multiplies the base rate eta by a factor, which may count epochs in the place of updates
(see `counts_epochs`). Any of them may begin with a linear warm-up of
W updates with the factors 1/(W+1), 2/(W+1), ... W/(W+1). The schedule proper then counts s = t - W
from 0, so the first rate after the warm-up is the full eta. Source: P. Goyal et al., "Accurate,
large minibatch SGD", 2017; `torch.optim.lr_scheduler.LinearLR(start_factor=1/(W+1), total_iters=W)`
followed by the schedule in a `SequentialLR`.
"""

from __future__ import annotations

import math
from typing import Protocol, overload

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.descent.experiment import Experiment, Settings
from gdsim.engine.descent.line_search import LineSearch, uphill
from gdsim.engine.descent.schedule_parts import PER_EPOCH
from gdsim.engine.descent.schedules import schedule_spec
from gdsim.engine.descent.spec import resolve
from gdsim.engine.errors import InputError

WARMUP_EQUATION = r"\eta_t = \frac{t + 1}{W + 1} \eta \quad (t < W), \qquad s = t - W"
"""LaTeX of the warm-up that comes before any schedule."""


class Schedule(Protocol):
    """The learning rate of update t, for one t or an array of them; the same bits either way."""

    @overload
    def __call__(self, t: int) -> float: ...

    @overload
    def __call__(self, t: Ints) -> Array: ...


def make_schedule(name: str, learning_rate: float, settings: Settings) -> Schedule:
    """Return a schedule with the given base rate and settings, and defaults for the others.

    Of one that searches for its rates it is that of the first trials.

    Raises
    ------
    InputError
        If the schedule or a setting is unknown, or a value is not accepted.
    """
    if not 0 < learning_rate < math.inf:
        raise InputError("the learning rate is {value}; give a number above 0", value=learning_rate)
    spec = schedule_spec(name)
    resolved = resolve(spec.settings, settings)
    warmup, factor = int(resolved.get("warmup", 0)), spec.build(resolved)

    def rates(t: Ints) -> Array:
        after = learning_rate * factor(np.maximum(t - warmup, 0))
        if not warmup:
            return after
        return np.where(t < warmup, learning_rate * ((t + 1) / (warmup + 1)), after)

    @overload
    def schedule(t: int) -> float: ...
    @overload
    def schedule(t: Ints) -> Array: ...
    def schedule(t: int | Ints) -> float | Array:
        # One t goes the way of many: NumPy and Python may differ in the last bit.
        return rates(t) if isinstance(t, np.ndarray) else float(rates(np.array([t]))[0])

    return schedule


def make_search(name: str, settings: Settings) -> LineSearch | None:
    """Return what finds the rates of a schedule that searches for them; None for any other.

    Raises
    ------
    InputError
        If the schedule or a setting is unknown, or a value is not accepted.
    """
    spec = schedule_spec(name)
    return None if spec.search is None else spec.search(resolve(spec.settings, settings))


def search_of(experiment: Experiment, for_schedule: Settings) -> LineSearch | None:
    """Return what finds the learning rate of each update; None where the schedule knows it.

    Raises
    ------
    InputError
        If the schedule searches along -g, which is not the step of the rule, or steps are rounded.
    """
    search = make_search(experiment.schedule, for_schedule)
    if search is None:
        return None
    if experiment.rule != "gd":
        raise InputError(
            "the schedule {schedule} searches along −g, which is the step of gradient descent"
            " alone; give the rule gd with it, or another schedule",
            schedule=experiment.schedule,
        )
    if experiment.round_gradient or experiment.round_parameters:
        raise InputError(
            "the schedule {schedule} is not worked out with rounded steps; take the rounding of"
            " each step off, or give another schedule",
            schedule=experiment.schedule,
        )
    if experiment.clip_norm is not None:
        raise InputError(
            "the schedule {schedule} searches along the gradient itself; take its clipping off, or"
            " give another schedule",
            schedule=experiment.schedule,
        )
    return uphill(search) if experiment.maximise else search


def counts_epochs(settings: Settings) -> bool:
    """Tell whether a schedule with these settings counts epochs: t is then the update's epoch."""
    return settings.get("per") == PER_EPOCH


def has_constant_rate(experiment: Experiment) -> bool:
    """Tell whether every update has the base rate."""
    return experiment.schedule == "constant" and not float(experiment.settings.get("warmup", 0))
