"""The runs that statements show prove what they claim, by arithmetic of our own on their rows."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study.exam.statements.shown import (
    bowl,
    bowl_slope,
    examples,
    path,
    penguin_losses,
    penguin_minimum,
    penguin_slopes,
    round_bowl,
    shown,
    steps,
)

# Idea and rule


def test_step_is_against_the_gradient_and_not_towards_the_minimum() -> None:
    run = shown("opposite", at=1)
    start, step = path(run)[0], steps(run)[0]
    assert step == pytest.approx(-0.1 * bowl_slope(start))
    assert abs(step[0] * start[1] - step[1] * start[0]) > 0.1, "not along the line to (0, 0)"


def test_twice_the_rate_makes_the_step_twice_as_long() -> None:
    assert steps(shown("step-size")) == pytest.approx(
        2 * steps(shown("step-size", learning_rate=0.1))
    )


def test_nothing_moves_at_a_saddle_point_with_no_slope() -> None:
    run = shown("zero-gradient")
    assert path(run) == pytest.approx(np.zeros((2, 2)))
    x, y = 0.0, 0.1
    assert x**2 + 0.25 * y**4 - 0.5 * y**2 < 0, "lower beside it, so that it is no minimum"


def test_parameters_move_at_once_where_it_makes_a_difference() -> None:
    run = shown("all-at-once", at=1)
    (x, y), (new_x, new_y) = path(run)
    rate = run.experiment.learning_rate
    slope_y = 0.5 * (x + y) - 25 * (x - y)
    assert new_y == pytest.approx(y - rate * slope_y)
    one_by_one = y - rate * (0.5 * (new_x + y) - 25 * (new_x - y))
    assert abs(new_y - one_by_one) > 0.1


def test_other_starts_lead_to_other_minima_and_some_to_the_same() -> None:
    ends = {
        start: tuple(np.round(path(shown("start", start=start))[-1], 2))
        for start in ((0.0, 0.0), (1.0, 1.0), (-2.0, 2.0))
    }
    assert ends[0.0, 0.0] == ends[1.0, 1.0] == (3.0, 2.0)
    assert ends[-2.0, 2.0] != (3.0, 2.0)


def test_run_ends_in_a_minimum_that_is_not_the_lowest() -> None:
    (end,) = path(shown("lowest"))[-1]
    w = np.linspace(-3, 3, 60_001)
    losses = 0.25 * w**4 - 1.5 * w**2 + w
    assert end == pytest.approx(1.532, abs=2e-3)
    assert 0.25 * end**4 - 1.5 * end**2 + end > losses.min() + 1
    (other,) = path(shown("lowest", start=(-2.6,)))[-1]
    assert other == pytest.approx(w[losses.argmin()], abs=2e-3), "it may end in the lowest, too"


def test_the_rate_decides_whether_an_update_lowers_the_loss() -> None:
    run = shown("small-step-falls")
    assert bowl(path(run)[-1]) > bowl(path(run)[-2])
    point = path(run)[-2]
    assert bowl(point - 0.01 * bowl_slope(point)) < bowl(point)


def test_gradient_has_an_entry_for_each_parameter() -> None:
    run = shown("one-entry-each", at=1)
    assert run.row(0).gradient == pytest.approx([6, 8])


def test_positive_derivative_makes_a_parameter_smaller() -> None:
    for key in ("positive-derivative", "convex-side"):
        run = shown(key, at=1)
        assert np.all(2 * path(run)[0] > 0)
        assert np.all(steps(run) < 0)
    jumped = path(shown("positive-derivative", at=1, learning_rate=1.2))
    assert np.all(np.abs(jumped[1]) > np.abs(jumped[0])), "a large rate leads further away"


def test_update_needs_nothing_but_parameters_rate_and_gradient() -> None:
    run = shown("what-it-needs", at=1)
    assert path(run)[1] == pytest.approx(np.array([3, 4]) - 0.1 * np.array([6, 8]))


def test_network_is_trained_by_gradient_descent() -> None:
    run = shown("networks")
    data = examples(run)

    def loss(theta: np.ndarray) -> float:
        return float(np.mean((theta[0] * np.tanh(theta[1] * data["x"]) - data["y"]) ** 2))

    assert run.experiment.rule == "gd"
    assert loss(path(run)[-1]) < loss(path(run)[0]) / 5
    again = shown("usual-choice")
    assert again.experiment.method == "mini-batch"
    assert loss(path(again)[-1]) < loss(path(again)[0]) / 5


def test_same_start_and_rate_make_the_same_path_and_another_start_another() -> None:
    plain = path(shown("same-start"))
    w = np.array([3.0, 4.0])
    for point in plain:
        assert point == pytest.approx(w)
        w = w - 0.1 * 2 * w
    assert not np.allclose(path(shown("same-start", start=(1.0, 4.0))), plain)


# The three methods


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
