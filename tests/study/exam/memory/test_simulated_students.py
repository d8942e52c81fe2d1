"""Students who forget as FSRS says, over a week to a month before an exam."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.study.exam.memory.due import plan_of
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from tests.study.exam.learner import answer, day, of, standing

KINDS, NEW, STUDENTS, FIRST_RIGHT = 36, 6, 8, 0.6
ALL = Syllabus(tuple(KindInfo(f"kind-{k}", "topic", {1: 1}) for k in range(KINDS)), {})


def course(days: int, seed: int, settings: ExamSettings, has_last_pass: bool = False):
    """Return the answers of a student who does all that is due, and six new kinds a day."""
    rng = np.random.default_rng(seed)
    done = []
    for number in range(days):
        now = standing(*done, on=number, settings=settings, syllabus=ALL)
        for card in plan_of(now, minutes=600).cards:
            known = now.cards.get(card.key)
            is_extra = card.reason == "weakest" and known.due_day > day(number)
            if is_extra and not has_last_pass:
                continue
            chance = FIRST_RIGHT if known is None else known.recall(day(number))
            done.append(answer(number, is_right=rng.random() < chance, seconds=1.0, **of(card.key)))
    return done


def figures(days: int, settings: ExamSettings, has_last_pass: bool = False):
    """Return answers, mean recall and that of the weakest third on the exam's day."""
    found = []
    for seed in range(STUDENTS):
        done = course(days, seed, settings, has_last_pass)
        recalls = standing(*done, on=days, settings=settings, syllabus=ALL).recalls.values()
        weakest = sorted(recalls)[: KINDS // 3]
        found.append((len(done), np.mean(list(recalls)), np.mean(weakest)))
    return np.mean(found, axis=0)


@pytest.mark.parametrize(
    ("days", "questions", "recall"), [(7, 86, 0.939), (14, 122, 0.937), (28, 165, 0.949)]
)
def test_without_an_exam_in_sight_recall_on_a_day_is_what_fsrs_gives(days, questions, recall):
    found = figures(days, ExamSettings())
    assert found[0] == pytest.approx(questions, rel=0.1)
    assert found[1] == pytest.approx(recall, abs=0.015)


@pytest.mark.parametrize(
    ("days", "questions", "recall"), [(7, 121, 0.961), (14, 196, 0.981), (28, 260, 0.983)]
)
def test_the_exam_s_date_buys_recall_with_more_questions(days, questions, recall) -> None:
    thorough = ExamSettings(exam_day=day(days), set_on=day(0), is_thorough=True)
    found = figures(days, thorough)
    assert found[0] == pytest.approx(questions, rel=0.1)
    assert found[1] == pytest.approx(recall, abs=0.015)


@pytest.mark.parametrize("days", [7, 14])
def test_the_last_day_s_pass_lifts_the_weakest(days: int) -> None:
    thorough = ExamSettings(exam_day=day(days), set_on=day(0), is_thorough=True)
    without, with_pass = (figures(days, thorough, is_done)[2] for is_done in (False, True))
    assert with_pass > without + 0.005
