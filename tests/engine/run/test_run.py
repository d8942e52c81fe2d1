"""Runs against closed forms and plain loops, and what stepping, going back and branching keep."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import METHODS, ORDERS
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.rows import Columns
from gdsim.engine.run.run import Run
from tests.examples import examples

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


def line_data(n: int = 23) -> Dataset:
    """Return n points near y = 3x - 1, made without a random generator."""
    x = np.linspace(-1.0, 1.0, n)
    return Dataset("test", ("x", "y"), np.column_stack([x, 3 * x - 1 + 0.1 * np.sin(40 * x)]))


def regression(**changes: object) -> Experiment:
    base = Experiment(
        objective="(w*x + b - y)^2",
        dataset=line_data(),
        start=(0.0, 0.0),
        method="mini-batch",
        batch_size=4,
        seed=3,
    )
    return base.with_(**changes)


REGRESSION = Run(regression()).objective
"""Compiled once for the many runs of it."""


def same_bits(a: Columns, b: Columns) -> bool:
    names = ("epoch", "batch", "batch_size", "learning_rate", "theta", "loss", "gradient")
    names += ("full_loss", "new_theta")
    return all(
        np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True) for name in names
    ) and all(np.array_equal(a.state[k], b.state[k], equal_nan=True) for k in a.state)


def test_bowl_follows_its_closed_form() -> None:
    run = Run(BOWL)
    assert run.advance(50) == 50
    rows = run.columns(0, 50)
    t = np.arange(50)
    w1, w2 = 4 * 0.8**t, 2 * 0.2**t
    np.testing.assert_allclose(rows.theta, np.column_stack([w1, w2]), rtol=1e-13)
    np.testing.assert_allclose(rows.loss, w1**2 + 4 * w2**2, rtol=1e-13)
    np.testing.assert_allclose(rows.gradient, np.column_stack([2 * w1, 8 * w2]), rtol=1e-13)
    np.testing.assert_allclose(rows.new_theta[:, 0], 4 * 0.8 ** (t + 1), rtol=1e-13)
    assert np.array_equal(rows.full_loss, rows.loss)


def test_pending_row_is_the_row_that_stepping_then_makes() -> None:
    run = Run(BOWL.with_(rule="adam"))
    run.advance(3)
    pending = run.row(3)
    assert run.length == 3
    run.step()
    made = run.row(3)
    assert np.array_equal(pending.new_theta, made.new_theta)
    assert pending.loss == made.loss
    assert np.array_equal(run.theta, made.new_theta)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("method", METHODS)
def test_rows_equal_a_plain_loop_over_the_same_batches(method: str, order: str) -> None:
    run = Run(regression(method=method, order=order))
    run.advance(40)
    data = line_data().values
    w, b = 0.0, 0.0
    for t in range(40):
        rows = run.rows(t)
        batch = data if rows is None else data[rows]
        residuals = [w * x + b - y for x, y in batch]
        loss = math.fsum(r * r for r in residuals) / len(batch)
        grad_w = math.fsum(2 * r * x for r, (x, _) in zip(residuals, batch, strict=True)) / len(
            batch
        )
        grad_b = math.fsum(2 * r for r in residuals) / len(batch)
        row = run.row(t)
        assert row.batch_size == len(batch)
        assert row.theta == pytest.approx([w, b], rel=1e-10, abs=1e-12)
        assert row.loss == pytest.approx(loss, rel=1e-10)
        assert row.gradient == pytest.approx([grad_w, grad_b], rel=1e-9, abs=1e-12)
        w, b = w - 0.1 * grad_w, b - 0.1 * grad_b


def test_full_loss_is_the_mean_over_all_rows() -> None:
    run = Run(regression())
    run.advance(20)
    rows = run.columns(0, 20)
    x, y = line_data().values.T
    known = np.isfinite(rows.full_loss)
    assert known[0]
    for theta, full in zip(rows.theta[known], rows.full_loss[known], strict=True):
        assert full == pytest.approx(np.mean((theta[0] * x + theta[1] - y) ** 2), rel=1e-12)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=examples(15))
@given(cuts=st.lists(st.integers(1, 700), min_size=1, max_size=6))
def test_rows_do_not_depend_on_how_a_run_is_cut_into_steps(rule: str, cuts: list[int]) -> None:
    experiment = regression(rule=rule, learning_rate=0.01)
    whole, parts = Run(experiment, REGRESSION), Run(experiment, REGRESSION)
    whole.advance(sum(cuts))
    for n in cuts:
        parts.advance(n)
        parts.row(parts.length)
    assert same_bits(whole.columns(0, whole.length), parts.columns(0, parts.length))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=examples(10))
@given(t=st.integers(0, 60))
def test_branch_without_a_change_goes_on_as_before(rule: str, order: str, t: int) -> None:
    run = Run(regression(rule=rule, order=order, learning_rate=0.01), REGRESSION)
    run.advance(60)
    branch = run.branch(t, learning_rate=0.01)
    branch.advance(60 - t)
    assert same_bits(branch.columns(0, 60), run.columns(0, 60))


def test_branch_keeps_earlier_rows_and_leaves_the_old_run_alone() -> None:
    run = Run(BOWL)
    run.advance(10)
    before = run.columns(0, 10)
    branch = run.branch(4, learning_rate=0.2)
    branch.advance(3)
    assert same_bits(run.columns(0, 10), before)
    assert np.array_equal(branch.columns(0, 4).theta, before.theta[:4])
    w1, w2 = before.theta[4]
    for k in range(3):
        assert branch.row(4 + k).theta == pytest.approx([w1 * 0.6**k, w2 * (-0.6) ** k], rel=1e-12)
    assert [branch.experiment_at(t).learning_rate for t in (3, 4)] == [0.1, 0.2]


@pytest.mark.parametrize("t", [0, 3, 6, 7, 11])
def test_an_earlier_look_at_a_run_is_the_run_as_it_stood_then(t: int) -> None:
    experiment = regression(learning_rate=0.02)

    def made(updates: int) -> Run:
        run = Run(experiment)
        run.advance(min(updates, 6))
        if updates >= 6:
            run = run.branch(6, rule="momentum", batch_size=8)
            run.advance(updates - 6)
        return run

    run = made(12)
    earlier, then = run.until(t), made(t)
    assert (earlier.length, earlier.stop, earlier.experiment) == (t, None, then.experiment)
    np.testing.assert_array_equal(earlier.theta, then.theta)
    for name in ("loss", "theta", "gradient", "learning_rate"):
        ours, theirs = (getattr(one.columns(0, t + 1), name) for one in (earlier, then))
        np.testing.assert_array_equal(ours, theirs)
    assert run.length == 12


def test_branch_of_a_branch_reads_every_stretch() -> None:
    run = Run(BOWL)
    run.advance(5)
    run = run.branch(3, rule="momentum")
    run.advance(5)
    run = run.branch(6, learning_rate=0.05)
    run.advance(4)
    rows = run.columns(0, 10)
    assert len(rows) == 10
    assert np.array_equal(rows.theta[1:], rows.new_theta[:-1])
    assert np.isnan(rows.state["velocity"][:3]).all()
    v = rows.state["velocity"]
    np.testing.assert_allclose(v[3], rows.gradient[3])
    np.testing.assert_allclose(v[6], 0.9 * v[5] + rows.gradient[6], rtol=1e-15)
    np.testing.assert_allclose(rows.new_theta[6], rows.theta[6] - 0.05 * v[6], rtol=1e-15)


def test_a_new_batch_size_begins_a_new_epoch() -> None:
    run = Run(regression())
    run.advance(8)
    assert (run.row(7).epoch, run.row(7).batch) == (1, 1)
    branch = run.branch(8, batch_size=6)
    branch.advance(5)
    rows = branch.columns(8, 13)
    assert rows.epoch.tolist() == [2, 2, 2, 2, 3]
    assert rows.batch_size.tolist() == [6, 6, 6, 5, 6]


def test_large_batches_equal_the_mean_of_their_rows() -> None:
    x = np.linspace(-1, 1, 30_000)
    data = Dataset("test", ("x", "y"), np.column_stack([x, 2 * x]))
    run = Run(regression(dataset=data, batch_size=20_000))
    run.advance(2)
    rows = run.rows(0)
    assert rows is not None and len(rows) == 20_000
    assert run.row(0).loss == pytest.approx(math.fsum((2 * x[rows]) ** 2) / 20_000, rel=1e-11)
    assert run.row(1).batch_size == 10_000


def test_iteration_limit_stops_after_exactly_that_many_updates() -> None:
    run = Run(BOWL.with_(iterations=7))
    assert run.advance(100) == 7
    assert run.stop is not None and run.stop.reason is StopReason.ITERATIONS
    assert not run.step()


def test_epoch_limit_counts_whole_epochs() -> None:
    run = Run(regression(epochs=2))
    assert run.advance(100) == 12
    assert run.stop is not None and run.stop.reason is StopReason.EPOCHS


def test_gradient_norm_criterion_stops_at_the_first_small_gradient() -> None:
    run = Run(BOWL.with_(stop_gradient_norm=1e-3))
    run.advance(100_000)
    norms = np.hypot(*run.columns(0, run.length).gradient.T)
    assert norms[-1] <= 1e-3 < norms[:-1].min()


def test_divergence_ends_the_run_and_keeps_only_finite_rows() -> None:
    run = Run(BOWL.with_(learning_rate=0.3))
    run.advance(10_000)
    assert run.stop is not None and run.stop.reason is StopReason.DIVERGED
    rows = run.columns(0, run.length)
    assert len(rows) > 10
    for values in (rows.theta, rows.loss, rows.gradient, rows.new_theta):
        assert np.isfinite(values).all()


def test_overflow_in_one_update_keeps_nothing_that_is_not_finite() -> None:
    run = Run(Experiment(objective="exp(w^2)", start=(26.0,), learning_rate=10.0))
    run.advance(5)
    assert run.stop is not None and run.stop.reason is StopReason.DIVERGED
    assert np.isfinite(run.columns(0, run.length).new_theta).all()
    assert np.isfinite(run.theta).all()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"start": (1.0,)}, "w1, w2"),
        ({"start": (1.0, math.inf)}, "finite"),
        ({"rule": "adamm"}, "adamm"),
        ({"settings": {"beta": 0.5}}, "beta"),
        ({"learning_rate": -1.0}, "-1"),
        ({"parameters": ("w1", "w3")}, "w3"),
    ],
)
def test_refused_experiments_are_named(changes: dict[str, object], named: str) -> None:
    with pytest.raises(InputError, match=named):
        Run(BOWL.with_(**changes))


def test_memory_stays_near_the_numbers_recorded() -> None:
    run = Run(BOWL.with_(rule="adam", learning_rate=1e-5))
    run.advance(200_000)
    # Theta, loss, gradient, full loss, learning rate and the states: iterations count themselves.
    per_row = 2 + 1 + 2 + 1 + 1 + 2 * len(run.row(0).state)
    assert run.length == 200_000
    assert run.nbytes <= 1.15 * 8 * per_row * run.length


def test_a_twin_goes_on_by_itself_and_comes_to_the_same_rows() -> None:
    run = Run(regression(rule="adam"))
    run.advance(7)
    twin = run.twin()
    run.advance(30)
    assert twin.length == 7
    twin.advance(30)
    assert same_bits(run.columns(0, 38), twin.columns(0, 38))
