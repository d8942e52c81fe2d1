"""Curvature against NumPy's own eigenvalues and loops, and bounds against the loops they bound."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.rules import make_rule
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature, Definiteness, curvature_at
from gdsim.engine.diagnosis.curvature.rate_bounds import (
    bound_of_step,
    factors,
    predicted_updates,
    rate_range,
    roots,
)
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.files.scenario.scenario import builtin_scenario

BOWL = Curvature.of(np.diag([2.0, 8.0]))
RULES = [
    ("gd", {}),
    *(
        (rule, {"beta": beta, "convention": convention})
        for rule in ("momentum", "nesterov")
        for beta in (0.0, 0.3, 0.9, 0.99)
        for convention in ("accumulate", "average")
    ),
]


def test_toy_bowl_by_hand() -> None:
    curvature = curvature_at(Objective("w1^2 + 4*w2^2"), np.array([4.0, 2.0]))
    assert curvature.eigenvalues.tolist() == [2, 8]
    assert curvature.condition == 4
    rates = rate_range(curvature)
    assert rates.stable_below == 0.25
    assert rates.fastest == pytest.approx(0.2)
    assert factors(curvature.eigenvalues, 0.1) == pytest.approx(np.array([0.8, 0.2]))


@pytest.mark.parametrize("seed", range(20))
def test_eigenvalues_of_least_squares_are_those_of_its_matrix(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(30, 3))
    y = x @ [1, 2, 3] + rng.normal(size=30)
    rows = Dataset("data", ("p", "q", "r", "y"), np.column_stack([x, y]))
    objective = Objective("(a*p + b*q + c*r - y)^2", rows)
    curvature = curvature_at(objective, rng.normal(size=3))
    singular = np.linalg.svd(x, compute_uv=False)
    assert curvature.eigenvalues[::-1] == pytest.approx(2 * singular**2 / 30, rel=1e-10)
    rebuilt = curvature.directions @ np.diag(curvature.eigenvalues) @ curvature.directions.T
    assert rebuilt == pytest.approx(2 * x.T @ x / 30)
    assert curvature.definiteness is Definiteness.POSITIVE


def test_curvature_of_rosenbrock_is_that_of_second_differences() -> None:
    def loss(x: float, y: float) -> float:
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2

    x, y, h = -1.2, 1.0, 1e-4
    hessian = np.array(
        [
            [
                (
                    loss(x + a * h + c * h, y + b * h + e * h)
                    - loss(x + a * h - c * h, y + b * h - e * h)
                    - loss(x - a * h + c * h, y - b * h + e * h)
                    + loss(x - a * h - c * h, y - b * h - e * h)
                )
                / (4 * h * h)
                for c, e in ((1, 0), (0, 1))
            ]
            for a, b in ((1, 0), (0, 1))
        ]
    )
    curvature = curvature_at(Objective("(1 - x)^2 + 100*(y - x^2)^2"), np.array([x, y]))
    assert curvature.eigenvalues == pytest.approx(np.linalg.eigvalsh(hessian), rel=1e-5)


@pytest.mark.parametrize(
    ("diagonal", "kind", "condition"),
    [
        ([1, 2], Definiteness.POSITIVE, 2),
        ([0, 2], Definiteness.SEMI_POSITIVE, math.inf),
        ([-1, 2], Definiteness.INDEFINITE, math.nan),
        ([-1, 0], Definiteness.NEGATIVE, math.nan),
        ([-2, -1], Definiteness.NEGATIVE, math.nan),
        ([0, 0], Definiteness.FLAT, math.nan),
        ([1e-17, 1], Definiteness.SEMI_POSITIVE, math.inf),
    ],
)
def test_signs_of_the_eigenvalues(
    diagonal: list[float], kind: Definiteness, condition: float
) -> None:
    curvature = Curvature.of(np.diag(np.array(diagonal, dtype=float)))
    assert curvature.definiteness is kind
    assert curvature.condition == pytest.approx(condition, nan_ok=True)


def test_a_singular_least_squares_is_semidefinite() -> None:
    rows = Dataset("data", ("x", "y"), np.array([[1.0, 2.0], [3.0, 1.0], [0.3, 2.0]]))
    curvature = curvature_at(Objective("((a + b)*x - y)^2", rows), np.array([0.1, 0.7]))
    assert curvature.definiteness is Definiteness.SEMI_POSITIVE
    assert rate_range(curvature).stable_below == pytest.approx(2 / (4 * np.mean([1, 9, 0.09])))


def test_no_rate_is_stable_where_a_direction_curves_down_and_every_one_where_none_is_curved() -> (
    None
):
    assert rate_range(Curvature.of(np.diag([-1.0, 2.0]))).stable_below == 0
    assert rate_range(Curvature.of(np.zeros((2, 2)))).stable_below == math.inf


def test_a_hessian_that_is_not_finite_is_told() -> None:
    with pytest.raises(FloatingPointError):
        curvature_at(Objective("log(w)"), np.array([0.0]))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("w1^2 + 4*w2^2", True),
        ("w1*w2", True),
        ("3*w + 1", True),
        ("(u + 1)*(u - 1)*v + v^2", False),
        ("(w^2 + 1)^2 - w^4", True),
        ("log(exp(w))", True),
        ("w^3/w", True),
        ("w^3", False),
        ("abs(w)", False),
        ("abs(w)^2", False),
        ("relu(w)", False),
        ("max(w, 0)*w", False),
        ("sign(w)*w^2", False),
        ("w^2 + sin(w)", False),
        ("log(1 + exp(w))", False),
        ("1/w", False),
        ("(p + q + r)^900", False),
        ("(w*x + b - y)^2", True),
        ("(w*abs(x) + b*sin(y) - max(x, y))^2", True),
        ("(w*x + abs(b) - y)^2", False),
        ("(v*tanh(w*x) - y)^2", False),
    ],
)
def test_what_is_quadratic(text: str, answer: bool) -> None:
    rows = Dataset("data", ("x", "y"), np.array([[1.0, 2.0], [3.0, 1.0]]))
    assert is_quadratic(Objective(text, rows)) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("tilted-valley", True),
        ("linear-regression", True),
        ("sparse-dense", True),
        ("noisy-bowl", True),
        ("rosenbrock", False),
        ("logistic-regression", False),
        ("neural-network", False),
    ],
)
def test_which_scenarios_are_quadratic(name: str, answer: bool) -> None:
    experiment = builtin_scenario(name).experiment
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    assert is_quadratic(objective) is answer


@pytest.mark.parametrize(("rule", "settings"), RULES)
def test_the_bound_separates_loops_that_shrink_from_loops_that_grow(
    rule: str, settings: dict[str, float | str]
) -> None:
    bound = bound_of_step(rule, settings)
    for share, shrinks in ((0.999, True), (1.001, False)):
        made = make_rule(rule, settings)
        theta = np.array([1.0])
        state = made.init(theta)
        for t in range(60_000):
            delta, state = made.update(8.0 * theta, state, t, share * bound / 8, theta)
            theta = theta + delta
            if not 1e-6 < abs(theta[0]) + abs(delta[0]) < 1e6:
                break
        assert (abs(float(theta[0])) < 1e-3) is shrinks


@pytest.mark.parametrize("share", [0.03, 0.4, 0.97, 1.2])
@pytest.mark.parametrize(("rule", "settings"), RULES)
def test_the_leading_root_is_that_of_the_matrix_of_one_update(
    rule: str, settings: dict[str, float | str], share: float
) -> None:
    made, rate = make_rule(rule, settings), share * bound_of_step(rule, settings) / 8
    columns = []
    # The update is linear in (theta, velocity): its columns are what it does to unit vectors.
    for theta, velocity in ((1.0, 0.0), (0.0, 1.0)):
        state = (np.array([velocity]),) if made.state_names else ()
        delta, after = made.update(np.array([8 * theta]), state, 0, rate, np.array([theta]))
        columns.append([theta + delta[0], *(value[0] for value in after)])
    matrix = np.array(columns).T if made.state_names else np.array([[columns[0][0]]])
    eigenvalues = np.linalg.eigvals(matrix)
    leading = roots(np.array([8.0]), rate, rule, settings)[0, 0]
    assert abs(leading) == pytest.approx(np.abs(eigenvalues).max(), rel=1e-7)
    assert np.abs(eigenvalues - leading).min() < 1e-6


def test_no_bound_is_claimed_for_a_rule_that_is_not_linear() -> None:
    with pytest.raises(ValueError, match="adam"):
        rate_range(BOWL, "adam", {})


@pytest.mark.parametrize("seed", range(30))
def test_predicted_updates_are_those_of_a_loop(seed: int) -> None:
    rng = np.random.default_rng(seed)
    d = rng.integers(1, 5)
    eigenvalues = rng.uniform(0.1, 5, d)
    distance = rng.normal(size=d)
    rate = rng.uniform(0.05, 1.9) / eigenvalues.max()
    tolerance = 10 ** rng.uniform(-8, -0.5)
    e, n = distance.copy(), 0
    while np.linalg.norm(e) > tolerance * np.linalg.norm(distance):
        e, n = e - rate * eigenvalues * e, n + 1
    assert predicted_updates(distance, factors(eigenvalues, rate), tolerance) == n


def test_nothing_is_predicted_where_a_direction_does_not_shrink() -> None:
    assert predicted_updates([1, 1], [0.5, -1.0], 0.1) is None
    assert predicted_updates([1, 0], [0.5, 1.1], 0.1) == 4
    assert predicted_updates([0, 0], [0.5, 1.1], 0.1) == 0
    assert predicted_updates([1], [1 - 1e-15], 1e-9) is None
