"""The drill: working, blanks from the end, alone, mixed."""

from __future__ import annotations

import pytest

from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.drill import Drill, Stage, drill, drill_of
from tests.study.exam.learner import SESSION, answer, of, standing


def done(session: Drill, is_right: bool = True) -> Drill:
    """Return the drill after its current item was read, or answered and left."""
    if session.current.is_asked:
        session = session.answered(is_right, 20.0)
    return session.gone_on()


def course(session: Drill, most: int = 60):
    """Return the items that someone who is always right is asked."""
    items = []
    while session.current is not None and len(items) < most:
        items.append(session.current)
        session = done(session)
    return items


def new(topic: str = "iteration", *outcomes) -> Drill:
    return drill(standing(*outcomes, on=9), topic, SESSION, 3)


def test_a_new_kind_is_shown_then_its_blanks_grow_from_the_end() -> None:
    shown = [item.shown for item in course(new("rates"))]
    assert shown == ["everything", "all-but-last", "half", "nothing", "nothing", "nothing"]


def test_after_two_right_answers_a_kind_is_mixed_with_what_is_being_learned() -> None:
    items = course(new())
    assert [item.kind for item in items[:5]] == ["one-update"] * 5
    mixed = [item for item in items if item.is_mixed]
    assert {item.kind for item in mixed} == {"one-update", "loss-drop"}
    assert all(item.shown == "nothing" for item in mixed)


def test_every_item_has_numbers_of_its_own() -> None:
    items = course(new())
    assert len({item.seed for item in items}) == len(items)


def test_a_kind_that_is_right_in_the_mixed_set_is_done() -> None:
    session = new()
    while session.current is not None:
        session = done(session)
    assert [card.stage for card in session.cards] == [Stage.DONE, Stage.DONE]


def test_a_miss_alone_goes_back_to_half_of_the_working() -> None:
    session = new("rates")
    for _ in range(3):
        session = done(session)
    assert session.current.shown == "nothing"
    assert done(session, is_right=False).current.shown == "half"


def test_blanks_that_were_missed_come_again() -> None:
    session = done(new("rates"))
    again = done(session, is_right=False).current
    assert again.shown == session.current.shown
    assert again.seed != session.current.seed


def test_a_miss_in_the_mixed_set_takes_one_right_answer_alone() -> None:
    held = [answer(k, kind="largest-rate") for k in (0, 1)]
    other = answer(0, kind="updates-per-epoch")
    session = drill_of(standing(*held, other, on=9), [CardKey("largest-rate", 1)], "", SESSION, 3)
    assert session.cards[0].stage is Stage.MIXED
    missed = done(session, is_right=False)
    assert (missed.current.kind, missed.current.is_mixed) == ("largest-rate", False)
    assert done(missed).cards[0].stage is Stage.MIXED


def test_the_last_kind_of_a_topic_is_mixed_with_those_of_others() -> None:
    other = answer(0, kind="updates-per-epoch")
    kinds = [item.kind for item in course(new("rates", other))]
    assert kinds[-2:] == ["updates-per-epoch", "largest-rate"]
    assert course(new("rates", other))[-1].is_mixed
    assert not course(new("rates"))[-1].is_mixed


@pytest.mark.parametrize(
    ("outcomes", "shown"),
    [
        ([], "everything"),
        ([answer(0, kind="largest-rate", is_right=False)], "half"),
        ([answer(0, kind="largest-rate")], "nothing"),
    ],
)
def test_who_knows_a_kind_needs_no_working(outcomes, shown) -> None:
    assert new("rates", *outcomes).current.shown == shown


def test_each_kind_is_asked_at_the_hardest_level_that_is_open() -> None:
    session = new("rates", *(answer(k, **of(CardKey("largest-rate", 1))) for k in (0, 1)))
    assert session.cards[0].key == CardKey("largest-rate", 2)


def test_what_was_wished_for_takes_a_kind_no_further_when_right_and_back_when_wrong() -> None:
    session = new("rates")
    for _ in range(3):
        session = done(session)
    wished = session.answered(is_right=True, seconds=1.0).once_more()
    before = wished.cards[0]
    assert (wished.current.kind, wished.current.is_mixed) == ("largest-rate", False)
    assert done(wished).cards[0].stage is before.stage
    assert done(wished).cards[0].rights == before.rights
    assert done(wished, is_right=False).cards[0].stage is Stage.HALF_BLANK


def test_a_topic_without_kinds_has_nothing_to_drill() -> None:
    assert new("no-such-topic").current is None


def test_what_is_typed_is_kept_until_the_item_is_left() -> None:
    session = done(new("rates")).drafted('["1"]')
    assert session.attempt.draft == '["1"]'
    assert done(session).attempt.draft == ""
