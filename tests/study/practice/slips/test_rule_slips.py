"""Slips with what a rule remembers."""

from __future__ import annotations

import math

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.practice.slips.rule_slips import (
    bias_left_out,
    bias_multiplied,
    count_off,
    other_convention,
    without_state,
)
from gdsim.study.practice.update_task import UpdateTask


def task_at(t: int, rule: str, **settings: object) -> UpdateTask:
    """x^2 from 4 with rate 0.1, before update `t`."""
    run = Run(Experiment(objective="x^2", start=(4.0,), rule=rule, settings=settings))
    run.advance(t)
    return UpdateTask.of(run, t)


def new_values(make, task: UpdateTask) -> list[float]:
    return [float(one.new_theta[0]) for one in make(task, task.solve())]


def test_momentum_without_its_velocity_is_gradient_descent() -> None:
    assert new_values(without_state, task_at(1, "momentum")) == [pytest.approx(3.2 - 0.64)]


def test_rules_without_a_state_or_correction_have_no_such_slips() -> None:
    for make in (without_state, bias_left_out, bias_multiplied, count_off, other_convention):
        assert new_values(make, task_at(1, "gd")) == []


@pytest.mark.parametrize(
    ("make", "first", "second"),
    [
        (bias_left_out, 1, 1),
        (bias_multiplied, 1 / (1 - 0.9**2), 1 / (1 - 0.999**2)),
        (count_off, 1 - 0.9**1, 1 - 0.999**1),
        (count_off, 1 - 0.9**3, 1 - 0.999**3),
    ],
)
def test_corrections_of_adam(make, first: float, second: float) -> None:
    # The gradients are 8 at 4 and 7.8 at 3.9.
    m, v = 0.9 * 0.8 + 0.1 * 7.8, 0.999 * 0.064 + 0.001 * 7.8**2
    expected = 3.9 - 0.1 * (m / first) / (math.sqrt(v / second) + 1e-8)
    assert any(
        one == pytest.approx(expected, abs=1e-6) for one in new_values(make, task_at(1, "adam"))
    )


def test_a_correction_may_be_left_out_of_one_moment_alone() -> None:
    m, v = 0.9 * 0.8 + 0.1 * 7.8, 0.999 * 0.064 + 0.001 * 7.8**2
    expected = 3.9 - 0.1 * m / math.sqrt(v / (1 - 0.999**2))
    found = new_values(bias_left_out, task_at(1, "adam"))
    assert any(one == pytest.approx(expected, abs=1e-6) for one in found)


def test_t_is_never_taken_below_the_first_update() -> None:
    assert len(new_values(count_off, task_at(0, "adam"))) == 1


def test_state_after_a_slip_with_the_corrections_is_the_right_one() -> None:
    task = task_at(1, "adam")
    right = task.solve()
    for solution in bias_left_out(task, right):
        assert solution.new_state == right.new_state


def test_the_other_convention_of_nesterov() -> None:
    # The velocity 8 is 0.8 as an average, from where 0.9 * 0.8 + 0.1 * 6.08 is 1.328.
    task = task_at(1, "nesterov", convention="accumulate")
    theta, g = 4 - 0.1 * (8 + 0.9 * 8), 2 * (4 - 1.52)
    velocity = 0.9 * 0.8 + 0.1 * g
    expected = theta - 0.1 * (0.1 * g + 0.9 * velocity)
    found = new_values(other_convention, task)
    assert any(one == pytest.approx(expected) for one in found)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (here, there)
        for here in ("accumulate", "rate-inside", "lookahead")
        for there in ("accumulate", "rate-inside", "lookahead")
        if here != there
    ],
)
def test_another_form_of_nesterov_is_known_from_the_same_theta_and_gradients(here, there) -> None:
    # x^2 from 4, eta 0.1, beta 0.9: the velocity before update 1 is the gradient 8, or 0.8 of it.
    task = task_at(1, "nesterov", convention=here)
    x, v = float(task.theta[0]), 8.0
    if there == "lookahead":
        step = 0.9 * 0.1 * v + 0.1 * 2 * (x - 0.9 * 0.1 * v)
    else:
        step = 0.1 * (2 * x + 0.9 * (0.9 * v + 2 * x))
    found = new_values(other_convention, task)
    assert any(one == pytest.approx(x - step) for one in found)


def test_rate_taken_twice_is_known_where_the_velocity_has_it() -> None:
    # v = 0.9 * 0.8 + 0.1 * 6.4 = 1.36, times 0.1 again.
    found = new_values(other_convention, task_at(1, "momentum", convention="rate-inside"))
    assert any(one == pytest.approx(3.2 - 0.136) for one in found)
