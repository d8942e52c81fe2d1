"""Whether a question can be answered on paper, and its slips told apart."""

from __future__ import annotations

import math

from gdsim.study.exam.fields import Field, NamedSlip, Right
from gdsim.study.exam.question import Question

SAME = 1e-12
"""Difference up to which two numbers are the same but for rounding errors."""

CLEARLY = 1.5
"""Last digits by which a slip must be off the right answer at the digits asked for."""


class Unfit(Exception):  # noqa: N818 - no error: other numbers are drawn
    """The numbers drawn make no good question."""


def check_fit(question: Question) -> None:
    """Raise `Unfit` where a slip cannot be told from the right answer.

    Every slip must lead to another answer in one field at least, and wherever it says a number, to
    a finite one. In the first field where it does so, it is clearly another than the right one:
    what comes later may follow from it.
    """
    for one in question.fields:
        if one.is_number and not math.isfinite(_number(one.right)):
            raise Unfit
    for slip in question.slips:
        told = [_is_told(slip, one) for one in question.fields if _differs(slip, one)]
        if not told or not told[0]:
            raise Unfit


def _differs(slip: NamedSlip, field: Field) -> bool:
    if field.name not in slip.values:
        return False
    given = slip.values[field.name]
    if not field.is_number:
        return given != field.right
    value, right = _number(given), _number(field.right)
    return not math.isclose(value, right, rel_tol=SAME, abs_tol=SAME)


def _is_told(slip: NamedSlip, field: Field) -> bool:
    given = slip.values[field.name]
    if not field.is_number:
        return True
    value = _number(given)
    if not math.isfinite(value):
        raise Unfit
    return are_clearly_apart(value, _number(field.right), field)


def _number(value: Right) -> float:
    assert isinstance(value, float | int), value  # noqa: S101 - a kind is wrong, not its user
    return float(value)


def are_clearly_apart(one: float, other: float, field: Field) -> bool:
    """Return whether two numbers differ at the least digits that a field asks for."""
    if field.type == "count":
        return one != other
    larger = max(abs(one), abs(other))
    if not larger:
        return False
    first = math.floor(math.log10(larger))
    by_figures = 10.0 ** (first + 1 - field.digits.figures)
    unit = max(by_figures, 10.0**-field.digits.decimals)
    return abs(one - other) > CLEARLY * min(unit, larger)
