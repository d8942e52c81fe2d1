"""Mastery: what each level takes, and what takes one away."""

from __future__ import annotations

import pytest

from gdsim.study.exam.memory.mastery import Mastery, mastery_of
from tests.study.exam.learner import answer

NEW, SEEN, FAMILIAR, PROFICIENT, MASTERED = Mastery


def level(*outcomes) -> Mastery:
    return mastery_of(outcomes).get(outcomes[0].key, NEW)


def right(number: int, **other):
    return answer(number, **other)


def wrong(number: int, **other):
    return answer(number, is_right=False, **other)


def mixed(number: int, is_right: bool = True, **other):
    return answer(number, is_right=is_right, mixed=True, **other)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([wrong(0)], SEEN),
        ([answer(0, support="blanks")], SEEN),
        ([wrong(0, hour=9), right(0, hour=10, first_try=False)], SEEN),
        ([right(0)], FAMILIAR),
        ([right(0), right(0), right(0)], FAMILIAR),
        ([wrong(0, hour=9), right(0, hour=10)], FAMILIAR),
        ([right(0), right(1)], PROFICIENT),
        ([right(0), right(1), right(2), right(3)], PROFICIENT),
        ([mixed(0), right(1), right(2)], MASTERED),
        ([right(0), right(1), mixed(2)], MASTERED),
        ([right(0), right(1), right(2), mixed(2, hour=20)], MASTERED),
        ([right(0), right(1), mixed(2), wrong(3)], MASTERED),
        ([right(0), right(1), mixed(2), mixed(3, False)], PROFICIENT),
        ([right(0), right(1), mixed(2), mixed(3, False), mixed(4)], MASTERED),
        ([right(0), right(1), mixed(2), mixed(3, False), mixed(4, False)], FAMILIAR),
        ([right(0), right(1), mixed(2, False)], FAMILIAR),
        ([right(0), mixed(1, False)], SEEN),
        ([wrong(0), mixed(1, False)], SEEN),
    ],
)
def test_levels(outcomes, expected: Mastery) -> None:
    assert level(*outcomes) is expected


def test_a_day_with_a_miss_in_a_mixed_set_wins_nothing_back() -> None:
    held = [right(0), right(1), mixed(2)]
    assert level(*held, mixed(3, False, hour=9), mixed(3, hour=10)) is PROFICIENT
    assert level(*held, mixed(3, False, hour=9), mixed(3, False, hour=10)) is PROFICIENT


def test_predictions_tell_nothing_of_mastery() -> None:
    assert mastery_of([right(0, session_form="predict")]) == {}
