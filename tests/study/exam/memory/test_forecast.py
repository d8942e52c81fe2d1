"""What is foretold: by topic, and the mark, held against exams that are really drawn."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.study.exam.blueprint import BLUEPRINT
from gdsim.study.exam.memory.answers import Answer
from gdsim.study.exam.memory.forecast import expected_mark, topic_figures
from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey
from tests.study.exam.learner import SYLLABUS, answer, day, of, standing

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


def sat(*rights: bool) -> list[Answer]:
    """Return a mock exam with what nobody had asked before, a card after the other."""
    keys = SYLLABUS.cards[: len(rights)]
    pairs = zip(keys, rights, strict=True)
    return [answer(0, is_right=one, session_form="mock", **of(key)) for key, one in pairs]


def test_a_good_mock_exam_is_believed_for_what_it_did_not_ask() -> None:
    """Whoever has five of six marks in a mock exam has about as much to expect of the next."""
    rights = [True, True, True, True, True, False]
    foretold = expected_mark(standing(*sat(*rights)))
    got = BLUEPRINT.marks * sum(rights) / len(rights)
    assert foretold.low <= got <= foretold.high
    assert foretold.unasked.answers == 6
    assert foretold.unasked.chance == pytest.approx(5 / (6 + 2))


def test_a_mock_exam_without_a_mark_promises_nothing() -> None:
    foretold = expected_mark(standing(*sat(False, False, False)))
    assert foretold.unasked.chance == 0
    assert foretold.mark < 4


def test_what_was_practised_before_tells_nothing_of_what_was_not() -> None:
    key = SYLLABUS.cards[0]
    drilled = answer(0, 17.0, session_form="drill", **of(key))
    again = answer(0, session_form="mock", **of(key))
    assert expected_mark(standing(drilled, again)).unasked.answers == 0


def test_the_fewer_answers_in_mock_exams_the_wider_the_range() -> None:
    few, many = (expected_mark(standing(*sat(*[True, True, False] * n))) for n in (1, 3))
    assert few.unasked.variance > many.unasked.variance


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
    assert everything.mark == pytest.approx(20) == everything.high


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
