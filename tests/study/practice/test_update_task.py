"""One update as a task: what comes out, and with anything else put in."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.answers import Field
from gdsim.study.practice.update_task import UpdateTask


def bowl_at(t: int) -> UpdateTask:
    """w1^2 + 4 w2^2 from (4, 2) with rate 0.1: (4, 2), (3.2, 0.4), (2.56, 0.08)."""
    return UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 4), t)


def test_every_asked_number_of_an_update() -> None:
    solution = bowl_at(1).solve()
    fields = {
        Field("loss"): 3.2**2 + 4 * 0.4**2,
        Field("gradient", 0): 6.4,
        Field("gradient", 1): 3.2,
        Field("new", 0): 2.56,
        Field("new", 1): 0.08,
        Field("new_loss"): 2.56**2 + 4 * 0.08**2,
    }
    for field, value in fields.items():
        assert solution.value(field) == pytest.approx(value), field


def test_another_gradient_or_rate_goes_through_the_rule() -> None:
    task = bowl_at(0)
    solution = task.solve(gradient=np.array([1.0, 2.0]), learning_rate=0.5)
    np.testing.assert_allclose(solution.new_theta, (3.5, 1.0))
    assert solution.new_loss == pytest.approx(3.5**2 + 4)
    assert solution.loss == pytest.approx(32)


def test_state_of_the_rule_comes_from_the_updates_before() -> None:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(rule="momentum", learning_rate=0.01))
    run.advance(2)
    task = UpdateTask.of(run, 1)
    np.testing.assert_allclose(task.state[0], (8, 16))
    # 0.9 * 8 + 2 * 3.92 and 0.9 * 16 + 8 * 1.84
    np.testing.assert_allclose(task.solve().new_state[0], (15.04, 29.12))


def test_a_rounded_run_rounds_gradient_and_parameters() -> None:
    run = Run(
        Experiment(
            objective="x^2",
            start=(1.26,),
            learning_rate=0.1,
            round_gradient="1 decimal",
            round_parameters="2 decimals",
        )
    )
    solution = UpdateTask.of(run, 0).solve()
    # 2.52 is 2.5, and 1.26 - 0.25 is 1.01.
    assert solution.value(Field("gradient", 0)) == 2.5
    assert solution.value(Field("new", 0)) == 1.01


def test_the_first_update_of_another_rule_counts_from_zero() -> None:
    run = run_scenario(builtin_scenario("toy-bowl"), 3).branch(2, rule="adam")
    run.advance(2)
    assert [UpdateTask.of(run, t).t for t in (1, 2, 3)] == [1, 0, 1]
