"""Where runs come to rest: told from plateaus, minima from what looks like them."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.surroundings import is_flat, is_minimum, stationary_point
from gdsim.engine.many.resting_points import NOT_ARRIVED
from gdsim.engine.many.start_map import Side, StartMap, StartMapResult
from gdsim.engine.problem.objective import Objective


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("x^2 + y^2", (0.0, 0.0), True),
        ("x^2 + y^4", (0.0, 0.0), True),
        ("abs(x)^1.5 + y^2", (0.0, 0.0), True),
        ("(x + y)^2", (1.0, -1.0), True),
        ("x^3 + y^2", (0.0, 0.0), False),
        ("x^2 - y^2", (0.0, 0.0), False),
        ("x^2 - y^4", (0.0, 0.0), False),
        ("x^2 + y^4 - y^6", (0.0, 0.0), True),
    ],
)
def test_minima_are_told_from_what_only_looks_like_one(
    text: str, point: tuple[float, float], expected: bool
) -> None:
    assert is_minimum(Objective(text), np.array(point), 0.004) is expected


@pytest.mark.parametrize(("share", "is_near"), [(0.5, True), (0.9, True), (1.5, False), (3, False)])
@pytest.mark.parametrize("text", ["x^2 + y^2", "x^4 + y^2", "x^6 + y^2"])
def test_a_point_is_looked_for_within_the_radius(text: str, share: float, is_near: bool) -> None:
    objective, radius = Objective(text), 0.01
    found = stationary_point(objective, np.array([share * radius, 0.0]), radius)
    assert (found is not None) == is_near
    if found is not None:
        assert np.linalg.norm(found) <= radius / 20
        assert is_minimum(objective, found, radius)


def test_a_plateau_is_no_stationary_point() -> None:
    plateau = Objective("tanh(x)^2")
    assert stationary_point(plateau, np.array([-8.0]), 0.01) is None
    assert stationary_point(plateau, np.array([1e-4]), 0.01) is not None


def mapped(text: str, rate: float, updates: int, reach: float = 1.0) -> StartMapResult:
    experiment = Experiment(objective=text, start=(0.0, 0.0), learning_rate=rate)
    side = tuple(np.linspace(-reach, reach, 5))
    work = StartMap(experiment, [Side("x", side), Side("y", side)], updates)
    list(work.work())
    return work.result()


@pytest.mark.parametrize("scale", [1e-12, 1e-9, 1.0, 1e6, 1e9])
def test_the_scale_of_the_loss_changes_nothing(scale: float) -> None:
    plain = mapped("x^4 - x^2 + y^2", 0.1, 400)
    scaled = mapped(f"{scale}*(x^4 - x^2 + y^2)", 0.1 / scale, 400)
    assert (plain.label != NOT_ARRIVED).all()
    np.testing.assert_array_equal(scaled.label, plain.label)
    np.testing.assert_allclose(scaled.points, plain.points, atol=1e-5)
    np.testing.assert_array_equal(scaled.is_minimum, plain.is_minimum)


def test_starts_on_a_plateau_have_not_arrived() -> None:
    result = mapped("tanh(x)^2 + y^2", 0.1, 300, reach=8.0)
    far = np.abs(result.end[..., 0]) > 1
    assert far.any()
    assert (result.label[far] == NOT_ARRIVED).all()


def test_a_kink_is_a_point_like_any_other() -> None:
    result = mapped("abs(x)^1.5 + y^2", 0.1, 500)
    assert result.is_minimum.all()


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("tanh(x)^2", 40.0, True),
        ("1/(1 + exp(-x))", -800.0, True),
        ("max(0, 1 - x)", 3.0, True),
        ("tanh(x)^2", 0.0, False),
        ("x^4", 0.0, False),
        ("x^4 + 1", 0.0, False),
        ("x^3", 0.0, False),
        ("abs(x)", 0.0, False),
    ],
)
def test_a_flat_place_is_told_from_a_minimum(text: str, point: float, expected: bool) -> None:
    assert is_flat(Objective(text), np.array([point]), 0.01) is expected
