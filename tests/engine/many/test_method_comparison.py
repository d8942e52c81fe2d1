"""Runs side by side against a bare NumPy loop over the same rows."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.many.method_comparison import (
    MOST_CURVE_POINTS,
    MethodComparison,
    MethodRun,
    as_columns,
)
from gdsim.engine.problem.dataset import Dataset
from gdsim.files.scenario.scenario import builtin_scenario


def compared(*given, **named) -> tuple[MethodRun, ...]:
    comparison = MethodComparison(*given, **named)
    shares = list(comparison.work())
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    return comparison.result()


def line(n: int = 50) -> Dataset:
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, n)
    return Dataset("line", ("x", "y"), np.column_stack([x, 3 * x - 1 + rng.normal(0, 0.1, n)]))


def problem(n: int = 50, **settings) -> Experiment:
    given = {"objective": "(w*x + b - y)^2", "start": (0.5, 0.25), "learning_rate": 0.05}
    return Experiment(dataset=line(n), seed=7, **{**given, **settings})


def loss_of(data: np.ndarray, theta: np.ndarray) -> float:
    return float(np.mean((theta[0] * data[:, 0] + theta[1] - data[:, 1]) ** 2))


def bare(data: np.ndarray, batches: list[np.ndarray]) -> list[np.ndarray]:
    """Return theta before every update and after the last, by formulas of our own."""
    theta = np.array([0.5, 0.25])
    path = [theta]
    for rows in batches:
        x, y = data[rows].T
        r = theta[0] * x + theta[1] - y
        theta = theta - 0.05 * 2 * np.array([np.mean(r * x), np.mean(r)])
        path.append(theta)
    return path


def permuted(n: int, size: int, updates: int) -> list[np.ndarray]:
    """Return the batches, cut by hand from the permutations of seed 7."""
    batches: list[np.ndarray] = []
    epoch = 0
    while len(batches) < updates:
        seed = np.random.SeedSequence((7, epoch))
        order = np.random.Generator(np.random.PCG64(seed)).permutation(n)
        batches += [order[i : i + size] for i in range(0, n, size)]
        epoch += 1
    return batches[:updates]


def test_each_method_walks_as_a_bare_loop_does() -> None:
    found = compared(problem(), [8, 16], "epochs", 3)
    assert [(c.method, c.batch_size) for c in found] == [
        ("batch", 50), ("stochastic", 1), ("mini-batch", 8), ("mini-batch", 16),
    ]  # fmt: skip
    data = line().values
    for one, per_epoch in zip(found, (1, 50, 7, 4), strict=True):
        updates = 3 * per_epoch
        size = one.batch_size
        batches = [np.arange(50)] * 3 if size == 50 else permuted(50, size, updates)
        path = bare(data, batches)
        assert (one.updates, one.epochs, one.rows_seen) == (updates, 3, 150)
        assert one.theta == pytest.approx(path[-1], rel=1e-10)
        assert one.full_loss == pytest.approx(loss_of(data, path[-1]), rel=1e-10)
        losses = [loss_of(data, theta) for theta in path]
        curve = one.curve
        assert curve.full_loss == pytest.approx([losses[t] for t in curve.updates], rel=1e-9)
        assert (curve.updates[0], curve.updates[-1]) == (0, updates)
        assert curve.rows_seen.tolist() == [sum(map(len, batches[:t])) for t in curve.updates]
        assert curve.epochs == pytest.approx(curve.updates / per_epoch)
        assert (np.diff(curve.seconds) >= 0).all()
        assert curve.seconds[-1] == pytest.approx(one.seconds)


@pytest.mark.parametrize(
    ("budget", "amount", "updates"),
    [("updates", 10, [10, 10, 10]), ("epochs", 2, [2, 100, 8]), ("rows", 120, [2, 120, 9])],
)
def test_budget_is_the_same_for_all(budget, amount, updates) -> None:
    found = compared(problem(), [16], budget, amount)
    assert [c.updates for c in found] == updates
    if budget == "rows":
        assert all(c.rows_seen <= amount for c in found)


def test_other_criteria_hold_and_divergence_is_a_result() -> None:
    found = compared(problem(learning_rate=1000.0), [8], "updates", 300)
    assert all(c.stop.reason is StopReason.DIVERGED for c in found)
    assert all(np.isfinite(c.curve.full_loss).all() for c in found)
    found = compared(problem(stop_loss=1.0), [8], "updates", 3000)
    assert [c.stop.reason for c in found] == [StopReason.TARGET_LOSS] * 3


def test_columns_are_those_of_a_table() -> None:
    columns = as_columns(compared(problem(), [10], "updates", 4))
    assert list(columns) == [
        "method", "batch_size", "updates", "epochs", "rows_seen", "seconds", "full_loss", "stop",
    ]  # fmt: skip
    assert columns["rows_seen"] == [200, 4, 40]
    assert columns["stop"] == ["budget"] * 3


def test_what_is_left_keeps_what_was_made() -> None:
    comparison = MethodComparison(problem(), [8], "updates", 1000)
    for share in comparison.work():
        if share > 0.4:
            break
    found = comparison.result()
    assert [c.stop is None for c in found] == [False, True]
    assert 0 < found[1].updates < 1000
    assert as_columns(found)["stop"] == ["budget", "cancelled"]
    assert comparison.runs[1].length == found[1].updates


def test_long_curve_is_thinned_with_its_ends_kept() -> None:
    (one,) = compared(problem(), [], "updates", 2000, methods=["stochastic"])
    assert len(one.curve.updates) == MOST_CURVE_POINTS
    assert (one.curve.updates[0], one.curve.updates[-1]) == (0, 2000)
    assert (np.diff(one.curve.updates) > 0).all()


@pytest.mark.parametrize(
    ("sizes", "budget", "amount", "said"),
    [([0], "updates", 1, "from 1 to 50"), ([51], "updates", 1, "from 1 to 50"),
     ([8], "seconds", 1, "updates, epochs, rows"), ([8], "updates", 0, "at least 1"),
     ([8], "rows", 49, "at least 50")],
)  # fmt: skip
def test_what_is_not_accepted_is_refused(sizes, budget, amount, said) -> None:
    with pytest.raises(InputError, match=said):
        compared(problem(), sizes, budget, amount)


def test_start_that_does_not_fit_is_refused() -> None:
    for start in ((1.0,), (1.0, 2.0, 3.0), (1.0, float("nan"))):
        with pytest.raises(InputError, match="start"):
            compared(problem(start=start), [8], "updates", 1)


def test_plain_function_has_one_row_and_all_methods_agree() -> None:
    bowl = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))
    found = compared(bowl, [8], "updates", 3)
    assert [c.rows_seen for c in found] == [3, 3, 3]
    # Each step takes w1 to 0.8 w1 and w2 to 0.2 w2.
    for one in found:
        assert one.theta == pytest.approx([4 * 0.8**3, 2 * 0.2**3])
        assert one.curve.full_loss[0] == 32
    assert compared(bowl, [], "updates", 3, methods=["mini-batch"]) == ()


def test_the_fall_at_the_beginning_is_on_the_curve_with_the_true_losses() -> None:
    experiment = builtin_scenario("updates-per-epoch").experiment
    comparison = MethodComparison(experiment, [32], "epochs", 2, methods=["mini-batch"])
    list(comparison.work())
    curve, run = comparison.result()[0].curve, comparison.runs[0]
    assert (curve.updates <= 20).sum() >= 8
    assert (curve.updates[0], curve.updates[-1]) == (0, run.length)
    assert (np.diff(curve.updates) > 0).all()
    theta = np.array([run.row(int(t)).theta for t in curve.updates])
    x, y = (experiment.dataset.values[:, [k]] for k in range(2))
    by_hand = ((x * theta[:, 0] + theta[:, 1] - y) ** 2).mean(axis=0)
    np.testing.assert_allclose(curve.full_loss, by_hand, rtol=1e-9)
