"""Marks of a number that stands on no run: right, carried forward, or which slip."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gdsim.engine.formula.numbers.readings import NumberKind
from gdsim.engine.formula.numbers.written import WrittenNumber
from gdsim.study.exam.fields import Field, NamedSlip, Right
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, RIGHT_GRADES, Grade
from gdsim.study.practice.slip_texts import reading_text

_RANKS = {grade: rank for rank, grade in enumerate(Grade)}

_KINDS: dict[str, NumberKind] = {"number": "number", "count": "count", "percent": "percent"}

MOST_CARRIED = 5
"""The most numbers before an answer from whose rounding its own is bounded; the last ones count."""


class GivenNumber(Struct, frozen=True):
    """A number that was answered before: what it may have been before it was rounded."""

    value: float
    low: float
    high: float
    is_right: bool

    @classmethod
    def of(cls, field: Field, written: WrittenNumber, grade: Grade) -> GivenNumber:
        """Return what may have been written as `written`.

        A count is not rounded, and a right number was worked on with as it is in full or as it
        was written. Any other may have been rounded from anything that is written so, where it
        has digits enough to be.
        """
        value = written.value
        if field.type == "count":
            return cls(value, value, value, grade in NO_ERROR_GRADES)
        if grade is Grade.RIGHT:
            low, high = sorted((value, field.number))
            return cls(value, low, high, True)
        half = 0.5 * written.unit if _has_digits(field, written, written.unit) else 0.0
        return cls(value, value - half, value + half, grade in NO_ERROR_GRADES)


Earlier = Mapping[str, GivenNumber]
"""The numbers answered before, by the name of their field."""


class _Found(Struct, frozen=True):
    grade: Grade
    number: WrittenNumber
    slips: tuple[NamedSlip, ...] = ()


def mark_number(
    field: Field, answer: Answer, slips: Sequence[NamedSlip], earlier: Earlier
) -> tuple[FieldMark, GivenNumber]:
    """Return the mark of a number, read as is best for it, and what later answers follow from."""
    found = [one for number in answer.readings for one in _found(field, number, slips, earlier)]
    best = min(found, key=lambda one: (_RANKS[one.grade], not one.slips))
    is_right = best.grade in RIGHT_GRADES
    told = None if best.grade is Grade.WRONG and not best.slips else best.number
    mark = FieldMark(
        field,
        answer.text,
        best.grade,
        float(field.marks) if is_right else 0.0,
        best.slips,
        reading_text(answer, told),
    )
    return mark, GivenNumber.of(field, best.number, best.grade)


def kind_of(field: Field) -> NumberKind:
    """Return what sort of number a field takes."""
    return _KINDS[field.type]


def slips_that_fit(
    field: Field, readings: Sequence[WrittenNumber], slips: Sequence[NamedSlip]
) -> tuple[NamedSlip, ...]:
    """Return the slips that give an answer in one of the ways to read it, up to two."""
    return tuple(one for one in slips if any(_fits_slip(field, way, one) for way in readings))[:2]


def _found(
    field: Field, number: WrittenNumber, slips: Sequence[NamedSlip], earlier: Earlier
) -> Iterator[_Found]:
    right = _as_number(field.right)
    slipped = [one for one in slips if _fits_slip(field, number, one)]
    # A slip made here explains more than one that was made before and shows here as well.
    slipped.sort(key=lambda one: next(iter(one.values)) != field.name)
    yield _Found(Grade.WRONG, number, tuple(slipped[:2]))
    # Nor was one made whose earlier numbers are right.
    slipped = [one for one in slipped if not _is_ruled_out(one, field, earlier)]
    for unit in number.units:
        if number.fits(right, unit):
            is_enough = _has_digits(field, number, unit) or number.fits(right, 0.0)
            # So few digits that a slip would be written just so tell nothing.
            is_told = is_enough and (number.fits(right, 0.0) or not slipped)
            yield _Found(Grade.RIGHT if is_told else Grade.TOO_FEW_DIGITS, number)
    if (bounds := _carried(field, earlier)) is not None:
        low, high, as_given, is_error = bounds
        for unit in number.units:
            if number.fits_between(low, high, unit):
                is_exact = number.fits(as_given, 0.0)
                is_enough = _has_digits(field, number, unit) or is_exact
                # What a slip with the right numbers gives as well is told by more digits alone.
                is_told = is_enough and (is_error or is_exact or not slipped)
                grade = Grade.CARRIED if is_error else Grade.FOLLOWS
                yield _Found(grade if is_told else Grade.TOO_FEW_DIGITS, number)


def _fits_slip(field: Field, number: WrittenNumber, slip: NamedSlip) -> bool:
    if field.name not in slip.values:
        return False
    value = _as_number(slip.values[field.name])
    # Zeros that stand in for digits, such as that of 10 for 12, are too few digits to tell a slip.
    return any(
        number.fits(value, unit)
        for unit in number.units
        if unit == number.unit or _has_digits(field, number, unit)
    )


def _is_ruled_out(slip: NamedSlip, field: Field, earlier: Earlier) -> bool:
    """Return whether a slip that shows in a number before was not made there."""
    first = next(iter(slip.values))
    return first != field.name and first in earlier and earlier[first].is_right


def _has_digits(field: Field, number: WrittenNumber, unit: float) -> bool:
    return field.type == "count" or field.digits.are_in(number, unit)


def _carried(field: Field, earlier: Earlier) -> tuple[float, float, float, bool] | None:
    """Return between which numbers the answer lies that follows from those given before it.

    Also what it is for just what was written, and whether one of these is wrong. None where
    nothing is carried forward. A count is that for just what was written.
    """
    if field.follows is None or not earlier:
        return None
    values = {name: one.value for name, one in earlier.items()}
    near = list(earlier)[-MOST_CARRIED:]
    ends = [{earlier[name].low, earlier[name].high} for name in near]
    if field.type == "count":
        ends = [{values[name]} for name in near]
    found = []
    for corner in (values[name] for name in near), *itertools.product(*ends):
        try:
            found.append(field.follows(values | dict(zip(near, corner, strict=True))))
        except (ArithmeticError, ValueError, KeyError):
            continue
    finite = [one for one in found if math.isfinite(one)]
    if not finite:
        return None
    is_error = not all(one.is_right for one in earlier.values())
    return min(finite), max(finite), finite[0], is_error


def _as_number(value: Right) -> float:
    return float(value) if isinstance(value, float | int) else math.nan
