"""What is said of a day's plan."""

from __future__ import annotations

import pytest

from gdsim.study.exam.memory.due import plan_of
from gdsim.study.exam.memory.plan_words import exam_sentence, plan_sentence
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from tests.study.exam.learner import answer, day, standing

ONE = Syllabus((KindInfo("one-update", "iteration", {1: 60}),), {"iteration": "One iteration"})


def said(now) -> str:
    return plan_sentence(plan_of(now), now)


def test_a_plan_of_one_topic_names_it() -> None:
    assert said(standing(syllabus=ONE)) == "Do 1 question on “One iteration”: about 2 min."


def test_a_plan_of_several_topics_says_how_many() -> None:
    assert said(standing()) == "Do 4 questions from 3 topics: about 7 min."


def test_where_nothing_is_due_the_next_day_is_named() -> None:
    now = standing(answer(0), on=1, syllabus=ONE)
    assert said(now) == "Nothing is due before 2026-11-04. You may go on all the same."


def test_a_day_s_work_is_enough() -> None:
    now = standing(answer(0, seconds=960.0), syllabus=ONE)
    assert said(now) == "Enough for today: 16 min are done. You may go on all the same."


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (None, "No exam ahead is known: say when yours is."),
        (0, "The exam is today."),
        (1, "The exam is tomorrow."),
        (9, "9 days to the exam."),
        (-1, "No exam ahead is known: say when yours is."),
    ],
)
def test_the_exam(days, sentence) -> None:
    if days is None:
        assert exam_sentence(standing()) == sentence
        return
    settings = ExamSettings(exam_day=day(5 + days), set_on=day(0))
    assert exam_sentence(standing(on=5, settings=settings)) == sentence
