"""Formulas evaluated at points, by Python itself."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

Point = Mapping[str, float]

_KNOWN = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "sigmoid": lambda s: 1 / (1 + math.exp(-s)),
}
_NAMES = ("w", "w1", "w2", "w0", "b", "x", "y", "z", "x1", "x2", "h", "t", "theta", "eta", "alpha")

POINTS: tuple[Point, ...] = tuple(
    {name: ((7 * k + 3 * j) % 11 - 4.5) / 3 for j, name in enumerate(_NAMES)} for k in range(6)
)
"""Points with a value for every name that formulas of questions have."""


def value_of(text: str, point: Point) -> float:
    """Return the value of a formula."""
    assert re.fullmatch(r"[a-z0-9+\-*/^(). ]+", text), text
    return float(eval(text.replace("^", "**"), dict(_KNOWN), dict(point)))  # noqa: S307


def slope_of(text: str, name: str, point: Point) -> float:
    """Return a partial derivative by differences of the fourth order."""
    h = 1e-3

    def at(k: int) -> float:
        return value_of(text, {**point, name: point[name] + k * h})

    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)
