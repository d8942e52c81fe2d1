"""Effective step sizes against the rules' own formulas."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.effective_steps import MOST_UPDATES_READ, effective_steps
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.01)


def run_of(updates: int, **changes) -> Run:
    run = Run(BOWL.with_(**changes))
    run.advance(updates)
    return run


def test_gradient_descent_takes_the_learning_rate_everywhere() -> None:
    rows, steps = effective_steps(run_of(10), 10)
    assert rows.tolist() == list(range(10))
    assert steps == pytest.approx(np.full((10, 2), 0.01))


def test_adagrad_divides_by_the_gradients_so_far() -> None:
    run = run_of(30, rule="adagrad", learning_rate=1.0)
    _, steps = effective_steps(run, 30)
    sums = np.cumsum(run.columns(0, 30).gradient ** 2, axis=0)
    assert steps == pytest.approx(1 / (np.sqrt(sums) + 1e-10))


@pytest.mark.parametrize("rule", ["momentum", "nesterov"])
def test_momentum_has_one_rate_for_all(rule: str) -> None:
    _, steps = effective_steps(run_of(20, rule=rule), 20)
    assert steps == pytest.approx(np.full((20, 2), 0.01))


def test_rmsprops_step_is_the_move_through_the_gradient() -> None:
    run = run_of(30, rule="rmsprop")
    _, steps = effective_steps(run, 30)
    rows = run.columns(0, 30)
    assert steps == pytest.approx(np.abs((rows.new_theta - rows.theta) / rows.gradient), rel=1e-6)


def test_adadeltas_step_is_the_ratio_of_its_two_averages() -> None:
    run = run_of(30, rule="adadelta", learning_rate=1.0)
    _, steps = effective_steps(run, 30)
    squares, moves = np.zeros(2), np.zeros(2)
    for t, gradient in enumerate(run.columns(0, 30).gradient):
        squares = 0.9 * squares + 0.1 * gradient**2
        step = np.sqrt((moves + 1e-6) / (squares + 1e-6))
        moves = 0.9 * moves + 0.1 * (step * gradient) ** 2
        assert steps[t] == pytest.approx(step, rel=1e-6)


def test_nadams_steps_times_its_mixture_are_its_moves() -> None:
    """The mixture of the first moment, with the next momentum, and the present gradient."""
    run = run_of(25, rule="nadam")
    _, steps = effective_steps(run, 25)
    rows, mean, product = run.columns(0, 25), np.zeros(2), 1.0
    for t in range(25):
        mu, next_mu = (0.9 * (1 - 0.5 * 0.96 ** (k * 0.004)) for k in (t + 1, t + 2))
        product *= mu
        mean = 0.9 * mean + 0.1 * rows.gradient[t]
        mixture = next_mu * mean / (1 - product * next_mu)
        mixture = mixture + (1 - mu) * rows.gradient[t] / (1 - product)
        moved = rows.new_theta[t] - rows.theta[t]
        assert -steps[t] * mixture == pytest.approx(moved, rel=1e-6, abs=1e-15)


@pytest.mark.parametrize("rule", ["adam", "amsgrad", "adamw"])
def test_adams_steps_times_the_mean_gradient_are_its_moves(rule: str) -> None:
    """The mean is worked out here, from the update on with which the rule began."""
    settings = {"weight_decay": 0.0} if rule == "adamw" else {}
    run = run_of(8).branch(8, rule=rule, settings=settings)
    run.advance(25)
    _, steps = effective_steps(run, run.length)
    rows = run.columns(8, run.length)
    mean = np.zeros(2)
    for t in range(25):
        mean = 0.9 * mean + 0.1 * rows.gradient[t]
        corrected = mean / (1 - 0.9 ** (t + 1))
        moved = rows.new_theta[t] - rows.theta[t]
        assert -steps[8 + t] * corrected == pytest.approx(moved, rel=1e-6, abs=1e-15)
    assert steps[:8] == pytest.approx(np.full((8, 2), 0.01))


@pytest.mark.parametrize("rule", ["adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "nadam"])
def test_a_parameter_without_a_gradient_so_far_has_no_step(rule: str) -> None:
    _, steps = effective_steps(run_of(5, start=(4.0, 0.0), rule=rule), 5)
    assert np.isnan(steps[:, 1]).all()
    assert np.isfinite(steps[:, 0]).all()


def test_a_rare_gradient_leaves_no_gap_behind_it() -> None:
    """AdaGrad's sum stays while a feature is not there: so does its step."""
    run = run_scenario(builtin_scenario("why-sparse"), 0).branch(0, rule="adagrad")
    run.advance(80)
    gradient = run.columns(0, 80).gradient[:, 1]
    assert (gradient == 0).sum() > 20
    first = int((gradient != 0).argmax())
    _, steps = effective_steps(run, 80)
    assert np.isnan(steps[:first, 1]).all()
    assert np.isfinite(steps[first:, 1]).all()


def test_a_measured_step_that_rounding_hides_is_not_told() -> None:
    """Far from 0 a parameter cannot take the small steps that AdaDelta begins with."""
    _, steps = effective_steps(run_of(5, start=(1e12, 2.0), rule="adadelta"), 5)
    assert np.isnan(steps[0, 0])
    assert np.isfinite(steps[:, 1]).all()


def test_long_runs_are_read_in_parts_up_to_their_end() -> None:
    run = run_of(10_000, learning_rate=1e-5, rule="rmsprop")
    rows, steps = effective_steps(run, 10_000)
    assert len(rows) <= MOST_UPDATES_READ
    assert (rows[0], rows[-1]) == (0, 9999)
    row = run.row(int(rows[777]))
    assert steps[777] == pytest.approx(np.abs((row.new_theta - row.theta) / row.gradient))
