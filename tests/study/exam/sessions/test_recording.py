"""Answers as they are kept of a session."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gdsim.clock import moment_of
from gdsim.study.exam.memory.kept_answers import check_answer
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.item import item
from gdsim.study.exam.sessions.recording import Marked, answer_to
from tests.study.exam.learner import SESSION

NOW = moment_of(datetime(2026, 11, 9, 18, 0, tzinfo=UTC))
MARKED = Marked(1, "{}", '["1"]', 1.0, 2.0, 30.0, "right wrong", "sign", 2)


def kept(tries: int = 0, shown="nothing"):
    asked = item(CardKey("one-update", 2), 7, 0, is_mixed=True, shown=shown)
    return asked, answer_to(
        asked, MARKED, moment=NOW, session=SESSION, form="due", tries=tries, program="0.1.0"
    )


def test_an_answer_tells_from_what_its_question_was_made() -> None:
    asked, answer = kept()
    check_answer(answer)
    assert (answer.kind, answer.level, answer.seed) == (asked.kind, asked.level, asked.seed)
    assert (answer.mixed, answer.is_right, answer.slip) == (True, False, "sign")
    assert answer.at_utc == NOW.at_utc


@pytest.mark.parametrize(
    ("tries", "shown", "is_fair"),
    [(0, "nothing", True), (1, "nothing", False), (0, "half", False), (0, "all-but-last", False)],
)
def test_only_a_first_try_alone_shows_what_one_can_do(tries, shown, is_fair) -> None:
    assert kept(tries, shown)[1].is_fair is is_fair


def test_no_two_answers_have_the_same_name() -> None:
    assert kept()[1].id != kept()[1].id
