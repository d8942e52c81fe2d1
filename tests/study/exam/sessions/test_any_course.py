"""Sessions over any course of answers: they stay sound, can be stored anywhere, and end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.files.exam.states import Session, session_of, state_of
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.sessions.drill import Drill, drill
from gdsim.study.exam.sessions.mock import Mock, Result, mock_exam
from gdsim.study.exam.sessions.queue import Queue, due_today, warm_up
from tests.study.exam.learner import SESSION, SYLLABUS, answer, standing

KNOWN = standing(
    answer(0, is_right=False),
    answer(0, kind="largest-rate"),
    answer(1, kind="largest-rate"),
    answer(0, kind="updates-per-epoch", is_right=False),
    on=3,
    settings=ExamSettings(minutes=600),
)
ASKING: dict[str, Callable[[], Queue | Drill]] = {
    "warm-up": partial(warm_up, KNOWN, SESSION, 5),
    "due": partial(due_today, KNOWN, SESSION, 5),
    "drill": partial(drill, KNOWN, "iteration", SESSION, 5),
    "drill of one": partial(drill, KNOWN, "rates", SESSION, 5),
}

steps = st.lists(st.sampled_from(["right", "wrong", "go on", "once more", "type"]), max_size=40)


def step(session: Queue | Drill, name: str) -> Queue | Drill:
    item = session.current
    if item is None:
        return session
    if name in {"right", "wrong"} and item.is_asked:
        return session.answered(name == "right", 4.0)
    if name == "type":
        return session.drafted('["2.4"]')
    return session.once_more(1.0) if name == "once more" else session.gone_on(1.0)


def stored(session: Session) -> Session:
    read = session_of(session.form, state_of(session))
    assert read is not None
    return read


@pytest.mark.parametrize("name", ASKING)
@settings(max_examples=40)
@given(steps)
def test_stopping_at_any_step_and_going_on_is_like_never_stopping(name, names) -> None:
    through, interrupted = ASKING[name](), ASKING[name]()
    for one in names:
        through, interrupted = step(through, one), step(stored(interrupted), one)
    assert interrupted == through


@pytest.mark.parametrize("name", ASKING)
@settings(max_examples=40)
@given(steps)
def test_whatever_went_before_who_is_right_from_now_on_comes_to_the_end(name, names) -> None:
    session = ASKING[name]()
    for one in names:
        session = step(session, one)
    for _ in range(60):
        item = session.current
        if item is None:
            return
        if item.is_asked:
            session = session.answered(is_right=True, seconds=0.0)
        session = session.gone_on()
    assert session.current is None


@pytest.mark.parametrize("name", ASKING)
@settings(max_examples=40)
@given(steps)
def test_every_item_can_be_made_and_none_comes_twice_with_the_same_numbers(name, names) -> None:
    session, items = ASKING[name](), []
    for one in names:
        if session.current is not None and (not items or items[-1] is not session.current):
            items.append(session.current)
        session = step(session, one)
    assert all(item.key in SYLLABUS and 0 <= item.seed < 2**31 for item in items)
    assert len({(item.key, item.seed) for item in items}) == len(items)
    assert all(item.shown == "nothing" for item in items if item.is_mixed and name[:5] == "drill")


moves = st.lists(
    st.one_of(
        st.integers(-2, 20), st.floats(0, 900), st.sampled_from(['["1"]', "flag", "hand in"])
    ),
    max_size=30,
)


def sat(exam: Mock, move: int | float | str) -> Mock:
    if isinstance(move, int):
        return exam.moved(move)
    if isinstance(move, float):
        return exam.worked(move)
    if move == "flag":
        return exam.flagged_or_not()
    if move == "hand in":
        return exam.handed_in([Result(1.0, 2.0, "sign")] * len(exam.sheets))
    return exam.drafted(move, 2)


@settings(max_examples=60)
@given(moves)
def test_an_exam_that_was_left_at_any_moment_goes_on_as_if_it_had_not_been(given_moves) -> None:
    through = interrupted = mock_exam(KNOWN, SESSION, 5)
    for move in given_moves:
        through, interrupted = sat(through, move), sat(stored(interrupted), move)
    assert interrupted == through
    assert 0 <= through.marks <= through.most == 20
    assert through.spent + through.time_left == pytest.approx(through.limit)
