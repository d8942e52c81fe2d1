"""The classic test functions, held against their formulas in NumPy and their published minima.

The formulas are those of M. Jamil, X.-S. Yang, "A literature survey of benchmark functions for
global optimisation problems", 2013, and of S. Surjanovic, D. Bingham, "Virtual library of
simulation experiments: test functions".
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from gdsim.engine.diagnosis.quadratic import minimum_of
from gdsim.engine.run.run import Run
from gdsim.files.scenario.listing import GROUPS, builtin_groups
from gdsim.files.scenario.scenario import builtin_scenario

Formula = Callable[[np.ndarray, np.ndarray], np.ndarray]


def ackley(x, y):
    far = np.sqrt((x * x + y * y) / 2)
    waves = (np.cos(2 * np.pi * x) + np.cos(2 * np.pi * y)) / 2
    return -20 * np.exp(-far / 5) - np.exp(waves) + 20 + np.exp(1)


def branin(x, y):
    a, b, c, r, s, t = 1, 5.1 / (4 * np.pi**2), 5 / np.pi, 6, 10, 1 / (8 * np.pi)
    return a * (y - b * x**2 + c * x - r) ** 2 + s * (1 - t) * np.cos(x) + s


FORMULAS: dict[str, Formula] = {
    "ackley": ackley,
    "beale": lambda x, y: sum(
        (c - x * (1 - y**k)) ** 2 for k, c in ((1, 1.5), (2, 2.25), (3, 2.625))
    ),
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "branin": branin,
    "easom": lambda x, y: -np.cos(x) * np.cos(y) * np.exp(-((x - np.pi) ** 2 + (y - np.pi) ** 2)),
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "mccormick": lambda x, y: np.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    "rastrigin": lambda x, y: 20 + sum(z**2 - 10 * np.cos(2 * np.pi * z) for z in (x, y)),
    "six-hump-camel": lambda x, y: (
        (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2
    ),
    "styblinski-tang": lambda x, y: sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)) / 2,
    "three-hump-camel": lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2,
}

LOWEST = {
    "ackley": ((0, 0), 0),
    "beale": ((3, 0.5), 0),
    "booth": ((1, 3), 0),
    "branin": ((9.42478, 2.475), 0.397887),
    "easom": ((np.pi, np.pi), -1),
    "matyas": ((0, 0), 0),
    "mccormick": ((-0.54719, -1.54719), -1.9133),
    "rastrigin": ((0, 0), 0),
    "six-hump-camel": ((0.0898, -0.7126), -1.0316),
    "styblinski-tang": ((-2.903534, -2.903534), -78.33233),
    "three-hump-camel": ((0, 0), 0),
}
"""A lowest place in the usual domain and the value there, as they are published."""

NAMES = [name for title, some in builtin_groups() if title == GROUPS["classic"] for name, _ in some]


def slopes(formula: Formula, places: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """Return central differences of the formula, shape (n, 2)."""
    x, y = places.T
    by_x = (formula(x + h, y) - formula(x - h, y)) / (2 * h)
    by_y = (formula(x, y + h) - formula(x, y - h)) / (2 * h)
    return np.column_stack([by_x, by_y])


def test_every_function_of_the_group_has_its_formula() -> None:
    assert sorted(NAMES) == sorted(FORMULAS) == sorted(LOWEST)


@pytest.mark.parametrize("name", NAMES)
def test_value_and_gradient_are_those_of_the_formula(name: str) -> None:
    view = builtin_scenario(name).view
    assert view is not None
    low, high = np.array([view["x"], view["y"]]).T
    places = np.random.default_rng(0).uniform(low, high, size=(200, 2))
    values, gradients = Run(builtin_scenario(name).experiment).objective.value_and_gradient(places)
    assert values == pytest.approx(FORMULAS[name](*places.T), rel=1e-12, abs=1e-12)
    expected = slopes(FORMULAS[name], places)
    assert gradients == pytest.approx(expected, rel=1e-5, abs=1e-4 * max(1, np.abs(expected).max()))


@pytest.mark.parametrize("name", NAMES)
def test_the_published_minimum_is_among_those_that_are_known(name: str) -> None:
    place, value = LOWEST[name]
    known = np.array(builtin_scenario(name).minima)
    away = np.linalg.norm(known - place, axis=1)
    assert away.min() < 1e-4
    at = known[away.argmin()]
    assert FORMULAS[name](*at) == pytest.approx(value, abs=1e-4)
    assert FORMULAS[name](*known.T).min() == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_every_known_minimum_is_one(name: str) -> None:
    """No place around is lower, and where there is a slope at all it is 0."""
    for place in np.array(builtin_scenario(name).minima, dtype=float):
        angles = np.linspace(0, 2 * np.pi, 73)
        ring = np.column_stack([np.cos(angles), np.sin(angles)])
        here = FORMULAS[name](*place)
        for radius in (1e-3, 1e-2, 5e-2):
            assert (FORMULAS[name](*(place + radius * ring).T) > here).all(), place
        assert slopes(FORMULAS[name], place[np.newaxis])[0] == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_view_and_start_show_the_minima(name: str) -> None:
    scenario = builtin_scenario(name)
    assert scenario.view is not None
    low, high = np.array([scenario.view["x"], scenario.view["y"]]).T
    for place in (scenario.experiment.start, *scenario.minima):
        assert (low <= place).all()
        assert (place <= high).all()


def test_the_minimum_of_a_quadratic_one_is_found_without_being_named() -> None:
    for name in ("booth", "matyas"):
        found = minimum_of(Run(builtin_scenario(name).experiment).objective)
        assert found == pytest.approx(np.array(LOWEST[name][0]), abs=1e-9)


def test_the_groups_stand_one_after_the_other_with_their_titles() -> None:
    (lessons, first), (classic, second) = builtin_groups()
    assert (lessons, classic) == ("Lessons", "Classic test functions")
    assert first[0][0] == "one-step"
    assert {"rosenbrock", "himmelblau"} <= {name for name, _ in first}
    assert len(second) == 11
