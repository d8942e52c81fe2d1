"""Runs that statements on the idea and the rule show, by arithmetic of our own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study.exam.statements.shown import (
    bowl,
    bowl_slope,
    examples,
    path,
    shown,
    steps,
)


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
