"""Between which ends the numbers of an update lie for a person who rounds."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.reach import Reach
from gdsim.study.practice.marking.rounded_ranges import Between
from gdsim.study.practice.marking.rounding_by_hand import Typed
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.update_task import UpdateTask

NEW, SLOPE, LOSS = Field("new"), Field("gradient"), Field("new_loss")


def start_at(*theta: float, objective: str = "x^2", rule: str = "gd") -> Start:
    names = {"start": theta, "learning_rate": 0.1, "rule": rule}
    return Start.of(UpdateTask.of(Run(Experiment(objective=objective, **names)), 0))


def test_short_numbers_leave_nothing_to_round() -> None:
    reach = Reach(start_at(4.0), 0.01)
    assert reach.between(NEW) == (pytest.approx(3.2), pytest.approx(3.2))


def test_given_numbers_may_be_rounded_as_the_answer_is() -> None:
    # 1.2345 may be taken for 1.23 or 1.235, so that 0.8 times it is 0.984 to 0.988.
    low, high = Reach(start_at(1.2345), 0.01).between(NEW)
    assert low <= 0.984
    assert high >= 0.988
    assert (low, high) == (pytest.approx(0.984, abs=2e-3), pytest.approx(0.988, abs=2e-3))


def test_numbers_between_two_ends_lead_between_two_ends() -> None:
    start = start_at(4.0)
    wide = Start(start.task, Between(np.array([3.9]), np.array([4.1])), ())
    reach = Reach(wide, 0.0)
    assert reach.between(SLOPE) == (pytest.approx(7.8), pytest.approx(8.2))
    assert reach.between(NEW) == (pytest.approx(3.12), pytest.approx(3.28))
    assert reach.between(LOSS) == (pytest.approx(3.12**2), pytest.approx(3.28**2))


def test_a_typed_gradient_that_does_not_follow_is_gone_on_from() -> None:
    typed = {SLOPE: Typed(4.0, half=0.05, follows=False)}
    low, high = Reach(start_at(4.0), 0.0, typed).between(NEW)
    assert (low, high) == (pytest.approx(4 - 0.405), pytest.approx(4 - 0.395))


def test_a_typed_number_that_follows_may_be_gone_on_from_or_what_it_was_rounded_from() -> None:
    # 0.9876 typed as 0.99: the loss is that of one of them, or of what is between.
    typed = {NEW: Typed(0.99, half=0.005, follows=True)}
    low, high = Reach(start_at(1.2345), 0.0001, typed).between(LOSS)
    assert low == pytest.approx(0.9876**2, abs=2e-4)
    assert high == pytest.approx(0.99**2, abs=2e-4)


def test_the_fall_follows_from_typed_losses() -> None:
    # From 16 to 10.24; typed as 9 it is 43.75 % instead of 36 %.
    typed = {LOSS: Typed(9.0, half=0.0, follows=False)}
    low, high = Reach(start_at(4.0), 0.01, typed).between(Field("fall"))
    assert low == high == pytest.approx(43.75)


def test_three_figures_are_kept_of_what_a_rule_divides_by() -> None:
    run = Run(Experiment(objective="x^2", start=(0.3,), learning_rate=0.1, rule="adagrad"))
    run.advance(1)
    low, high = Reach(Start.of(UpdateTask.of(run, 1)), 0.1).between(NEW)
    exact = run.row(1).new_theta[0]
    assert low < exact < high
    # Rounded to a tenth, the gradient or its square would be 0.2 to 0.6 times too large.
    assert high - low < 0.08
