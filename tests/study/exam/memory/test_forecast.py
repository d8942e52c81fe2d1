"""What is foretold: by topic, and the mark, held against exams that are really drawn."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.contents import whole_syllabus
from gdsim.study.exam.memory.forecast import (
    ExpectedMark,
    Unasked,
    expected_mark,
    topic_figures,
)
from gdsim.study.exam.memory.kept_answers import Answer
from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.mock_choice import mock_cards
from tests.study.exam.learner import SESSION, SYLLABUS, answer, day, of, standing

ALL = [answer(number, **of(key)) for key in SYLLABUS.cards for number in (0, 2)]


def test_an_exam_has_20_marks_on_15_questions_in_40_minutes() -> None:
    assert (BLUEPRINT.items, BLUEPRINT.marks, BLUEPRINT.minutes) == (15, 20, 40)
    assert sum(BLUEPRINT.weight(level) for level in (1, 2, 3)) == pytest.approx(1)


def test_a_topic_that_was_never_asked_expects_no_marks() -> None:
    iteration, epochs, rates = topic_figures(standing(answer(0, **of(CardKey("largest-rate", 1)))))
    assert (rates.title, rates.cards, rates.asked) == ("Learning rates", 3, 1)
    assert rates.recall == 1.0
    assert rates.marks == pytest.approx(BLUEPRINT.weight(1))
    assert (epochs.recall, epochs.marks, epochs.mastery) == (None, 0.0, 0.0)
    assert iteration.levels[Mastery.NEW] == iteration.cards == 5


def sat(right: int, answered: int = BLUEPRINT.items, session: str = SESSION) -> list[Answer]:
    """Return a mock exam of so many right and so many given answers; nothing was asked before."""
    keys = mock_cards(whole_syllabus(), 7)[:answered]
    return [
        answer(0, 18 + k / 60, k < right, session_form="mock", session=session, **of(key))
        for k, key in enumerate(keys)
    ]


def foretold_after(*answers: Answer) -> ExpectedMark:
    """Return what is foretold a week before an exam on everything."""
    settings = ExamSettings(exam_day=day(7), set_on=day(0))
    return expected_mark(Standing(answers, whole_syllabus(), settings, day(0)))


@pytest.mark.parametrize("right", [3, 6, 9, 12, 14])
def test_a_mock_exam_s_own_result_lies_in_the_range(right: int) -> None:
    """Whoever has four of five marks in a mock exam has about as much to expect of the next."""
    foretold = foretold_after(*sat(right))
    got = BLUEPRINT.marks * right / BLUEPRINT.items
    assert foretold.low <= got <= foretold.high


def test_what_was_new_in_a_mock_exam_is_counted_with_care() -> None:
    unasked = foretold_after(*sat(12)).unasked
    assert unasked.questions == BLUEPRINT.items
    assert unasked.chance == pytest.approx(12 / (BLUEPRINT.items + 2))


def test_what_was_left_open_in_a_mock_exam_is_not_taken_for_known() -> None:
    unasked = foretold_after(*sat(3, answered=3)).unasked
    assert unasked.questions == BLUEPRINT.items
    assert unasked.chance == pytest.approx(3 / (BLUEPRINT.items + 2))


def test_a_mock_exam_without_a_mark_promises_nothing() -> None:
    foretold = foretold_after(*sat(0))
    assert foretold.unasked.chance == 0
    assert foretold.mark < 3


def test_what_was_wrong_today_is_not_taken_for_known_since_it_was_read_today() -> None:
    wrong, right = (
        [answer(0, is_right=is_right, **of(key)) for key in SYLLABUS.cards]
        for is_right in (False, True)
    )
    assert expected_mark(standing(*wrong)).mark < 0.85 * expected_mark(standing(*right)).mark


def test_what_was_practised_before_tells_nothing_of_what_was_not() -> None:
    keys = whole_syllabus().cards
    drilled = [answer(0, 17.0, session_form="drill", **of(key)) for key in keys]
    assert foretold_after(*drilled, *sat(15)).unasked.questions == 0


def test_the_fewer_questions_of_mock_exams_the_wider_the_range() -> None:
    few = Unasked(questions=15, chance=0.6)
    assert few.variance > replace(few, questions=30).variance > 0


def test_recall_is_that_of_the_exam_s_day() -> None:
    settings = ExamSettings(exam_day=day(30), set_on=day(0))
    today, later = (
        topic_figures(standing(*ALL, on=2, settings=one))[0].recall
        for one in (ExamSettings(), settings)
    )
    assert today == 1.0
    assert later < 0.9


def test_mastery_fills_a_bar_as_its_levels_say() -> None:
    once = [answer(0, **of(CardKey("updates-per-epoch", level))) for level in (1, 2, 3)]
    assert topic_figures(standing(*once))[1].mastery == pytest.approx(0.5)
    assert topic_figures(standing(*ALL))[1].mastery == pytest.approx(0.8)


def test_nothing_known_expects_no_marks_and_all_known_all() -> None:
    nothing, everything = expected_mark(standing()), expected_mark(standing(*ALL, on=2))
    assert (nothing.mark, nothing.low, nothing.high) == (0, 0, 0)
    assert everything.mark == pytest.approx(20, abs=0.5)
    assert everything.high == 20


def test_the_range_holds_eight_of_ten_exams() -> None:
    """Draw exams as the blueprint has them, with each answer right as recall has it."""
    settings = ExamSettings(exam_day=day(90), set_on=day(0))
    now = standing(*ALL, on=2, settings=settings)
    foretold = expected_mark(now)
    assert 10 < foretold.mark < 19
    rng = np.random.default_rng(3)
    topics = list(SYLLABUS.topics)
    marks = np.zeros(4000)
    for _ in range(BLUEPRINT.items):
        levels = rng.permutation(np.repeat(BLUEPRINT.levels, 4000 // 15 + 1))[:4000]
        worths = rng.choice(BLUEPRINT.worths, 4000)
        for k in range(4000):
            keys = SYLLABUS.of_topic(topics[rng.integers(3)])
            kind = keys[rng.integers(len(keys))].kind
            level = min(int(levels[k]), max(SYLLABUS.by_key[kind].levels))
            marks[k] += worths[k] * (rng.random() < now.recalls[CardKey(kind, level)])
    held = np.mean((foretold.low - 0.5 <= marks) & (marks <= foretold.high + 0.5))
    assert np.mean(marks) == pytest.approx(foretold.mark, abs=0.5)
    assert 0.7 < held < 0.97
