"""Start maps against loops written by hand and what is known of the objectives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import NEVER
from gdsim.engine.many.resting_points import DIVERGED, NOT_ARRIVED
from gdsim.engine.many.start_map import Side, StartMap, StartMapResult

HIMMELBLAU = Experiment(
    objective="(x^2 + y - 11)^2 + (x + y^2 - 7)^2", start=(0.0, 0.0), learning_rate=0.01
)
MINIMA = [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.283185991286170],
    [3.584428340330492, -1.848126526964404],
]
AXIS = tuple(np.linspace(-5, 5, 21))


def mapped(experiment: Experiment, *sides: Side, updates: int, **options: object) -> StartMapResult:
    work = StartMap(experiment, sides, updates, **options)  # type: ignore[arg-type]
    shares = list(work.work())
    assert shares == sorted(shares)
    assert shares[-1] == 1
    return work.result()


def test_labels_are_the_minima_that_single_loops_end_in() -> None:
    result = mapped(HIMMELBLAU, Side("x", AXIS), Side("y", AXIS), updates=400, known=MINIMA)
    assert result.label.shape == (21, 21)
    assert result.points[:4] == pytest.approx(np.array(MINIMA))
    for i, x0 in enumerate(AXIS):
        for j, y0 in enumerate(AXIS):
            x, y = x0, y0
            label = NOT_ARRIVED
            for _ in range(400):
                p, q = x * x + y - 11, x + y * y - 7
                if not p * p + q * q < 1e9 * max(1, 890):
                    label = DIVERGED
                    break
                x, y = x - 0.01 * (4 * x * p + 2 * q), y - 0.01 * (2 * p + 4 * y * q)
            near = [k for k, (a, b) in enumerate(MINIMA) if math.hypot(x - a, y - b) < 1e-3]
            assert result.label[i, j] == (near[0] if near else label)
    assert {0, 1, 2, 3} <= set(result.label.reshape(-1).tolist())


def test_points_are_found_from_the_ends_alone_and_saddles_told_from_minima() -> None:
    experiment = Experiment(objective="x^2 + 0.25*y^4 - 0.5*y^2", learning_rate=0.2)
    sides = Side("x", (-1.0, 0.0, 1.0)), Side("y", (-2.0, -0.5, 0.0, 0.5, 2.0))
    result = mapped(experiment, *sides, updates=400)
    assert len(result.points) == 3
    found = {
        tuple(np.round(point, 4) + 0.0): bool(is_minimum)
        for point, is_minimum in zip(result.points, result.is_minimum, strict=True)
    }
    assert found == {(0, -1): True, (0, 1): True, (0, 0): False}
    for j, y in enumerate((-1, -1, 0, 1, 1)):
        assert result.points[result.label[0, j]] == pytest.approx([0, y], abs=1e-5)


def test_updates_until_converged_are_those_of_a_loop() -> None:
    experiment = Experiment(objective="w1^2 + 4*w2^2", learning_rate=0.1)
    starts = (-3.0, 0.0, 0.5, 4.0)
    result = mapped(experiment, Side("w1", starts), Side("w2", starts), updates=500)
    for i, w1 in enumerate(starts):
        for j, w2 in enumerate(starts):
            t = 0
            while math.hypot(2 * w1 * 0.8**t, 8 * w2 * 0.2**t) > 1e-6:
                t += 1
            assert result.converged_at[i, j] == result.updates[i, j] == t


def test_diverged_starts_are_labelled_and_stay_finite() -> None:
    experiment = Experiment(objective="w^4", learning_rate=0.1)
    starts = (0.5, 1.0, 3.0, 1e80)
    result = mapped(experiment, Side("w", starts), updates=50)
    assert (result.label == DIVERGED).tolist() == [False, False, True, True]
    assert (result.diverged_at != NEVER).tolist() == [False, False, True, True]
    assert np.isfinite(result.end).all()


def test_other_parameters_stay_as_the_start_has_them() -> None:
    experiment = Experiment(objective="(a-1)^2 + (b-2)^2", start=(9.0, 8.0), learning_rate=0.25)
    result = mapped(experiment, Side("b", (0.0, 4.0)), updates=1)
    assert result.end == pytest.approx(np.array([[5.0, 1.0], [5.0, 3.0]]))


def test_work_that_is_left_keeps_what_is_done() -> None:
    axis = tuple(np.linspace(-2, 2, 128))
    work = StartMap(HIMMELBLAU, [Side("x", axis), Side("y", axis)], 64, known=MINIMA)
    steps = work.work()
    while next(steps) < 0.4:
        pass
    steps.close()
    result = work.result()
    assert (result.updates[:64] > 0).all()
    assert not result.updates[-1].any()
    assert (result.end[-1, :, 0] == 2).all()


@pytest.mark.parametrize(
    "sides",
    [
        [],
        [Side("z", (1.0,))],
        [Side("x", (1.0,)), Side("x", (2.0,))],
        [Side("x", ())],
        [Side("x", (math.inf,))],
    ],
)
def test_sides_that_do_not_fit_are_refused(sides: list[Side]) -> None:
    with pytest.raises(InputError):
        StartMap(HIMMELBLAU, sides, 10)
