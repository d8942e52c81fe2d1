"""Numbers that stand on no run: marked by what they are, what they follow from, and slips."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.marking.numbers import GivenNumber, mark_number
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.marking.grades import Grade

TWELVE = NamedSlip("sign", "The sign is the wrong one.", {"slope": 12.0})


def grade(text: str, field: Field, *slips: NamedSlip) -> tuple[Grade, list[str]]:
    mark, _ = mark_number(field, Answer.read(text), slips, {})
    return mark.grade, [slip.key for slip in mark.slips]


@pytest.mark.parametrize("text", ["-12", "-12.0", "-24/2", "-1.2e1"])
def test_the_right_number_is_right_in_any_spelling(text: str) -> None:
    assert grade(text, Field("slope", "slope", "number", -12.0), TWELVE) == (Grade.RIGHT, [])


@pytest.mark.parametrize(("text", "slips"), [("12", ["sign"]), ("12.0", ["sign"]), ("10", [])])
def test_a_slip_is_named_where_the_number_is_just_its_own(text: str, slips: list[str]) -> None:
    field = Field("slope", "slope", "number", -12.0)
    assert grade(text, field, TWELVE) == (Grade.WRONG, slips)


def test_a_number_follows_from_an_earlier_one_as_it_was_given() -> None:
    field = Field("time", "time", "number", 60.0, follows=lambda given: 5 * given["updates"])
    wrong = {"updates": GivenNumber(11.0, 10.5, 11.5, is_right=False)}
    mark, _ = mark_number(field, Answer.read("55"), (), wrong)
    assert mark.grade is Grade.CARRIED
    mark, _ = mark_number(field, Answer.read("60"), (), wrong)
    assert mark.grade is Grade.RIGHT


def test_rounding_on_the_way_counts_as_right() -> None:
    field = Field("area", "area", "number", 1 / 9, follows=lambda given: given["side"] ** 2)
    rounded = {"side": GivenNumber(0.33, 0.325, 0.335, is_right=True)}
    mark, _ = mark_number(field, Answer.read("0.109"), (), rounded)
    assert (mark.grade, mark.marks) == (Grade.FOLLOWS, 1.0)


def after(text: str, first: Field, *slips: NamedSlip) -> dict[str, GivenNumber]:
    """Return what is known after one answer."""
    return {first.name: mark_number(first, Answer.read(text), slips, {})[1]}


def test_a_count_follows_from_just_what_was_written() -> None:
    """0.94 is all of the factor: 59 and 61 updates are not among those that follow from it."""
    factor = Field("factor", "factor", "number", 0.94)

    def updates(given: Mapping[str, float]) -> float:
        return math.ceil(math.log(0.025) / math.log(given["factor"]))

    field = Field("updates", "updates", "count", 60.0, follows=updates)
    for written, answers in {"0.94": "60", "0.97": "60 122"}.items():
        known = after(written, factor)
        for text in ("59", "60", "61", "110", "122", "130"):
            mark, _ = mark_number(field, Answer.read(text, "count"), (), known)
            assert mark.counts_as_right == (text in answers.split()), f"{written} {text}"


def test_what_is_just_right_was_not_rounded() -> None:
    curvature = Field("curvature", "curvature", "number", 10.0)
    limit = Field("limit", "limit", "number", 0.2, follows=lambda given: 2 / given["curvature"])
    mark, _ = mark_number(limit, Answer.read("0.19"), (), after("10", curvature))
    assert mark.grade is Grade.WRONG


def test_a_short_number_that_follows_from_what_was_written_is_carried() -> None:
    curvature = Field("curvature", "curvature", "number", 10.0)
    limit = Field("limit", "limit", "number", 0.2, follows=lambda given: 2 / given["curvature"])
    for text, grade_of in {"0.4": Grade.CARRIED, "0.37": Grade.WRONG}.items():
        mark, _ = mark_number(limit, Answer.read(text), (), after("5", curvature))
        assert mark.grade is grade_of


def test_too_few_digits_tell_nothing() -> None:
    field = Field("share", "share", "number", 0.4)
    assert grade("0", field)[0] is Grade.TOO_FEW_DIGITS
    assert grade("0.40", field)[0] is Grade.RIGHT
