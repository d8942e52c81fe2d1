"""Marks of a formula: the same function is right, in whatever form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.practice.marking.grades import Grade

POINTS = 24
"""Points at which two formulas are compared."""

FEWEST_DEFINED = 6
"""Points at least at which both must have a value for a comparison to tell anything."""

SAME = 1e-9
"""Relative difference up to which two values are the same."""


def mark_formula(field: Field, text: str, slips: Sequence[NamedSlip]) -> FieldMark:
    """Return the mark of a formula, compared with the right one at points of all sorts.

    Raises
    ------
    InputError
        If it cannot be read, or holds a name that it should not.
    """
    assert isinstance(field.right, str)  # noqa: S101 - a kind is wrong, not its user
    given = _values(text, field.symbols)
    if _are_same(given, _values(field.right, field.symbols)):
        return FieldMark(field, text, Grade.RIGHT, float(field.marks))
    made = tuple(
        one
        for one in slips
        if isinstance(wrong := one.values.get(field.name), str)
        and _are_same(given, _values(wrong, field.symbols))
    )
    return FieldMark(field, text, Grade.WRONG, 0.0, made[:2])


@lru_cache(maxsize=512)
def _values(text: str, symbols: tuple[str, ...]) -> Array:
    """Return the formula's values (POINTS,) at the same points for the same symbols.

    They are remembered: the right answer and those of slips come again with every answer.
    """
    # What it is set equal to may be named, or where it goes: w ← w - eta*g.
    expression = parse(text.replace("←", "=").partition("=")[2] or text, symbols)
    for name in expression.names:
        if name not in symbols:
            raise InputError(
                "{name} is not part of the question; use {accepted}",
                name=name,
                accepted=", ".join(symbols),
            )
    draw = Draw("points", *symbols)
    points = np.array(
        [[draw.whole(-2000, 2000) / 1000 for _ in symbols] for _ in range(POINTS)], dtype=float
    )
    # Half of the points are positive, where roots and logarithms have values.
    points[::2] = np.abs(points[::2]) + 0.05
    compiled = expression.compile([expression.tree], symbols, is_for_few=True)
    with np.errstate(all="ignore"):
        values = compiled.many(points).reshape(-1)
    values.setflags(write=False)
    return values


def _are_same(one: Array, other: Array) -> bool:
    both = np.isfinite(one) & np.isfinite(other)
    if np.count_nonzero(both) < FEWEST_DEFINED or np.any(np.isfinite(one) != np.isfinite(other)):
        return False
    return all(
        math.isclose(x, y, rel_tol=SAME, abs_tol=SAME)
        for x, y in zip(one[both], other[both], strict=True)
    )
