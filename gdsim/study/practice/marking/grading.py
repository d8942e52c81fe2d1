"""The grade of one answer: by the exact value, and by what may follow from what was before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import LEAST_DIGITS, Grade, Mark
from gdsim.study.practice.marking.tracks import Track
from gdsim.study.practice.update_task import Solution

_UNCHANGED = 1e-6
"""Relative difference below which a number has not changed in an update."""

_ZERO = 1e-12
"""Share of the numbers that it is worked out from at which a number is a rounding error of 0."""

_RANKS = {grade: rank for rank, grade in enumerate(Grade)}


def best_mark(field: Field, answer: Answer, right: Solution, tracks: Sequence[Track]) -> Mark:
    """Return the mark of an answer, read as is best for it."""
    marks = [
        one
        for number in answer.readings
        for one in _marks_of(Mark.of(field, answer, number, right), right, tracks)
    ]
    return min(marks, key=lambda one: (_RANKS[one.grade], one.unit > one.given.unit))


def _marks_of(one: Mark, right: Solution, tracks: Sequence[Track]) -> Iterator[Mark]:
    """Yield each mark that may be given to one way to read an answer."""
    yield one
    exact = 0.0 if abs(one.exact) <= _ZERO * _size(one.field, right) else one.exact
    for unit in one.given.units:
        if one.given.fits(exact, unit):
            is_exact = one.given.fits(exact, 0.0)
            is_enough = LEAST_DIGITS.are_in(one.given, unit) or is_exact
            is_told = is_enough and (is_exact or not _fits_before(one, unit, right))
            yield replace(one, grade=Grade.RIGHT if is_told else Grade.TOO_FEW_DIGITS, unit=unit)
            if is_told or unit == one.given.unit:
                return
            break
    for track in tracks:
        for unit in one.given.units:
            low, high = track.between(one.field, one.given, unit)
            if one.given.fits_between(low, high, unit):
                is_exact = high - low <= _ZERO * abs(high) and one.given.fits(low, 0.0)
                grade = Grade.CARRIED if track.has_error else Grade.FOLLOWS
                is_enough = LEAST_DIGITS.are_in(one.given, unit) or is_exact
                if track.start.is_vague or not is_enough:
                    grade = Grade.TOO_FEW_DIGITS
                yield replace(one, grade=grade, unit=unit, carried=0.5 * (low + high))


def _fits_before(one: Mark, unit: float, right: Solution) -> bool:
    """Return whether the digits do not tell the number from what it was before the update."""
    if one.field.quantity == "new":
        before = float(right.task.theta[one.field.index])
    elif one.field.quantity == "new_loss":
        before = right.loss
    else:
        return False
    is_changed = abs(one.exact - before) > _UNCHANGED * abs(before)
    return is_changed and unit > 0 and one.given.fits(before, unit)


def _size(field: Field, right: Solution) -> float:
    """Return how large the numbers are that an asked one is worked out from.

    A loss that is 0 but for rounding errors has these in their square.
    """
    theta = float(np.max(np.abs(right.task.theta)))
    match field.quantity:
        case "gradient":
            return max(theta, float(np.max(np.abs(right.gradient))))
        case "new":
            return theta
        case "fall":
            return 100.0
    return _ZERO * theta**2
