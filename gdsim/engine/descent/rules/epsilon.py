"""Epsilon, which keeps a rule from dividing by 0: its setting, and where it is added."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import Settings
from gdsim.engine.descent.rules.rule import constant, non_negative
from gdsim.engine.descent.spec import SettingSpec
from gdsim.texts import N_

OUTSIDE, INSIDE = "outside", "inside"
"""Where epsilon is added: to the root of the squares, or to the squares."""

Root = Callable[[Array], Array]
"""Takes (averages of) squares; returns what a gradient is divided by."""


def root_with_eps(settings: Settings) -> Root:
    """Return the root of squares with epsilon added, where the settings say."""
    eps, sqrt = constant(settings["eps"]), np.sqrt
    if settings["eps_place"] == INSIDE:
        return lambda squares: sqrt(squares + eps)
    return lambda squares: sqrt(squares) + eps


def scale_with_eps(settings: Settings) -> Root:
    """Return one through the root of squares with epsilon added; NaN where they are 0."""
    root = root_with_eps(settings)

    def scale(squares: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.where(squares > 0, 1 / root(squares), np.nan)

    return scale


EPS_PLACE = SettingSpec(
    name="eps_place",
    title=N_("ε and root"),
    full_title=N_("Place of ε"),
    tip=N_("Where ε is added. outside: √s + ε; inside: √(s + ε). Courses differ."),
    default=OUTSIDE,
    choices=(OUTSIDE, INSIDE),
)
"""The spec of where epsilon is added."""


def eps_setting(default: float) -> SettingSpec:
    """Return the spec of epsilon, which is added to what a step is divided by."""
    return non_negative(
        "eps",
        r"\varepsilon",
        default,
        title=N_("ε"),
        tip=N_("A small number that keeps the division from becoming one by zero."),
        sign="ε",
    )
