"""Warm-up and what is due: so many minutes, topics mixed, what was missed comes again."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey, KindInfo, Syllabus
from gdsim.study.exam.sessions.queue import GAP, MOST_TIMES, Queue, due_today, warm_up
from tests.study.exam.learner import SESSION, SYLLABUS, answer, of, standing

MANY = Syllabus(tuple(KindInfo(f"kind-{k}", f"topic-{k % 3}", {1: 60}) for k in range(30)), {})


def known(count: int, is_right: bool = False):
    return [answer(0, is_right=is_right, **of(CardKey(f"kind-{k}", 1))) for k in range(count)]


def due(count: int = 12, **other) -> Queue:
    return due_today(standing(*known(count), on=3, syllabus=MANY, **other), SESSION, 7)


def done(session: Queue, is_right: bool = True, seconds: float = 10.0) -> Queue:
    """Return the session after its current item was answered and left."""
    return session.answered(is_right, seconds).gone_on()


def test_topics_take_turns() -> None:
    topics = [MANY.topic(item.key) for item in due(12).items if item.is_asked]
    assert len(set(topics)) == 3
    assert all(one != other for one, other in pairwise(topics))


def test_what_is_missed_comes_again_a_little_later_with_new_numbers() -> None:
    session = due()
    first = session.current
    session = done(session, is_right=False)
    again = session.items[1 + GAP]
    assert (again.key, again.is_mixed) == (first.key, True)
    assert again.seed != first.seed
    assert session.current.key != first.key


def test_what_is_never_right_is_asked_so_often_and_then_left_for_another_day() -> None:
    session, asked = due(2, settings=ExamSettings(minutes=60)), []
    while session.current is not None:
        if session.current.is_asked:
            asked.append(session.current.key)
            session = session.answered(is_right=False, seconds=1.0)
        session = session.gone_on()
    assert {asked.count(key) for key in asked} == {MOST_TIMES}


def test_a_second_try_that_is_right_does_not_undo_the_miss() -> None:
    session = due()
    count = len(session.items)
    session = session.answered(is_right=False, seconds=5.0).answered(is_right=True, seconds=5.0)
    assert session.attempt.is_right and session.attempt.tries == 2
    assert len(session.gone_on().items) == count + 1


def test_an_item_that_was_not_answered_is_passed_over() -> None:
    session = due()
    assert session.gone_on().items == session.items
    assert session.gone_on().position == 1


def test_the_time_ends_it_but_not_in_the_middle_of_an_item() -> None:
    session = due().answered(is_right=False, seconds=15 * 60.0)
    assert session.current is not None
    assert session.gone_on().current is None


def test_before_a_new_kind_its_working_is_read_with_other_numbers() -> None:
    session = due_today(standing(syllabus=MANY), SESSION, 7)
    shown, asked = session.items[:2]
    assert (shown.shown, asked.shown, shown.key) == ("everything", "nothing", asked.key)
    assert shown.seed != asked.seed
    assert session.gone_on(seconds=40.0).spent == 40


def test_the_same_kind_once_more_is_no_part_of_a_mixed_set() -> None:
    session = due().answered(is_right=True, seconds=1.0)
    first, once_more = session.current, session.once_more()
    assert once_more.current.key == first.key
    assert once_more.current.seed != first.seed
    assert first.is_mixed and not once_more.current.is_mixed


def test_what_is_typed_is_kept_until_the_item_is_left() -> None:
    session = due().drafted('["2.4"]')
    assert session.attempt.draft == '["2.4"]'
    assert session.answered(is_right=False, seconds=1.0).attempt.draft == '["2.4"]'
    assert session.gone_on().attempt.draft == ""


@pytest.mark.parametrize(("count", "is_mixed"), [(1, False), (2, True)])
def test_one_kind_alone_is_no_mixed_set(count: int, is_mixed: bool) -> None:
    only = Syllabus(MANY.kinds[:count], {})
    session = due_today(standing(*known(count), on=3, syllabus=only), SESSION, 7)
    assert session.items[0].is_mixed is is_mixed


def test_a_warm_up_takes_five_minutes_due_or_not() -> None:
    for outcomes in (known(20), known(20, is_right=True)):
        session = warm_up(standing(*outcomes, on=1, syllabus=MANY), SESSION, 7)
        assert session.form == "warm-up"
        assert len(session.items) == 5
        assert all(item.is_mixed and item.shown == "nothing" for item in session.items)


def test_a_warm_up_over_little_that_is_known_is_filled_up_with_what_is_new() -> None:
    session = warm_up(standing(*known(1), on=1, syllabus=MANY), SESSION, 7)
    shown = [(item.key.kind, item.shown) for item in session.items]
    begun = [kind for kind, shown in shown if shown == "everything"]
    assert len(begun) >= 2
    assert {kind for kind, shown in shown if shown == "nothing"} == {"kind-0", *begun}


def test_a_first_warm_up_begins_something() -> None:
    session = warm_up(standing(syllabus=SYLLABUS), SESSION, 7)
    assert session.form == "warm-up"
    assert [item.shown for item in session.items[:2]] == ["everything", "nothing"]


def test_a_day_that_is_done_has_nothing_left_and_can_be_gone_on_with() -> None:
    now = standing(*known(12), answer(3, seconds=900.0), on=3, syllabus=MANY)
    assert due_today(now, SESSION, 7).current is None
    assert due_today(now, SESSION, 7, minutes=10).current is not None
