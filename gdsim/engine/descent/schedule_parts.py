"""What a learning-rate schedule is, and the settings that several of them have."""

from __future__ import annotations

from collections.abc import Callable

from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.line_search import LineSearch
from gdsim.engine.descent.schedule_factors import Factor, constant
from gdsim.engine.descent.spec import SettingSpec
from gdsim.engine.option import Option
from gdsim.texts import N_

MOST_UPDATES = 10**9
"""The largest number of updates that a setting may name."""


class ScheduleSpec(Option, frozen=True, eq=False, kw_only=True):
    """A schedule that can be chosen.

    Attributes
    ----------
    name
        Name in the registry.
    equation
        LaTeX; eta_t is the rate of update t, eta the base rate and s the updates, or epochs, since
        the warm-up.
    build
        Takes every setting's value; returns the factor of eta for an array of s.
    search
        Takes every setting's value; returns what finds the rate of an update along the line of its
        step, eta being the first trial. None for a schedule that knows its rates beforehand.
    follows_rate
        Whether eta makes the rates larger or smaller; not so where the best one is found.
    settings
        What can be set; of a schedule that knows its rates `warmup` and `per` last.
    """

    name: str
    equation: str
    build: Callable[[Settings], Factor] = constant
    search: Callable[[Settings], LineSearch] | None = None
    follows_rate: bool = True
    settings: tuple[SettingSpec, ...]


def number_of_updates(
    name: str,
    symbol: str,
    default: int,
    low: int = 1,
    *,
    title: str,
    tip: str,
    full_title: str = "",
) -> SettingSpec:
    """Return the spec of a number of updates, or of epochs where these are counted."""
    return SettingSpec(
        name=name,
        title=title,
        tip=tip,
        full_title=full_title,
        symbol=symbol,
        default=default,
        low=low,
        high=MOST_UPDATES,
        integer=True,
        counts_updates=True,
    )


def factor(name: str, default: float, *, title: str, tip: str) -> SettingSpec:
    """Return the spec of a factor in (0, 1] by which a rate falls, again and again."""
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


def share_left(name: str, default: float, *, title: str, tip: str) -> SettingSpec:
    """Return the spec of the share of eta, 0 to 1, that is left at the lowest."""
    return SettingSpec(name=name, title=title, tip=tip, symbol="f", default=default, low=0, high=1)


FINAL_FRACTION = share_left(
    "final_fraction",
    0.0,
    title=N_("Final fraction"),
    tip=N_("The share of the learning rate that is left at the end."),
)
_WARMUP = number_of_updates(
    "warmup",
    "W",
    0,
    low=0,
    title=N_("Warm-up"),
    tip=N_("Updates during which the learning rate rises linearly."),
)
PER_UPDATE, PER_EPOCH = "update", "epoch"
"""What a schedule may count."""

_PER = SettingSpec(
    name="per",
    title=N_("Counted per"),
    tip=N_(
        "What the schedule counts, warm-up and all: updates, or epochs, through which the rate"
        " stays the same."
    ),
    default=PER_UPDATE,
    choices=(PER_UPDATE, PER_EPOCH),
)
COUNTED = (_WARMUP, _PER)
"""Settings of every schedule that knows its rates beforehand."""
