"""What is due: minutes, what is most at risk first, and the exam's date before all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.study.exam.memory.due import LAST_DAYS, NEW_A_DAY, plan_of
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey, KindInfo, Syllabus
from tests.study.exam.learner import answer, day, of, standing

MANY = Syllabus(
    tuple(KindInfo(f"kind-{k}", f"topic-{k % 4}", {1: 60, 2: 90, 3: 120}) for k in range(30)),
    {},
)


def known(number: int, on: int = 0, is_right: bool = True):
    return answer(on, is_right=is_right, **of(CardKey(f"kind-{number}", 1)))


def exam(days: int, on: int = 0, **other) -> ExamSettings:
    return ExamSettings(exam_day=day(on + days), set_on=day(on), **other)


def kinds(plan, *reasons: str) -> list[str]:
    return [card.key.kind for card in plan.cards if card.reason in reasons]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 9), st.booleans()), max_size=60),
    st.integers(2, 60),
    st.integers(0, 30),
)
def test_a_plan_fits_into_the_minutes_and_asks_nothing_twice(past, minutes, ahead) -> None:
    outcomes = [known(*one) for one in past]
    plan = plan_of(
        standing(*outcomes, on=10, syllabus=MANY, settings=exam(ahead, on=10, minutes=minutes))
    )
    assert plan.seconds <= 60 * minutes
    keys = [card.key for card in plan.cards]
    assert len(keys) == len(set(keys))
    if outcomes:
        assert keys


def test_after_a_holiday_the_day_is_as_long_as_any_other() -> None:
    outcomes = [known(k, on) for k in range(30) for on in (0, 2)]
    plan = plan_of(standing(*outcomes, on=200, syllabus=MANY))
    assert 14 * 60 <= plan.seconds <= 15 * 60
    assert len(kinds(plan, "due")) >= 10


def test_the_most_at_risk_comes_first() -> None:
    outcomes = [known(0), known(1, is_right=False), *(known(2, on) for on in (0, 2))]
    plan = plan_of(standing(*outcomes, on=20, syllabus=MANY))
    assert kinds(plan, "due") == ["kind-1", "kind-0", "kind-2"]


def test_new_cards_come_in_the_order_of_the_lecture_and_only_so_many_a_day() -> None:
    first = plan_of(standing(syllabus=MANY, settings=ExamSettings(minutes=600)))
    assert kinds(first, "new") == [f"kind-{k}" for k in range(NEW_A_DAY)]
    begun = [known(k) for k in range(4)]
    rest = plan_of(standing(*begun, syllabus=MANY, settings=ExamSettings(minutes=600)))
    assert kinds(rest, "new") == ["kind-4", "kind-5"]


def test_a_near_exam_begins_more_cards_a_day_so_that_all_are_seen() -> None:
    plan = plan_of(standing(syllabus=MANY, settings=exam(4, minutes=600)))
    assert len(kinds(plan, "new")) == 10


def test_what_is_due_leaves_a_third_of_the_time_to_what_is_new() -> None:
    outcomes = [known(k, is_right=False) for k in range(25)]
    plan = plan_of(standing(*outcomes, on=1, syllabus=MANY, settings=ExamSettings(minutes=18)))
    assert len(kinds(plan, "due")) == 12
    assert len(kinds(plan, "new")) == 3


def test_the_next_level_opens_when_the_one_before_is_held_on_two_days() -> None:
    once = plan_of(standing(answer(0), on=1))
    twice = plan_of(standing(answer(0), answer(1), on=2))
    assert CardKey("one-update", 2) not in [card.key for card in once.cards]
    assert CardKey("one-update", 2) in [card.key for card in twice.cards]


@pytest.mark.parametrize(("days", "is_begun"), [(6, False), (7, True), (None, True)])
def test_in_the_last_week_no_hardest_level_is_begun(days, is_begun) -> None:
    key = CardKey("updates-per-epoch", 3)
    outcomes = [
        answer(number, **of(CardKey("updates-per-epoch", level)))
        for number in (0, 1)
        for level in (1, 2)
    ]
    what = ExamSettings() if days is None else exam(days, on=2)
    plan = plan_of(standing(*outcomes, on=2, settings=what), minutes=600)
    assert (key in [card.key for card in plan.cards]) is is_begun


@pytest.mark.parametrize("left", range(LAST_DAYS + 1))
def test_on_the_last_days_the_weakest_are_asked_and_nothing_is_begun(left: int) -> None:
    outcomes = [known(0, 9), known(1, 9, is_right=False), known(2, 8), known(2, 9)]
    plan = plan_of(standing(*outcomes, on=10, syllabus=MANY, settings=exam(left, on=10)))
    assert kinds(plan, "new") == []
    assert kinds(plan, "weakest") == ["kind-1", "kind-0", "kind-2"]
    again = plan_of(
        standing(*outcomes, known(1, 10), on=10, syllabus=MANY, settings=exam(left, on=10))
    )
    assert kinds(again, "weakest") == ["kind-0", "kind-2"]


@pytest.mark.parametrize("left", range(LAST_DAYS + 1))
def test_who_begins_on_the_last_day_is_not_turned_away(left: int) -> None:
    first = standing(on=10, syllabus=MANY, settings=exam(left, on=10))
    assert kinds(plan_of(first), "new")
    later = standing(known(0, 10), on=10, syllabus=MANY, settings=exam(left, on=10))
    assert kinds(plan_of(later), "weakest") == []
    assert "kind-0" not in kinds(plan_of(later), "new") != []


def test_a_slip_made_elsewhere_comes_before_all() -> None:
    slip = answer(
        20, 9, False, session_form="check", slip="sign", **of(CardKey("kind-2", 1)), seconds=0.0
    )
    outcomes = [known(0), known(1, is_right=False), known(2), slip]
    plan = plan_of(standing(*outcomes, on=20, syllabus=MANY))
    assert [card.reason for card in plan.cards[:3]] == ["slip", "due", "due"]
    assert plan.cards[0].key.kind == "kind-2"


def test_the_day_s_work_counts_and_a_mock_exam_does_not() -> None:
    worked = [answer(0, seconds=800.0), answer(0, seconds=2400.0, session_form="mock")]
    plan = plan_of(standing(*worked, syllabus=MANY))
    assert plan.seconds_done == 800 and 0 < plan.seconds <= 120
    enough = [*worked, answer(0, seconds=200.0)]
    assert plan_of(standing(*enough, syllabus=MANY)).cards == ()
    assert plan_of(standing(*enough, syllabus=MANY), minutes=10).cards


def test_one_question_is_asked_however_long_it_takes() -> None:
    long = Syllabus((KindInfo("long", "t", {1: 600}),), {})
    plan = plan_of(standing(syllabus=long, settings=ExamSettings(minutes=1)))
    assert kinds(plan, "new") == ["long"]


def test_what_is_no_longer_asked_is_never_due() -> None:
    gone = [answer(0, kind="gone"), answer(0, level=2, kind="long")]
    syllabus = Syllabus((KindInfo("long", "t", {1: 60}),), {})
    plan = plan_of(standing(*gone, on=9, syllabus=syllabus))
    assert [card.key for card in plan.cards] == [CardKey("long", 1)]


def test_extra_time_makes_fewer_questions_fit() -> None:
    outcomes = [known(k, is_right=False) for k in range(30)]
    usual, longer = (
        plan_of(standing(*outcomes, on=1, syllabus=MANY, settings=ExamSettings(extra_time=factor)))
        for factor in (1.0, 1.5)
    )
    assert len(kinds(longer, "due")) == 2 * len(kinds(usual, "due")) // 3
