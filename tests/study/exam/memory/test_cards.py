"""Cards: derived from answers in any order, one review a day, by the person's own days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.clock import moment_of
from gdsim.study.exam.memory.cards import cards_of, credit, rating_of
from gdsim.study.exam.memory.kept_answers import slip_noticed
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey
from tests.study.exam.learner import SESSION, SYLLABUS, answer, day, of

KEY = CardKey("one-update", 1)
PLAIN = ExamSettings()


def card(*outcomes, on: int = 0, settings: ExamSettings = PLAIN):
    return cards_of(outcomes, SYLLABUS, settings, day(on))[KEY]


def slip(number: int, hour: float = 12.0, key: CardKey = KEY):
    moment = moment_of(datetime(2026, 11, 2, tzinfo=UTC) + timedelta(days=number, hours=hour))
    return slip_noticed(
        moment, "predict", key, "sign", session=SESSION, question="{}", given="[]", program="0.1"
    )


answers = st.builds(
    answer,
    number=st.integers(0, 12),
    hour=st.floats(5, 27, allow_nan=False),
    is_right=st.booleans(),
    kind=st.sampled_from(["one-update", "largest-rate"]),
    level=st.integers(1, 2),
    first_try=st.booleans(),
    mixed=st.booleans(),
    confidence=st.sampled_from([None, 1, 3]),
)


@settings(max_examples=60)
@given(
    st.lists(answers, max_size=25).flatmap(
        lambda ones: st.tuples(st.just(ones), st.permutations(ones))
    )
)
def test_the_order_in_which_answers_come_in_changes_nothing(pair) -> None:
    given_order, shuffled = pair
    assert cards_of(given_order, SYLLABUS, PLAIN, day(13)) == cards_of(
        shuffled, SYLLABUS, PLAIN, day(13)
    )


@settings(max_examples=60)
@given(st.lists(answers, max_size=25))
def test_working_on_after_the_first_answer_of_a_day_changes_no_card(ones) -> None:
    before = cards_of(ones, SYLLABUS, PLAIN, day(13))
    crammed = [
        answer(number, 27.5, is_right, **of(key))
        for key in before
        for number in {
            one.local_day.toordinal() - day(0).toordinal()
            for one in ones
            if one.key == key and one.is_fair
        }
        for is_right in (True, False)
    ]
    assert cards_of([*ones, *crammed], SYLLABUS, PLAIN, day(13)) == before


@pytest.mark.parametrize(
    ("values", "rating"),
    [
        ({}, "good"),
        ({"is_right": False}, "again"),
        ({"marks": 1.0}, "again"),
        ({"is_right": False, "grade": "given-up"}, "again"),
        ({"confidence": 1}, "hard"),
        ({"confidence": 2}, "good"),
        ({"confidence": 3}, "good"),
        ({"seconds": 120.0}, "good"),
        ({"seconds": 120.1}, "hard"),
        ({"kind": "no-longer-asked", "seconds": 9999.0}, "good"),
    ],
)
def test_how_a_review_went(values, rating: str) -> None:
    assert rating_of(answer(**values), SYLLABUS, PLAIN) == rating


def test_extra_time_stretches_what_counts_as_slow() -> None:
    assert rating_of(answer(seconds=150.0), SYLLABUS, ExamSettings(extra_time=1.25)) == "good"


def test_an_early_review_is_one_that_counts_less() -> None:
    early = card(answer(0), answer(1), on=20)
    on_time = card(answer(0), answer(2), on=20)
    assert card(answer(0), on=20).trace.stability < early.trace.stability
    assert early.trace.stability < on_time.trace.stability


def test_a_second_try_or_one_with_help_is_no_review() -> None:
    assert not cards_of(
        [answer(0, first_try=False), answer(1, support="blanks")], SYLLABUS, PLAIN, day(3)
    )


def test_a_card_is_due_after_the_interval_that_the_exam_allows() -> None:
    ones = [answer(0), answer(2), answer(13)]
    assert card(*ones, on=13).due_day == day(13 + 46)
    for days in (2, 14, 28, 200):
        near = ExamSettings(exam_day=day(13 + days), set_on=day(13))
        assert card(*ones, on=13, settings=near).due_day == day(13 + min(46, max(1, days // 3)))


def test_an_exam_that_is_over_shortens_nothing() -> None:
    over = ExamSettings(exam_day=day(14), set_on=day(0))
    assert card(answer(0), answer(2), answer(13), on=15, settings=over).due_day == day(13 + 46)


def test_a_slip_made_elsewhere_makes_its_card_due_until_it_is_asked() -> None:
    known = [answer(0), answer(2)]
    assert card(*known, on=4).due_day == day(13)
    called = card(*known, slip(4), on=4)
    assert (called.due_day, called.called_for, called.trace) == (day(4), True, card(*known).trace)
    again = card(*known, slip(4, 12), answer(4, 18), on=4)
    assert not again.called_for and again.due_day > day(4)
    assert card(slip(3), on=4).due_day == day(3)


def test_a_slip_after_the_day_s_review_calls_for_one_more_answer() -> None:
    assert card(answer(4, 10), slip(4, 12), on=4).called_for
    settled = card(answer(4, 10), slip(4, 12), answer(4, 18), on=4)
    assert not settled.called_for and settled.reviews == 1


def at_home(zone: str, *when: int, **values):
    moment = moment_of(datetime(*when, tzinfo=ZoneInfo(zone)))
    return answer(
        **values, at_utc=moment.at_utc, utc_offset=moment.utc_offset, local_day=moment.local_day
    )


def test_an_evening_and_the_morning_after_are_two_days() -> None:
    evening = at_home("Europe/Berlin", 2026, 11, 2, 23, 0)
    past_midnight = at_home("Europe/Berlin", 2026, 11, 3, 1, 30, is_right=False)
    morning = at_home("Europe/Berlin", 2026, 11, 3, 8, 0)
    assert card(evening, past_midnight, morning).reviews == 2
    assert card(evening, past_midnight, morning).lapses == 0


@pytest.mark.parametrize("month_and_day", [(3, 28), (10, 24)], ids=["spring", "autumn"])
def test_a_night_in_which_the_clocks_change_is_one_night(month_and_day) -> None:
    first = at_home("Europe/Berlin", 2026, *month_and_day, 9, 30)
    second = at_home("Europe/Berlin", 2026, month_and_day[0], month_and_day[1] + 1, 9, 0)
    third = at_home("Europe/Berlin", 2026, month_and_day[0], month_and_day[1] + 1, 3, 59)
    assert card(first, second).reviews == 2
    assert card(first, third).reviews == 1
    plain = card(answer(0, 9.5), answer(1, 9))
    assert card(first, second).trace.stability == plain.trace.stability


def test_a_flight_over_the_date_line_leaves_days_as_they_were_lived() -> None:
    tokyo = at_home("Asia/Tokyo", 2026, 11, 3, 10, 0)
    honolulu = at_home("Pacific/Honolulu", 2026, 11, 2, 20, 0, is_right=False)
    assert honolulu.at_utc > tokyo.at_utc and honolulu.local_day < tokyo.local_day
    found = card(honolulu, tokyo)
    assert (found.reviews, found.trace.day) == (2, tokyo.local_day)


def test_who_can_do_the_harder_can_do_the_easier() -> None:
    known = {CardKey("one-update", 2): 0.8, CardKey("largest-rate", 3): 0.9}
    levels = [credit(known, CardKey("one-update", level), SYLLABUS) for level in (1, 2, 3)]
    assert levels == [0.8, 0.8, 0.0]
