"""Effective step sizes against the rules' own formulas."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.experiment import Experiment
from gdsim.engine.run import Run
from gdsim.models.effective_steps import MOST_POINTS, effective_steps

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


def test_a_gradient_of_zero_has_no_step_size() -> None:
    _, steps = effective_steps(run_of(5, start=(4.0, 0.0)), 5)
    assert np.isnan(steps[:, 1]).all()
    assert steps[:, 0] == pytest.approx(0.01)


def test_step_that_rounding_hides_is_not_told() -> None:
    """Near w = 3 the gradient shrinks to a few units in the last place of w."""
    run = run_of(120, objective="(w - 3)^2", start=(4.0,), parameters=(), learning_rate=0.15)
    _, steps = effective_steps(run, 120)
    assert np.isnan(steps[-20:]).all()
    assert steps[~np.isnan(steps)] == pytest.approx(0.15, rel=2e-3)


def test_long_runs_are_read_in_parts_up_to_their_end() -> None:
    run = run_of(10_000, learning_rate=1e-5, rule="rmsprop")
    rows, steps = effective_steps(run, 10_000)
    assert len(rows) <= MOST_POINTS
    assert (rows[0], rows[-1]) == (0, 9999)
    row = run.row(int(rows[777]))
    assert steps[777] == pytest.approx(np.abs((row.new_theta - row.theta) / row.gradient))
