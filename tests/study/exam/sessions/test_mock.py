"""The mock exam: 15 items, 20 marks, 40 minutes, and nothing is said before it is handed in."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.clock import moment_of
from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from gdsim.study.exam.sessions.mock import Mock, Result, mock_exam, review_of
from gdsim.study.exam.sessions.mock_choice import mock_cards
from gdsim.study.exam.sessions.recording import Marked, hand_in
from tests.study.exam.learner import SESSION, SYLLABUS, standing

MANY = Syllabus(
    tuple(KindInfo(f"kind-{k}", f"topic-{k % 5}", {1: 60, 2: 120, 3: 240}) for k in range(36)),
    {},
)
NOW = moment_of(datetime(2026, 11, 9, 18, 0, tzinfo=UTC))


def mock(seed: int = 1, **other) -> Mock:
    return mock_exam(standing(syllabus=MANY, **other), SESSION, seed)


def marked(is_right: bool = True, slip: str | None = None, given: str = '["1"]') -> Marked:
    return Marked(1, "{}", given, 4.0 * is_right, 4.0, 30.0, "right" if is_right else "wrong", slip)


@settings(max_examples=50)
@given(st.integers(0, 10**6))
def test_every_exam_has_15_different_kinds_from_all_topics_in_its_time(seed: int) -> None:
    exam = mock(seed)
    assert (len(exam.sheets), exam.most, exam.limit) == (15, 20, 2400)
    keys = [sheet.item.key for sheet in exam.sheets]
    assert len({key.kind for key in keys}) == 15
    assert set(Counter(MANY.topic(key) for key in keys).values()) == {3}
    assert sum(MANY.seconds(key) for key in keys) <= exam.limit
    assert [key.level for key in keys] == sorted(key.level for key in keys)


def test_the_same_seed_sets_the_same_exam_and_others_set_others() -> None:
    assert mock(5) == mock(5)
    assert len({mock_cards(MANY, seed) for seed in range(20)}) == 20


def test_with_few_kinds_they_come_again_with_other_numbers() -> None:
    exam = mock_exam(standing(), SESSION, 1)
    assert len(exam.sheets) == 15
    assert {sheet.item.kind for sheet in exam.sheets} == set(SYLLABUS.by_key)
    assert len({(sheet.item.key, sheet.item.seed) for sheet in exam.sheets}) == 15


def test_without_any_kinds_there_is_no_exam() -> None:
    assert mock_exam(standing(syllabus=Syllabus((), {})), SESSION, 1).current is None


@pytest.mark.parametrize("factor", [1.0, 1.25, 2.0])
def test_extra_time_lengthens_the_clock_and_nothing_else(factor: float) -> None:
    exam = mock(settings=ExamSettings(extra_time=factor))
    assert exam.limit == factor * 60 * BLUEPRINT.minutes
    assert exam.sheets == mock().sheets


def test_the_clock_counts_what_was_worked() -> None:
    exam = mock().worked(100.0).moved(3).worked(2400.0)
    assert exam.time_left == -100
    assert [exam.sheets[k].seconds for k in (0, 3)] == [100, 2400]


def test_flags_and_blanks_are_where_the_person_left_them() -> None:
    exam = mock().flagged_or_not().moved(4).drafted('["7"]', 2).flagged_or_not()
    assert exam.flagged == (0, 4)
    assert 4 not in exam.blank and len(exam.blank) == 14
    assert exam.flagged_or_not().flagged == (0,)


@pytest.mark.parametrize(("wanted", "position"), [(-1, 0), (7, 7), (15, 14), (99, 14)])
def test_moving_ends_at_the_ends(wanted: int, position: int) -> None:
    assert mock().moved(wanted).position == position


def test_marks_are_scaled_to_what_an_item_is_worth() -> None:
    exam = mock().handed_in([Result(3.0, 4.0)] * 15)
    assert exam.marks == pytest.approx(15)


def test_what_is_handed_in_stays_as_it_is() -> None:
    exam = mock().handed_in([Result(1.0, 1.0)] * 15)
    assert exam.current is None
    for changed in (
        exam.worked(5.0),
        exam.drafted('["2"]'),
        exam.flagged_or_not(),
        exam.handed_in([Result(0.0, 1.0)] * 15),
    ):
        assert changed == exam


def test_a_review_begins_with_the_dearest_slip_and_ends_with_what_was_left_open() -> None:
    slips = ["no-rate", "sum", "no-rate-in-update-1", None, None, *["right"] * 10]
    results = [Result(1.0, 1.0) if slip == "right" else Result(0.0, 1.0, slip) for slip in slips]
    exam = mock()
    for k in (0, 1, 2, 4):
        exam = exam.moved(k).drafted('["1"]')
    handed_in = exam.handed_in(results)
    parts = review_of(handed_in)
    assert [(part.slip, part.is_blank, part.positions) for part in parts] == [
        ("no-rate", False, (0, 2)),
        ("sum", False, (1,)),
        (None, False, (4,)),
        (None, True, (3,)),
    ]
    assert sum(part.lost for part in parts) == 20 - handed_in.marks


def test_what_was_never_looked_at_gets_no_marks_and_leaves_no_answer() -> None:
    exam = mock()
    for k in range(10):
        exam = exam.moved(k).worked(30.0).drafted('["1"]', 3)
    sheets = [marked()] * 9 + [marked(is_right=False, slip="sign")] + [marked(is_right=False)] * 5
    done, answers = hand_in(exam, sheets, NOW, "0.1.0")
    assert done.marks == 9
    assert len(answers) == 10
    assert {answer.session_form for answer in answers} == {"mock"}
    assert all(answer.mixed and answer.first_try for answer in answers)
    assert answers[9].slip == "sign"
