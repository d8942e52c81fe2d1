"""Scatter of mini-batch gradients against every batch counted out, with formulas of our own."""

from __future__ import annotations

import itertools
import tracemalloc

import numpy as np
import pytest

from gdsim.engine.descent.batching import Batching
from gdsim.engine.diagnosis.noise.gradient_noise import gradient_noise, row_deviation
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective

THETA = np.array([0.7, -0.2])


def line(n: int) -> Dataset:
    rng = np.random.default_rng(n)
    return Dataset("line", ("x", "y"), rng.normal(size=(n, 2)))


def problem(n: int) -> Objective:
    return Objective("(w*x + b - y)^2", line(n))


def row_gradients(n: int) -> np.ndarray:
    x, y = line(n).values.T
    r = THETA[0] * x + THETA[1] - y
    return np.column_stack([2 * r * x, 2 * r])


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7])
@pytest.mark.parametrize("replacement", [False, True])
def test_every_batch_counted_out_has_the_predicted_deviation(size, replacement) -> None:
    n = 7 if not replacement else 4
    size = min(size, 4) if replacement else size
    rows = row_gradients(n)
    batches = (
        itertools.product(range(n), repeat=size)
        if replacement
        else itertools.combinations(range(n), size)
    )
    means = np.array([rows[list(batch)].mean(axis=0) for batch in batches])
    order = "replacement" if replacement else "shuffle"
    found = gradient_noise(problem(n), THETA, Batching(n, size, order), cloud="every")
    assert found.is_whole
    assert found.full_gradient == pytest.approx(rows.mean(axis=0), rel=1e-12)
    assert found.gradients == pytest.approx(means, rel=1e-11, abs=1e-14)
    assert found.deviation == pytest.approx(means.std(axis=0), rel=1e-10, abs=1e-13)
    assert found.predicted == pytest.approx(means.std(axis=0), rel=1e-10, abs=1e-13)
    assert found.row_deviation == pytest.approx(rows.std(axis=0), rel=1e-12)
    assert (found.rows_used, found.n_rows) == (n, n)


def test_mean_square_over_all_permutations_is_the_prediction() -> None:
    # What one epoch measures is, on average over the permutations, what is predicted.
    rows, n, size = row_gradients(5), 5, 2
    full = rows.mean(axis=0)
    squares = []
    for order in itertools.permutations(range(n)):
        whole = [order[0:2], order[2:4]]
        squares.append(np.mean([(rows[list(b)].mean(axis=0) - full) ** 2 for b in whole], axis=0))
    predicted = gradient_noise(problem(n), THETA, Batching(n, size), cloud="epoch").predicted
    assert np.sqrt(np.mean(squares, axis=0)) == pytest.approx(predicted, rel=1e-10)


@pytest.mark.parametrize("last_batch", ["keep", "drop"])
@pytest.mark.parametrize("order", ["shuffle", "fixed", "reshuffle", "replacement"])
def test_cloud_of_an_epoch_has_its_batches(order, last_batch) -> None:
    batching, rows = Batching(50, 8, order, last_batch, seed=3), row_gradients(50)
    found = gradient_noise(problem(50), THETA, batching, epoch=2)
    expected = [
        rows[batching.rows(2, batch)].mean(axis=0) for batch in range(batching.updates_per_epoch)
    ]
    assert found.gradients == pytest.approx(np.array(expected), rel=1e-11, abs=1e-14)
    assert found.is_whole
    partial = order in ("shuffle", "fixed") and last_batch == "keep"
    assert found.sizes.tolist() == [8] * 6 + ([2] if partial else [8] * (len(expected) - 6))
    away = found.gradients[found.sizes == 8] - rows.mean(axis=0)
    assert found.deviation == pytest.approx(np.sqrt((away**2).mean(axis=0)), rel=1e-10)


@pytest.mark.parametrize("order", ["shuffle", "replacement"])
def test_many_fresh_batches_come_near_the_prediction_and_repeat(order) -> None:
    batching = Batching(60, 20, order, seed=5)
    found = gradient_noise(problem(60), THETA, batching, cloud="fresh", most_batches=8000)
    assert found.deviation == pytest.approx(found.predicted, rel=0.04)
    assert not found.is_whole
    again = gradient_noise(problem(60), THETA, batching, cloud="fresh", most_batches=8000)
    assert np.array_equal(found.gradients, again.gradients)


def test_batches_beyond_the_most_are_drawn_once_each() -> None:
    found = gradient_noise(problem(300), THETA, Batching(300, 1), most_batches=100)
    assert not found.is_whole
    assert len(np.unique(found.gradients, axis=0)) == len(found.gradients) == 100


def test_all_rows_in_one_batch_scatter_by_nothing() -> None:
    for n in (1, 9):
        found = gradient_noise(problem(n), THETA, Batching(n, n, "fixed"))
        assert found.predicted.tolist() == [0, 0]
        assert found.deviation == pytest.approx([0, 0], abs=1e-15)
        assert found.gradients == pytest.approx(found.full_gradient[np.newaxis], rel=1e-12)


def test_many_rows_are_drawn_and_memory_stays_bounded() -> None:
    objective = problem(400_000)
    expected = row_gradients(400_000).std(axis=0)
    assert row_deviation(objective, THETA, 400_000)[0] == pytest.approx(expected, rel=1e-11)
    objective.value_and_gradient(THETA, np.arange(5))
    tracemalloc.start()
    found = gradient_noise(objective, THETA, Batching(400_000, 32), most_batches=50)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.rows_used, found.n_rows) == (100_000, 400_000)
    assert found.row_deviation == pytest.approx(expected, rel=0.03)
    # The permutation of 400,000 rows itself is 3.2 MB; all rows' gradients would be many times it.
    assert peak < 12e6


def test_what_is_not_accepted_is_refused() -> None:
    batching = Batching(1000, 500)
    for settings, said in (
        ({"cloud": "some"}, "epoch, fresh, every"),
        ({"cloud": "every"}, "fresh ones"),
        ({"most_batches": 0}, "at least 1"),
    ):
        with pytest.raises(InputError, match=said):
            gradient_noise(problem(1000), THETA, batching, **settings)
    with pytest.raises(InputError, match="fresh ones"):
        gradient_noise(problem(1000), THETA, Batching(1000, 500, "replacement"), cloud="every")


def test_theta_or_batches_of_another_objective_are_an_error() -> None:
    for theta, batching in ((np.ones(3), Batching(9, 2)), (THETA, Batching(8, 2))):
        with pytest.raises(ValueError, match="those of the objective"):
            gradient_noise(problem(9), theta, batching)
