"""Runs that statements on the three methods show, by arithmetic of our own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study.exam.statements.shown import (
    examples,
    path,
    penguin_losses,
    penguin_minimum,
    penguin_slopes,
    shown,
    steps,
)


def test_each_method_uses_its_number_of_examples() -> None:
    for key, sizes in (
        ("batch-uses-all", {342}),
        ("in-between", {342}),
        ("stochastic-uses-one", {1}),
        ("stochastic-may-rise", {1}),
    ):
        run = shown(key)
        assert {run.row(t).batch_size for t in range(run.length)} == sizes
    run = shown("stochastic-uses-one", at=1)
    (row,) = np.atleast_1d(run.rows(0))
    one = penguin_slopes(run, path(run)[0])[row]
    assert run.row(0).gradient == pytest.approx(one)
    assert np.abs(one - penguin_slopes(run, path(run)[0]).mean(axis=0)).max() > 0.1


def test_mini_batches_of_one_or_all_are_the_other_methods() -> None:
    run = shown("in-between")
    as_batches = shown("in-between", method="mini-batch", batch_size=342)
    assert path(as_batches) == pytest.approx(path(run))
    single = shown("in-between", method="mini-batch", batch_size=1)
    assert single.row(0).batch_size == 1


def test_batch_descent_is_smooth_and_heavy() -> None:
    run = shown("batch-smooth-heavy")
    losses = [penguin_losses(run, theta).mean() for theta in path(run)]
    assert np.all(np.diff(losses) < 0)
    assert run.row(0).gradient == pytest.approx(
        penguin_slopes(run, path(run)[0]).mean(axis=0), abs=1e-9
    )


def test_noise_of_a_batch_goes_with_the_root_of_its_size() -> None:
    run = shown("noise-and-size")
    slopes = penguin_slopes(run, path(run)[-1])
    rng = np.random.default_rng(0)
    spread = {
        size: slopes[rng.integers(0, len(slopes), (20_000, size))].mean(axis=1).std(axis=0)
        for size in (8, 16, 32)
    }
    assert spread[32] == pytest.approx(spread[8] / 2, rel=0.05)
    assert np.all(spread[16] > 1.2 * spread[8] / 2), "twice as many do not halve it"


def test_stochastic_updates_raise_the_whole_loss_and_those_of_all_do_not() -> None:
    run = shown("stochastic-may-rise")
    losses = np.array([penguin_losses(run, theta).mean() for theta in path(run)])
    assert np.count_nonzero(np.diff(losses) > 0) > 30
    t = int(np.argmax(np.diff(losses)))
    point, step = path(run)[t], steps(run)[t]
    row = np.atleast_1d(run.rows(t))
    tiny = penguin_losses(run, point + 1e-3 * step)
    assert tiny.mean() > losses[t], "however short the step"
    assert tiny[row][0] < penguin_losses(run, point)[row][0], "downhill for the example"
    full = point - 1e-4 * penguin_slopes(run, point).mean(axis=0)
    assert penguin_losses(run, full).mean() < losses[t]


@pytest.mark.parametrize("key", ["more-updates", "updates-needed"])
def test_an_epoch_of_single_examples_has_as_many_updates(key: str) -> None:
    run = shown(key)
    seen = [int(np.atleast_1d(run.rows(t))[0]) for t in range(run.length)]
    assert sorted(seen) == list(range(342))


def test_stochastic_descent_needs_more_updates_and_less_work() -> None:
    run = shown("updates-needed")
    losses = np.array([penguin_losses(run, theta).mean() for theta in path(run)])
    full = shown("updates-needed", method="batch", at=200)
    smooth = np.array([penguin_losses(full, theta).mean() for theta in path(full)])
    goal = losses[-1]
    needed = int(np.argmax(smooth <= goal)) or len(smooth)
    assert 1 < needed < 342, "fewer updates of all examples get as low"
    assert needed * 342 > 342, "and look at more examples by then"


def test_first_update_from_all_examples_comes_after_all_of_them() -> None:
    run = shown("progress")
    assert len(run.row(0).theta) == 2
    assert run.row(0).batch_size == 342
    assert run.row(0).gradient == pytest.approx(penguin_slopes(run, path(run)[0]).mean(axis=0))


def test_single_examples_jitter_and_all_together_come_to_rest() -> None:
    run = shown("jitter")
    late = np.abs(steps(run)[-50:]).max(axis=1)
    assert late.min() > 0
    assert np.median(late) > 1e-2
    data = examples(run)
    minimum = np.array([data["a"].mean(), data["b"].mean()])
    assert np.abs(path(run)[-50:] - minimum).max() < 2, "about the minimum"
    calm = shown("jitter", method="batch")
    assert path(calm)[-1] == pytest.approx(minimum, abs=1e-9)
    slopes = np.stack([2 * (minimum[0] - data["a"]), 8 * (minimum[1] - data["b"])], axis=1)
    assert slopes.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert np.abs(slopes).max() > 0.1


def test_lower_rate_stays_nearer_to_the_minimum() -> None:
    def distance(rate: float) -> float:
        run = shown("lower-rate-calms", learning_rate=rate, at=2 * 342)
        apart = path(run)[-342:] - penguin_minimum(run)
        return float(np.sqrt((apart**2).sum(axis=1).mean()))

    assert distance(0.02) < distance(0.1)
