"""Functions kept as symbols of their own; see the table in `gdsim.engine.formula.expression`."""

from __future__ import annotations

import symengine as se
from msgspec import Struct
from symengine import Basic, Piecewise, RealDouble


class Special(Struct, frozen=True, eq=False):
    """A function kept as a symbol: its kind, and its arguments as trees."""

    symbol: Basic
    kind: str
    arguments: tuple[Basic, ...]


WEIGHT = {"half": 2, "sign": 2, "max": 2, "min": 2, "sigmoid": 4, "softplus": 6} | {
    "product": 1,
    "power": 1,
    "log_times": 2,
}
"""How often each kind repeats its arguments when spelled out.

A product stands there three times, but is worked out once like everything that is the same.
"""

FLAT_BETWEEN_KINKS = frozenset({"half", "sign", "max", "min"})
"""Kinds that make a derivative zero over whole ranges."""


def definition(special: Special) -> Basic:
    """Return what a function stands for, in a form that overflows for no argument."""
    u = special.arguments[0]
    match special.kind:
        case "half":
            return Piecewise((1, u > 0), (0, u < 0), (RealDouble(0.5), True))
        case "sign":
            return Piecewise((1, u > 0), (-1, u < 0), (0, True))
        case "max":
            return Piecewise((u, u > special.arguments[1]), (special.arguments[1], True))
        case "min":
            return Piecewise((u, u < special.arguments[1]), (special.arguments[1], True))
        case "product":
            # SymEngine raises the factors of a bare product one by one.
            return Piecewise((u, u > 0), (u, True))
        case "power":
            return u ** special.arguments[1]
        case "log_times":
            factor = special.arguments[1]
            return Piecewise((0, se.Eq(factor, 0)), (factor * se.log(u), True))
        case "sigmoid":
            return Piecewise((1 / (1 + se.exp(-u)), u > 0), (se.exp(u) / (1 + se.exp(u)), True))
        case _:
            return Piecewise((u + _log_1p(se.exp(-u)), u > 0), (_log_1p(se.exp(u)), True))


def _log_1p(z: Basic) -> Basic:
    """Return log(1 + z) by an identity that keeps its accuracy where z is tiny."""
    return 2 * se.atanh(z / (2 + z))
