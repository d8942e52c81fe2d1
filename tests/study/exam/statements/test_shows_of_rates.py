"""Runs that statements on the bowl, on rates and on rules show, by arithmetic of our own."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gdsim.engine.run.run import Run
from tests.study.exam.statements.shown import (
    bowl,
    bowl_slope,
    examples,
    path,
    round_bowl,
    shown,
    steps,
)

# The elongated bowl


def test_bowl_is_four_times_as_steep_along_w2() -> None:
    run = shown("four-times-steeper", start=(1.0, 1.0), at=1)
    assert run.row(0).gradient == pytest.approx([2, 8])


def factors(run: Run) -> np.ndarray:
    """Return by what each update multiplies w1 and w2."""
    points = path(run)
    return np.asarray(points[1:] / points[:-1])


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("bound", (0.6, -0.6)),
        ("w2-in-one", (0.75, 0)),
        ("table", (0.8, 0.2)),
        ("steep-flips", (0.52, -0.92)),
        ("longer-bowls", (0.6, -0.6)),
        ("below-the-bound", (0.52, -0.92)),
        ("at-the-bound", (0.5, -1)),
        ("too-large", (0.48, -1.08)),
        ("fell-once", (0.498, -1.008)),
        ("too-small", (0.996, 0.984)),
    ],
)
def test_updates_multiply_both_parameters(key: str, expected: tuple[float, float]) -> None:
    for found in factors(shown(key)):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_loss_in_the_table_is_4_20() -> None:
    losses = bowl(path(shown("table")))
    assert losses == pytest.approx([32, 10.88, 6.5792, 4.195328])
    assert f"{losses[3]:.2f}" == "4.20"
    assert losses[1] < losses[0]
    assert losses[2] * 0.64 != pytest.approx(losses[3], abs=0.01)


def test_steepest_parameter_takes_the_longest_step() -> None:
    run = shown("unbalanced")
    slope, step = np.abs(bowl_slope(path(run)[0])), np.abs(steps(run)[0])
    assert slope.argmax() == step.argmax() == 1
    assert step[1] > step[0]


def test_best_rate_shrinks_the_distance_by_the_condition_number() -> None:
    for flat, steep in ((2, 8), (2, 50), (1, 3)):
        rates = np.linspace(0.001, 2 / steep, 20_001)
        worst = np.maximum(np.abs(1 - rates * flat), np.abs(1 - rates * steep))
        kappa = steep / flat
        assert worst.min() == pytest.approx((kappa - 1) / (kappa + 1), abs=1e-3)
    lengths = np.linalg.norm(path(shown("longer-bowls")), axis=1)
    assert lengths[1:] / lengths[:-1] == pytest.approx(np.full(10, 3 / 5))


# Learning rates


@pytest.mark.parametrize("key", ["too-large", "convex-may-rise", "other-loss"])
def test_too_large_a_rate_makes_the_loss_grow(key: str) -> None:
    run = shown(key)
    losses = bowl(path(run))
    assert losses[-1] > 100 * losses[0]
    assert np.all(path(run)[1:, 1] * path(run)[:-1, 1] < 0), "over the minimum each time"


def test_same_rate_converges_on_another_loss() -> None:
    rate = shown("other-loss").experiment.learning_rate
    assert abs(1 - 2 * rate) < 1, "on x^2 + y^2"
    small = 0.01
    assert abs(1 - small * 2 * 250) > 1, "on 250 w^2 even 0.01 is too large"


def test_jump_over_the_minimum_may_lower_the_loss() -> None:
    points = path(shown("convex-may-rise", learning_rate=0.2))
    assert np.all(points[1:, 1] * points[:-1, 1] < 0)
    assert np.all(np.diff(bowl(points)) < 0)


@pytest.mark.parametrize("key", ["too-small", "calm-is-not-right"])
def test_too_small_a_rate_is_calm_and_slow(key: str) -> None:
    losses = bowl(path(shown(key)))
    assert np.all(np.diff(losses) < 0)
    faster = bowl(path(shown(key, learning_rate=0.02)))
    assert np.all(np.diff(faster) < 0)
    assert faster[10] < losses[80]


def test_rates_below_the_bound_converge_and_others_do_not() -> None:
    run = shown("below-the-bound")
    assert bowl(path(run)[-1]) < 0.1
    above = shown("below-the-bound", learning_rate=0.26)
    assert bowl(path(above)[-1]) > bowl(path(above)[0])


def test_loss_that_falls_three_times_may_grow_later() -> None:
    losses = bowl(path(shown("fell-once")))
    assert np.all(np.diff(losses)[:3] < 0)
    assert losses[-1] > losses[0]


def test_at_the_bound_it_jumps_between_two_points() -> None:
    w2 = path(shown("at-the-bound"))[:, 1]
    assert w2 == pytest.approx(np.resize([2.0, -2.0], len(w2)))


def test_ten_times_the_loss_is_ten_times_the_rate() -> None:
    scaled = shown("scaled-loss", objective="10*(x^2 + y^2)", learning_rate=0.01)
    assert steps(scaled) == pytest.approx(steps(shown("scaled-loss")))


def test_first_updates_rise_with_a_rate_that_is_too_large() -> None:
    points = path(shown("first-updates-rise"))
    assert np.all(np.diff(round_bowl(points)) > 0)
    short = points[0] - 0.01 * 2 * points[0]
    assert round_bowl(short) < round_bowl(points[0])


# Momentum and adaptive rules


def test_one_rate_multiplies_the_slope_of_every_parameter() -> None:
    run = shown("one-rate-for-all")
    a, b = path(run)[0]
    slope = np.array([0.01 * (a - 20), 10 * (b - 2)])
    assert steps(run)[0] == pytest.approx(-0.15 * slope)


def test_steepest_direction_limits_the_rate() -> None:
    w = path(shown("steepest-limits"))
    assert np.abs(w[-1, 1]) < np.abs(w[0, 1])
    over = path(shown("steepest-limits", learning_rate=0.041))
    assert np.abs(over[-1, 1]) > np.abs(over[0, 1])
    assert np.abs(over[-1, 0]) < np.abs(over[0, 0]), "the flat direction alone allows it"


def test_weight_of_a_sparse_feature_is_moved_by_few_examples() -> None:
    run = shown("sparse")
    data = examples(run)
    filled = [np.count_nonzero(data[name]) for name in ("x1", "x2")]
    assert filled[1] < len(data["x2"]) / 10 < filled[0]
    moved = np.count_nonzero(steps(run), axis=0)
    assert moved[1] < moved[0] / 2


def test_dense_weight_diverges_with_a_rate_for_sparse_ones() -> None:
    run = shown("dense")
    assert np.all(examples(run)["x1"] != 0)
    away = np.abs(path(run)[:, 0] - 1)
    assert away[-1] > away[0]


def test_momentum_calms_the_zigzag() -> None:
    def turns(run: Run) -> int:
        across = path(run)[:30] @ np.array([1.0, -1.0])
        return sum(one * other < 0 for one, other in pairwise(across))

    run = shown("momentum-calms")
    velocity = np.zeros(2)
    for t in range(5):
        velocity = 0.9 * velocity + run.row(t).gradient
        assert steps(run)[t] == pytest.approx(-run.experiment.learning_rate * velocity)
    assert turns(run) < turns(shown("momentum-calms", rule="gd"))


def test_adagrad_rate_never_grows() -> None:
    run = shown("adagrad-shrinks")
    gradients = np.array([run.row(t).gradient for t in range(run.length)])
    root = np.sqrt(np.cumsum(gradients**2, axis=0))
    assert steps(run)[5:] == pytest.approx(
        -0.1 * (gradients / np.maximum(root, 1e-300))[5:], abs=1e-6
    )
    assert np.all(np.diff(root, axis=0) >= 0)


def test_rmsprop_rate_grows_again_when_gradients_become_small() -> None:
    run = shown("rmsprop-forgets")
    square, rates = np.zeros(2), []
    for t in range(run.length):
        square = 0.99 * square + 0.01 * run.row(t).gradient ** 2
        assert steps(run)[t] == pytest.approx(
            -0.1 * run.row(t).gradient / np.sqrt(square), rel=1e-6
        )
        rates.append(0.1 / np.sqrt(square))
    found = np.array(rates)
    assert np.any(np.diff(found, axis=0) > 0)
    assert abs(found[-1, 0] - found[-1, 1]) > 1e-3, "not the same for both"


def test_first_step_of_adam_is_the_rate() -> None:
    run = shown("adam-first-step")
    assert np.abs(steps(run)[0]) == pytest.approx([0.1, 0.1])
    later = np.abs(steps(shown("adam-first-step", at=30)))
    assert np.abs(later[-1] - 0.1).min() > 0.01, "not so later on"


def test_adaptive_rule_takes_another_path_in_a_tilted_valley() -> None:
    run = shown("tilted")
    turn = np.array([[1.0, 1.0], [-1.0, 1.0]]) / 2**0.5
    along, across = turn @ [4.0, 3.0]
    straight = shown("tilted", objective="0.5*x^2 + 25*y^2", start=(along, across))
    assert path(straight)[0] @ turn == pytest.approx(path(run)[0])
    assert np.abs(path(straight) @ turn - path(run)).max() > 0.1
    plain = shown("tilted", rule="gd")
    same = shown("tilted", rule="gd", objective="0.5*x^2 + 25*y^2", start=(along, across))
    assert path(same) @ turn == pytest.approx(path(plain)), "gradient descent turns with it"


def test_momentum_remembers_one_number_a_parameter_and_adam_two() -> None:
    for rule, count in (("momentum", 1), ("adam", 2)):
        state = shown("state", rule=rule).row(4).state
        assert sum(values.size for values in state.values()) == 2 * count


def test_gradient_descent_may_be_faster_than_adam() -> None:
    assert path(shown("adam-not-always"))[1] == pytest.approx([0, 0])
    for rate in (0.1, 1, 3, 3.5, 4):
        run = shown("adam-not-always", rule="adam", learning_rate=rate)
        assert np.abs(path(run)[1]).max() > 0.4
