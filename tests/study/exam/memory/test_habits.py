"""Slips and minutes, as they are counted."""

from __future__ import annotations

from gdsim.study.exam.memory.habits import day_figures, slip_figures
from tests.study.exam.learner import answer, day


def slipped(number: int, slip: str, kind: str = "one-update", **other):
    return answer(number, is_right=False, slip=slip, kind=kind, **other)


def test_slips_are_counted_with_the_kinds_that_a_drill_would_ask() -> None:
    made = [
        slipped(0, "sign"),
        slipped(1, "sign", "largest-rate"),
        slipped(1, "sign", "largest-rate"),
        slipped(2, "no-rate"),
        slipped(0, "sum", session_form="predict"),
    ]
    first, second, third = slip_figures(made)
    assert (first.slip, first.count, first.last_day) == ("sign", 3, day(1))
    assert first.kinds == ("largest-rate", "one-update")
    assert (second.slip, third.slip) == ("no-rate", "sum")


def test_right_answers_since_a_slip_tell_that_it_may_be_gone() -> None:
    ones = [answer(0), slipped(1, "sign"), answer(2), answer(2, first_try=False), answer(3)]
    assert slip_figures(ones)[0].right_since == 2


def test_days_without_work_are_there_and_break_nothing() -> None:
    ones = [answer(0, seconds=90.0), answer(0, seconds=30.0, is_right=False), answer(3)]
    figures = day_figures(ones, day(0), day(4))
    assert [one.seconds for one in figures] == [120.0, 0, 0, 50.0, 0]
    assert (figures[0].answers, figures[0].right) == (2, 1)
