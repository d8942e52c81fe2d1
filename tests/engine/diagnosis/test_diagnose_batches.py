"""Verdicts on runs whose updates see some of the rows, against what is known of them by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.noise.gradient_noise import gradient_noise
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from tests.engine.diagnosis.made import made


def test_heavy_tails_in_small_batches_are_no_divergence() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_t(2, size=60)
    data = Dataset("tails", ("x", "y"), np.c_[x, 2 * x + rng.normal(size=60)])
    rate = 0.6 / float(np.mean(x**2))
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    run = made("(w*x - y)^2", (2.0,), rate, 200, **plan)
    assert diagnose(run).verdict is not Verdict.DIVERGING


@pytest.mark.parametrize("order", ["shuffle", "reshuffle", "fixed"])
def test_batches_of_all_rows_know_no_chance(order: str) -> None:
    rng = np.random.default_rng(0)
    data = Dataset("twenty", ("x", "y"), rng.normal(size=(20, 2)))
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 20, "order": order}
    diagnosis = diagnose(made("(w*x + b - y)^2", (0.0, 0.0), 0.05, 10, dataset=data, **plan))
    assert diagnosis.is_exact
    assert not diagnosis.seen.is_noisy


def test_the_scatter_at_a_noisy_floor_is_that_of_all_batches_there_are() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=12)
    data = Dataset("dozen", ("x", "y"), np.c_[x, x + rng.normal(size=12)])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 3, "order": "reshuffle"}
    run = made("(w*x + b - y)^2", (0.0, 0.0), 0.1, 3000, dataset=data, **plan)
    diagnosis = diagnose(run)
    assert diagnosis.verdict is Verdict.NOISY_FLOOR
    batching = run.segments[-1].batching
    every = gradient_noise(run.objective, run.theta, batching, cloud="every")
    assert every.is_whole
    away = every.gradients - every.full_gradient
    assert diagnosis.scatter == pytest.approx(float(np.sqrt((away**2).sum(axis=1).mean())))


def test_a_run_with_batches_that_blows_up_is_at_no_floor() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=100), rng.normal(size=100)
    data = Dataset("plane", ("x1", "x2", "y"), np.c_[a, b, 2 * a - b + 1])
    plan: dict[str, Any] = {"method": "stochastic", "seed": 1, "dataset": data}
    run = made("(a*x1 + b*x2 + c - y)^2", (0.5, 0.5, 0.5), 0.5, 20, **plan)
    for _ in range(6):
        assert diagnose(run).seen.loss > 100 * diagnose(run).seen.first_loss
        assert diagnose(run).verdict is Verdict.DIVERGING
        run.advance(5)


def slowly_fitted(scale: float) -> Run:
    """Return a run with batches that goes steadily down a valley, far from its end."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=200)
    data = Dataset("valley", ("x", "z", "y"), np.c_[x, scale * rng.normal(size=200), x])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 50, "dataset": data}
    # Along v the loss falls from about 2 scale^2 by 2 * 2 scale^2 * 0.05 of that in each update.
    return made("(w*x - y)^2 + (v*z - 2*z)^2", (1.0, 0.0), 0.05, 400, **plan)


def test_a_run_with_batches_that_gains_little_of_what_is_left_is_slow() -> None:
    assert diagnose(slowly_fitted(0.02)).verdict is Verdict.SLOW
    assert diagnose(slowly_fitted(0.2)).verdict is Verdict.FALLING


def test_with_batches_and_no_curvature_nothing_is_said_of_what_is_left() -> None:
    """The second derivative of |v|^1.5 is not finite at 0, where v is for ever."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=200)
    data = Dataset("valley", ("x", "y"), np.c_[x, x])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 50, "dataset": data}
    run = made("(w*x - y)^2 + abs(v)^1.5", (0.0, 0.0), 1e-4, 400, **plan)
    diagnosis = diagnose(run)
    assert diagnosis.curvature is None
    assert diagnosis.verdict is Verdict.FALLING


def test_a_separable_fit_has_no_noisy_floor() -> None:
    x = np.random.default_rng(4).normal(size=40)
    data = Dataset("apart", ("x", "y"), np.c_[x, np.sign(x - 0.2)])
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    for rule, rate in (("rmsprop", 0.241), ("gd", 0.5), ("momentum", 0.1), ("adam", 0.3)):
        run = made("log(1 + exp(-y*(w*x + b)))", (0.0, 0.0), rate, 10, rule=rule, **plan)
        while run.length < 600:
            assert diagnose(run).verdict is not Verdict.NOISY_FLOOR
            run.advance(50)


def test_rows_of_different_curvature_prove_no_divergence() -> None:
    """Half of the rows have the factor 0: a run sees them again and again."""
    data = Dataset("mixed", ("x",), np.array([[0.5], [1.2]] * 10))
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    # 1 - 2 x^2 eta with eta = 2: 0 for 0.5, -4.76 for 1.2; with all rows 1 - 3.38.
    run = made("(w*x - x)^2", (3.0,), 2.0, 40, **plan)
    assert run.stop is None
    assert diagnose(run).verdict is not Verdict.DIVERGING
