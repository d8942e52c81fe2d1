"""Learning-rate schedules: the learning rate as a function of t, the updates made before.

A schedule multiplies the base rate eta by a factor. Any of them may begin with a linear warm-up of
W updates with the factors 1/(W+1), 2/(W+1), ... W/(W+1). The schedule proper then counts s = t - W
from 0, so the first rate after the warm-up is the full eta. Source: P. Goyal et al., "Accurate,
large minibatch SGD", 2017; `torch.optim.lr_scheduler.LinearLR(start_factor=1/(W+1), total_iters=W)`
followed by the schedule in a `SequentialLR`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, overload

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.descent.experiment import Experiment, Setting
from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.descent.spec import SettingSpec, refuse_unknown, resolve
from gdsim.engine.errors import InputError

Settings = Mapping[str, Setting]
Factor = Callable[[Ints], Array]

MOST_UPDATES = 10**9
"""The largest number of updates that a setting may name."""


class Schedule(Protocol):
    """The learning rate of update t, for one t or an array of them; the same bits either way."""

    @overload
    def __call__(self, t: int) -> float: ...

    @overload
    def __call__(self, t: Ints) -> Array: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class ScheduleSpec:
    """A schedule that can be chosen.

    Attributes
    ----------
    name
        Name in the registry.
    equation
        LaTeX; eta_t is the rate of update t, eta the base rate and s the updates since the warm-up.
    build
        Takes every setting's value; returns the factor of eta for an array of s.
    settings
        What can be set, `warmup` last.
    """

    name: str
    equation: str
    build: Callable[[Settings], Factor]
    settings: tuple[SettingSpec, ...]


def _constant(_settings: Settings) -> Factor:
    return lambda s: np.ones(s.shape)


def _step(settings: Settings) -> Factor:
    """`torch.optim.lr_scheduler.StepLR`."""
    every, factor = int(settings["drop_every"]), float(settings["drop_factor"])
    return lambda s: np.power(factor, s // every)


def _exponential(settings: Settings) -> Factor:
    """`torch.optim.lr_scheduler.ExponentialLR`, counted in updates."""
    factor = float(settings["decay_factor"])
    return lambda s: np.power(factor, s)


def _inverse_time(settings: Settings) -> Factor:
    """Source: H. Robbins, S. Monro, "A stochastic approximation method", 1951."""
    rate = float(settings["decay_rate"])
    return lambda s: 1 / (1 + rate * s)


def _cosine(settings: Settings) -> Factor:
    """Source: I. Loshchilov, F. Hutter, "SGDR", 2017, without restarts; the end is then held.

    `torch.optim.lr_scheduler.CosineAnnealingLR` up to there.
    """
    updates, final = int(settings["cosine_updates"]), float(settings["final_fraction"])

    def factor(s: Ints) -> Array:
        return final + (1 - final) * 0.5 * (1 + np.cos(np.pi * np.minimum(s, updates) / updates))

    return factor


def _number_of_updates(name: str, symbol: str, default: int, low: int = 1) -> SettingSpec:
    return SettingSpec(
        name=name, symbol=symbol, default=default, low=low, high=MOST_UPDATES, integer=True
    )


def _factor(name: str, default: float) -> SettingSpec:
    return SettingSpec(name=name, symbol=r"\gamma", default=default, low=0, low_open=True, high=1)


_WARMUP = _number_of_updates("warmup", "W", 0, low=0)

WARMUP_EQUATION = r"\eta_t = \frac{t + 1}{W + 1} \eta \quad (t < W), \qquad s = t - W"
"""LaTeX of the warm-up that comes before any schedule."""

SCHEDULES: Mapping[str, ScheduleSpec] = {
    spec.name: spec
    for spec in (
        ScheduleSpec(
            name="constant", equation=r"\eta_t = \eta", build=_constant, settings=(_WARMUP,)
        ),
        ScheduleSpec(
            name="step",
            equation=r"\eta_t = \eta \gamma^{\lfloor s / k \rfloor}",
            build=_step,
            settings=(
                _factor("drop_factor", 0.5),
                _number_of_updates("drop_every", "k", 20),
                _WARMUP,
            ),
        ),
        ScheduleSpec(
            name="exponential",
            equation=r"\eta_t = \eta \gamma^s",
            build=_exponential,
            settings=(_factor("decay_factor", 0.99), _WARMUP),
        ),
        ScheduleSpec(
            name="inverse-time",
            equation=r"\eta_t = \frac{\eta}{1 + k s}",
            build=_inverse_time,
            settings=(SettingSpec(name="decay_rate", symbol="k", default=0.05, low=0), _WARMUP),
        ),
        ScheduleSpec(
            name="cosine",
            equation=(
                r"\eta_t = \eta \left(f + \frac{1 - f}{2}"
                r" \left(1 + \cos \frac{\pi \min(s, T)}{T}\right)\right)"
            ),
            build=_cosine,
            settings=(
                _number_of_updates("cosine_updates", "T", 100),
                SettingSpec(name="final_fraction", symbol="f", default=0.0, low=0, high=1),
                _WARMUP,
            ),
        ),
    )
}
"""Every schedule, the simplest first."""


def schedule_spec(name: str) -> ScheduleSpec:
    """Return the spec of a schedule; raise InputError if there is none of that name."""
    if name not in SCHEDULES:
        raise InputError(
            "the schedule {name} is unknown; give one of {accepted}",
            name=name,
            accepted=", ".join(SCHEDULES),
        )
    return SCHEDULES[name]


def make_schedule(name: str, learning_rate: float, settings: Settings) -> Schedule:
    """Return a schedule with the given base rate and settings, and defaults for the others.

    Raises
    ------
    InputError
        If the schedule or a setting is unknown, or a value is not accepted.
    """
    if not 0 < learning_rate < math.inf:
        raise InputError("the learning rate is {value}; give a number above 0", value=learning_rate)
    spec = schedule_spec(name)
    resolved = resolve(spec.settings, settings)
    warmup, factor = int(resolved["warmup"]), spec.build(resolved)

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


def split_settings(rule: str, schedule: str, settings: Settings) -> tuple[Settings, Settings]:
    """Return the settings of the rule and those of the schedule, by the names of both.

    Raises
    ------
    InputError
        If the rule or the schedule is unknown, or a setting belongs to neither.
    """
    for_rule = [spec.name for spec in rule_spec(rule).settings]
    for_schedule = [spec.name for spec in schedule_spec(schedule).settings]
    refuse_unknown(settings, for_rule + for_schedule)
    return (
        {name: value for name, value in settings.items() if name in for_rule},
        {name: value for name, value in settings.items() if name in for_schedule},
    )


def has_constant_rate(experiment: Experiment) -> bool:
    """Tell whether every update has the base rate."""
    return experiment.schedule == "constant" and not float(experiment.settings.get("warmup", 0))
