"""Runs of a rule that takes its gradient ahead, against loops written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run

AHEAD = {"convention": "lookahead"}
SQUARE = Experiment(
    objective="x^2", start=(1.0,), rule="nesterov", learning_rate=0.1, settings=AHEAD
)


def line() -> Dataset:
    rng = np.random.default_rng(7)
    x = rng.uniform(-1, 1, 20)
    return Dataset("line", ("x", "y"), np.column_stack([x, 3 * x - 1 + rng.normal(0, 0.3, 20)]))


def test_square_as_the_textbook_has_it() -> None:
    # v = 0.2, x = 0.8; ahead of it 0.8 - 0.9 * 0.2 = 0.62, v = 0.18 + 0.124 = 0.304, and so on.
    run = Run(SQUARE)
    run.advance(3)
    rows = run.columns(0, 3)
    assert rows.new_theta[:, 0] == pytest.approx([0.8, 0.496, 0.17792], abs=1e-14)
    assert rows.gradient[:, 0] == pytest.approx([2.0, 1.24, 0.4448], abs=1e-14)
    assert rows.loss == pytest.approx([1.0, 0.64, 0.246016], abs=1e-14)
    assert run.gradient_point(1) == pytest.approx([0.62], abs=1e-14)


def test_points_ahead_are_the_thetas_of_the_shifted_form() -> None:
    ahead, shifted = Run(SQUARE), Run(SQUARE.with_(settings={}))
    for run in (ahead, shifted):
        run.advance(40)
    for t in range(40):
        assert ahead.gradient_point(t) == pytest.approx(shifted.row(t).theta, rel=1e-9, abs=1e-12)
        assert shifted.gradient_point(t) == shifted.row(t).theta


@pytest.mark.parametrize("schedule", ["constant", "inverse-time"])
@pytest.mark.parametrize("batch_size", [1, 6, 20])
def test_mini_batches_against_a_loop_in_numpy(schedule, batch_size) -> None:
    data = line()
    experiment = Experiment(
        objective="(w*x + b - y)^2",
        dataset=data,
        start=(2.0, -1.0),
        rule="nesterov",
        settings={**AHEAD, "beta": 0.7},
        schedule=schedule,
        learning_rate=0.05,
        method="mini-batch",
        batch_size=batch_size,
        order="fixed",
    )
    run = Run(experiment)
    run.advance(30)
    x, y = data.columns(("x", "y")).T
    w, v = np.array([2.0, -1.0]), np.zeros(2)
    per_epoch = -(-20 // batch_size)
    for t in range(30):
        first = t % per_epoch * batch_size
        xs, ys = x[first : first + batch_size], y[first : first + batch_size]
        assert run.row(t).loss == pytest.approx(np.mean((w[0] * xs + w[1] - ys) ** 2), rel=1e-12)
        at = w - 0.7 * v
        residual = at[0] * xs + at[1] - ys
        gradient = np.array([np.mean(2 * residual * xs), np.mean(2 * residual)])
        rate = 0.05 / (1 + 0.05 * t) if schedule == "inverse-time" else 0.05
        v = 0.7 * v + rate * gradient
        w = w - v
        assert run.row(t).gradient == pytest.approx(gradient, rel=1e-11, abs=1e-13)
        assert run.row(t).new_theta == pytest.approx(w, rel=1e-11, abs=1e-13)


def test_many_parameters_and_rounded_steps_look_ahead_too() -> None:
    text = " + ".join(f"{k + 1}*x{k}^2" for k in range(20))
    run = Run(SQUARE.with_(objective=text, start=(1.0,) * 20, learning_rate=0.01))
    run.advance(2)
    for k in range(20):
        v = 0.02 * (k + 1)
        v += 0.9 * v - v + 0.02 * (k + 1) * (1 - v - 0.9 * v)
        assert run.row(1).state["velocity"][k] == pytest.approx(v, rel=1e-12)
    rounded = Run(SQUARE.with_(round_gradient="1 decimals", round_parameters="2 decimals"))
    rounded.advance(2)
    # 2 * 0.62 = 1.24, rounded 1.2; v = 0.18 + 0.12 = 0.3.
    assert rounded.row(1).gradient == pytest.approx([1.2])
    assert rounded.row(1).new_theta == pytest.approx([0.5])


def test_a_branch_keeps_the_velocity_and_goes_on_from_there() -> None:
    run = Run(SQUARE)
    run.advance(5)
    branch = run.branch(3, learning_rate=0.05)
    branch.advance(1)
    x, v = run.row(3).theta[0], run.row(2).state["velocity"][0]
    velocity = 0.9 * v + 0.05 * 2 * (x - 0.9 * v)
    assert branch.row(3).new_theta[0] == pytest.approx(x - velocity, rel=1e-14)
