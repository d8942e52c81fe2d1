"""Learning-rate schedules that can be chosen, each with the factor that it multiplies eta by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.spec import SettingSpec
from gdsim.engine.errors import InputError
from gdsim.engine.option import Option, option_named
from gdsim.texts import N_

Factor = Callable[[Ints], Array]

MOST_COUNTED_UPDATES = 10**9
"""The largest number of updates that a setting may name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ScheduleSpec(Option):
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


def _number_of_updates(
    name: str,
    symbol: str,
    default: int,
    low: int = 1,
    *,
    title: str,
    tip: str,
    full_title: str = "",
) -> SettingSpec:
    return SettingSpec(
        name=name,
        title=title,
        tip=tip,
        full_title=full_title,
        symbol=symbol,
        default=default,
        low=low,
        high=MOST_COUNTED_UPDATES,
        integer=True,
        counts_updates=True,
    )


def _factor(name: str, default: float, *, title: str, tip: str) -> SettingSpec:
    return SettingSpec(
        name=name,
        title=title,
        tip=tip,
        symbol=r"\gamma",
        default=default,
        low=0,
        low_open=True,
        high=1,
    )


_WARMUP = _number_of_updates(
    "warmup",
    "W",
    0,
    low=0,
    title=N_("Warm-up"),
    tip=N_("Updates during which the learning rate rises linearly."),
)

SCHEDULES: Mapping[str, ScheduleSpec] = {
    spec.name: spec
    for spec in (
        ScheduleSpec(
            name="constant",
            aliases=(
                "fixed",
                "none",
            ),
            title=N_("Constant"),
            phrase=N_("constant"),
            equation=r"\eta_t = \eta",
            build=_constant,
            settings=(_WARMUP,),
        ),
        ScheduleSpec(
            name="step",
            aliases=(
                "steplr",
                "stepdecay",
                "staircase",
            ),
            title=N_("Step by step"),
            phrase=N_("step by step"),
            equation=r"\eta_t = \eta \gamma^{\lfloor s / k \rfloor}",
            build=_step,
            settings=(
                _factor(
                    "drop_factor",
                    0.5,
                    title=N_("Drop factor"),
                    tip=N_("What the learning rate is multiplied by at each drop."),
                ),
                _number_of_updates(
                    "drop_every",
                    "k",
                    20,
                    title=N_("Drop every"),
                    tip=N_("Updates between two drops."),
                ),
                _WARMUP,
            ),
        ),
        ScheduleSpec(
            name="exponential",
            aliases=(
                "exp",
                "exponentiallr",
                "exponentialdecay",
            ),
            title=N_("Exponential"),
            phrase=N_("exponential"),
            equation=r"\eta_t = \eta \gamma^s",
            build=_exponential,
            settings=(
                _factor(
                    "decay_factor",
                    0.99,
                    title=N_("Decay factor"),
                    tip=N_("What the learning rate is multiplied by at each update."),
                ),
                _WARMUP,
            ),
        ),
        ScheduleSpec(
            name="inverse-time",
            aliases=(
                "1/t",
                "inversetimedecay",
                "timebased",
                "timebaseddecay",
            ),
            title=N_("Inverse time"),
            phrase=N_("inverse time"),
            equation=r"\eta_t = \frac{\eta}{1 + k s}",
            build=_inverse_time,
            settings=(
                SettingSpec(
                    name="decay_rate",
                    title=N_("Decay rate"),
                    tip=N_(
                        "k in η / (1 + k s); s counts the updates, from the end of the warm-up on."
                    ),
                    symbol="k",
                    default=0.05,
                    low=0,
                ),
                _WARMUP,
            ),
        ),
        ScheduleSpec(
            name="cosine",
            aliases=(
                "cosineannealing",
                "cosineannealinglr",
                "cosinedecay",
            ),
            title=N_("Cosine"),
            phrase=N_("cosine"),
            equation=(
                r"\eta_t = \eta \left(f + \frac{1 - f}{2}"
                r" \left(1 + \cos \frac{\pi \min(s, T)}{T}\right)\right)"
            ),
            build=_cosine,
            settings=(
                _number_of_updates(
                    "cosine_updates",
                    "T",
                    100,
                    title=N_("Updates"),
                    full_title=N_("Cosine updates"),
                    tip=N_("Updates until the cosine has come down."),
                ),
                SettingSpec(
                    name="final_fraction",
                    title=N_("Final fraction"),
                    tip=N_("The share of the learning rate that is left at the end."),
                    symbol="f",
                    default=0.0,
                    low=0,
                    high=1,
                ),
                _WARMUP,
            ),
        ),
    )
}
"""Every schedule, the simplest first."""


def schedule_spec(name: str) -> ScheduleSpec:
    """Return the spec of a schedule, by name or alias; raise InputError if there is none."""
    spec = option_named(SCHEDULES, name)
    if spec is None:
        raise InputError(
            "the schedule {name} is unknown; give one of {accepted}",
            name=name,
            accepted=", ".join(SCHEDULES),
        )
    return spec
