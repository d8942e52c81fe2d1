"""Runs that statements on epochs, batches and the algorithm show, by arithmetic of our own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study.exam.statements.shown import (
    bowl_slope,
    examples,
    path,
    penguin_losses,
    penguin_slopes,
    round_bowl,
    shown,
)

# Updates and epochs


def test_epoch_uses_every_example_once_in_313_updates() -> None:
    for key in ("epoch", "half-the-size"):
        run = shown(key)
        batches = [np.asarray(run.rows(t)) for t in range(313)]
        assert sorted(np.concatenate(batches)) == list(range(10_000))
    assert [len(batches[0]), len(batches[-1])] == [32, 16]
    last = shown("rounded-up", at=313)
    assert last.row(312).batch_size == 16


def test_dropped_rest_is_another_one_in_each_epoch() -> None:
    run = shown("dropped-rest", at=624)
    left = [
        set(range(10_000))
        - set(map(int, np.concatenate([np.asarray(run.rows(t)) for t in updates])))
        for updates in (range(312), range(312, 624))
    ]
    assert [len(one) for one in left] == [16, 16]
    assert left[0] != left[1]


def test_batch_descent_makes_an_update_an_epoch() -> None:
    run = shown("one-an-epoch")
    assert [run.row(t).epoch for t in range(10)] == list(
        range(run.row(0).epoch, 10 + run.row(0).epoch)
    )


def test_mini_batch_looks_at_fewer_examples() -> None:
    run = shown("quicker-update")
    assert [run.row(t).batch_size for t in range(11)] == [32] * 10 + [22]


# Loss and gradient of a batch


def test_loss_and_gradient_of_a_batch_are_means() -> None:
    for key in ("mean-of-batch", "gradient-of-mean"):
        run = shown(key)
        point, rows = path(run)[0], np.asarray(run.rows(0))
        assert run.row(0).loss == pytest.approx(penguin_losses(run, point)[rows].mean())
        slopes = penguin_slopes(run, point)[rows]
        assert run.row(0).gradient == pytest.approx(slopes.mean(axis=0))


def test_batches_agree_with_all_examples_on_average_only() -> None:
    run = shown("on-average")
    point = path(run)[0]
    slopes = penguin_slopes(run, point)
    order = np.concatenate([np.asarray(run.rows(t)) for t in range(11)])
    batches = [slopes[np.asarray(run.rows(t))].mean(axis=0) for t in range(11)]
    weights = [len(np.asarray(run.rows(t))) for t in range(11)]
    assert sorted(order) == list(range(342))
    assert np.average(batches, axis=0, weights=weights) == pytest.approx(slopes.mean(axis=0))
    assert np.std(batches, axis=0).min() > 0


def test_logistic_example_that_is_classified_rightly_still_pulls() -> None:
    run = shown("logistic-moves")
    data, (w1, w2, b) = examples(run), path(run)[-1]
    label = data["y"]
    z = w1 * (data["bill"] - 4.3) + w2 * (data["depth"] - 1.7) + b
    right = label * z > 0
    assert right.mean() > 0.9
    pull = 1 / (1 + np.exp(label * z))
    assert np.all(pull[right] > 0)
    assert np.all(np.log1p(np.exp(-label * z))[right] > 0)


# The algorithm


def test_shuffled_batches_do_not_follow_the_order_of_the_data() -> None:
    run = shown("shuffling")
    rows = np.asarray(run.rows(0))
    assert not np.array_equal(rows, np.arange(32))
    assert len(set(map(int, rows))) == 32


def test_runs_stop_away_from_minima() -> None:
    end = path(shown("stops-elsewhere"))[-1]
    assert np.abs(bowl_slope(end)).max() > 1
    x, y = path(shown("flat-places"))[-1]
    slope = np.array([2 * x, y**3 - y])
    assert np.linalg.norm(slope) < 0.02
    assert abs(y) < 0.02, "the minima are at y = 1 and -1"


def test_gradient_is_taken_before_the_update() -> None:
    run = shown("gradient-first")
    (old, new), rows = path(run), np.asarray(run.rows(0))
    rate = run.experiment.learning_rate
    assert new == pytest.approx(old - rate * penguin_slopes(run, old)[rows].mean(axis=0))
    assert new != pytest.approx(old - rate * penguin_slopes(run, new)[rows].mean(axis=0))


def test_next_pass_takes_another_batch_and_goes_on() -> None:
    run = shown("criterion-after-update")
    batches = [frozenset(map(int, np.asarray(run.rows(t)))) for t in range(run.length)]
    assert len(set(batches)) == run.length
    assert run.row(1).theta == pytest.approx(run.row(0).new_theta)
    assert round_bowl(run.row(1).theta) > 0, "not the parameters of the start"
