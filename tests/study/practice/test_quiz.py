"""The quiz: first tries, errors carried over updates, and what went wrong."""

from __future__ import annotations

from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.quiz import Quiz
from gdsim.study.practice.slip_texts import fault_sentence
from gdsim.study.practice.slips.slips import Slip


def both(w1: str, w2: str) -> dict[Field, Answer]:
    return {Field("new", 0): Answer.read(w1), Field("new", 1): Answer.read(w2)}


def quiz() -> Quiz:
    return Quiz(run_scenario(builtin_scenario("toy-bowl"), 4))


def test_the_first_try_counts_and_a_second_mends() -> None:
    one = quiz()
    one.check(0, both("4.8", "3.6"))
    assert one.score == (0, 2)
    one.check(0, both("3.2", "0.4"))
    one.check(1, both("2.56", "0.08"))
    assert one.score == (2, 4)
    faults = one.faults()
    assert [(fault.t, fault.mark.slip, fault.is_mended) for fault in faults] == [
        (0, Slip.SIGN, True),
        (0, Slip.SIGN, True),
    ]


def test_an_error_is_carried_over_several_updates() -> None:
    one = quiz()
    # Half the gradient along w1 in update 0: 4 - 0.4 = 3.6, and from there 0.8 times each.
    one.check(0, both("3.6", "0.4"))
    grades = [
        mark.grade
        for t, answers in ((1, both("2.88", "0.08")), (2, both("2.304", "0.016")))
        for mark in one.check(t, answers).marks
    ]
    assert grades == [Grade.CARRIED, Grade.RIGHT, Grade.CARRIED, Grade.RIGHT]
    assert one.score == (5, 6)


def test_a_fault_is_told_with_the_right_value_only_once_it_is_revealed() -> None:
    one = quiz()
    one.check(1, both("3.84", "0.08"))
    (fault,) = one.faults()
    task = one.task(1)
    hidden = fault_sentence(fault, task, NumberFormat.decimals(2), is_revealed=False)
    shown = fault_sentence(fault, task, NumberFormat.decimals(2), is_revealed=True)
    assert "2.56" not in hidden
    assert "2.56" in shown
    assert "Uphill" in hidden
