"""Random quadratics, and runs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from tests.study.words.verdicts.audit.cases import Array, Case, Changes, case_of
from tests.study.words.verdicts.audit.directions import multipliers
from tests.study.words.verdicts.audit.updates import go_on

KINDS = ("bowl", "steep", "singular", "slide", "saddle", "hill")
STARTS = ("anywhere", "tenths", "eigenvector", "minimum", "near")
RATES = ("share", "share", "bound", "typed bound", "tiny", "tenths", "fastest")


def text_of(hessian: Array, slope: Array) -> str:
    """Return 1/2 x'Hx + b'x as it may be typed."""
    d, parts = len(slope), []
    for i in range(d):
        parts.append(f"({float(hessian[i, i] / 2)!r})*x{i + 1}^2")
        parts += [
            f"({float(hessian[i, j])!r})*x{i + 1}*x{j + 1}"
            for j in range(i + 1, d)
            if hessian[i, j]
        ]
        if slope[i]:
            parts.append(f"({float(slope[i])!r})*x{i + 1}")
    return " + ".join(parts)


def bound_of(experiment_rule: str, beta: float, weight: float, largest: float) -> float:
    """Return the rate at which the steepest direction neither shrinks nor grows: by bisection."""
    low, high = 0.0, 8 / (weight * largest)
    for _ in range(200):
        middle = (low + high) / 2
        grows = np.abs(multipliers(experiment_rule, beta, weight, middle * largest)).max() > 1
        low, high = (low, middle) if grows else (middle, high)
    return low


def draw(rng: np.random.Generator) -> tuple[Experiment, Array, Array, int]:
    """Return a random run: the experiment, its Hessian and slope at 0, and how many updates."""
    hessian, slope, center = _quadratic(rng)
    d = len(slope)
    real_values, real_turn = np.linalg.eigh(hessian)
    start = _start(rng, center, real_turn)
    experiment = Experiment(
        objective=text_of(hessian, slope),
        parameters=tuple(f"x{i + 1}" for i in range(d)),
        start=tuple(float(x) for x in start),
        **settings_for(rng, real_values),
    )
    updates = 0 if rng.random() < 0.15 else int(10 ** rng.uniform(0, 3.3))
    return experiment, hessian, slope, updates


def settings_for(rng: np.random.Generator, values: Array) -> dict[str, Any]:
    """Return rule, rate, schedule and settings for a quadratic with these eigenvalues."""
    rule = ("gd", "momentum", "nesterov")[rng.integers(3)]
    given: dict[str, float | str] = {}
    beta, weight = 0.0, 1.0
    if rule != "gd":
        beta = float(rng.choice([0.0, 0.5, 0.9, 0.99, round(float(rng.uniform(0, 0.99)), 2)]))
        given["beta"] = beta
        if rng.random() < 0.3:
            given["convention"], weight = "average", 1 - beta
    rate = _rate(rng, rule, beta, weight, values)
    schedule = "constant"
    if rng.random() < 0.15:
        schedule, more = _schedule(rng)
        given |= more
    return {"rule": rule, "learning_rate": rate, "settings": given, "schedule": schedule}


def _quadratic(rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Return a Hessian, the slope at 0, and a point without a slope, along curved directions."""
    d = int(rng.integers(1, 6))
    kind = KINDS[rng.integers(len(KINDS))]
    values = 10 ** rng.uniform(0, rng.choice([0.3, 2, 4, 8]), d) * 10 ** rng.uniform(-3, 2)
    if kind == "steep":
        values[:] = values[0] * 10 ** -np.linspace(0, rng.uniform(2, 8), d)
    if kind in ("singular", "slide"):
        values[rng.integers(d)] = 0.0
    if kind == "saddle":
        values[rng.integers(d)] *= -1
    if kind == "hill":
        values = -values
    turn = np.eye(d)
    if d > 1 and rng.random() < 0.6:
        turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
    hessian = (turn * values) @ turn.T
    hessian = (hessian + hessian.T) / 2
    if rng.random() < 0.3 and kind in ("bowl", "saddle"):
        hessian = np.round(hessian, 1) + np.diag(np.full(d, 0.2))
    center = [np.zeros(d), np.round(rng.normal(size=d), 1), rng.normal(size=d) * 10][
        rng.integers(3)
    ]
    slope = -hessian @ center
    if kind == "slide":
        slope = slope + turn[:, values == 0].sum(axis=1) * rng.choice([1e-3, 0.1, 1.0])
    return hessian, slope, center


def _start(rng: np.random.Generator, center: Array, turn: Array) -> Array:
    d = len(center)
    match STARTS[rng.integers(len(STARTS))]:
        case "anywhere":
            return center + rng.normal(size=d) * 10 ** rng.uniform(-1, 2)
        case "tenths":
            return np.round(rng.uniform(-5, 5, d), 1)
        case "eigenvector":
            return center + turn[:, rng.integers(d)] * rng.choice([1.0, 2.0, rng.uniform(0.1, 9)])
        case "minimum":
            return center.copy()
        case _:
            return center + rng.normal(size=d) * 10 ** rng.uniform(-15, -3)


def _rate(rng: np.random.Generator, rule: str, beta: float, weight: float, values: Array) -> float:
    largest = float(np.abs(values).max()) or 1.0
    bound = bound_of(rule, beta, weight, largest)
    match RATES[rng.integers(len(RATES))]:
        case "share":
            return bound * float(rng.choice([10 ** rng.uniform(-3, 0.2), rng.uniform(0.3, 1.1)]))
        case "bound":
            return 2 / largest if rule == "gd" else bound
        case "typed bound":
            return float(f"{bound:.9e}")
        case "tiny":
            return bound * 10 ** rng.uniform(-12, -3)
        case "tenths":
            return float(f"{bound * rng.uniform(0.1, 1.2):.1e}")
        case _:
            return 2 / (largest + float(np.abs(values).min()))


def _schedule(rng: np.random.Generator) -> tuple[str, dict[str, float]]:
    match rng.integers(4):
        case 0:
            return "constant", {"warmup": int(rng.integers(1, 60))}
        case 1:
            return "cosine", {"cosine_updates": int(rng.integers(5, 200)), "final_fraction": 0.3}
        case 2:
            return "exponential", {"decay_factor": float(rng.choice([0.8, 0.99, 0.999]))}
        case _:
            return "step", {"drop_every": int(rng.integers(5, 400))}


def quadratic_cases(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases, each with a future of so many updates."""
    rng = np.random.default_rng(seed)
    cases = []
    while len(cases) < count:
        experiment, hessian, slope, made = draw(rng)
        if 0 < experiment.learning_rate < np.inf:
            cases.append(quadratic_case(experiment, hessian, slope, made))
    go_on_with(cases, updates)
    return cases


def go_on_with(cases: Sequence[Case], updates: int) -> None:
    """Fill in the future of cases on quadratics."""
    for d in range(1, 6):
        alike = [case for case in cases if len(case.theta) == d]
        for k in range(0, len(alike), 200):
            some = alike[k : k + 200]
            hessians = np.array([case.hessian for case in some])
            slopes = np.array([case.slope for case in some])

            def gradient(theta: Array, _k: int, h: Array = hessians, b: Array = slopes) -> Array:
                return np.einsum("rij,rj->ri", h, theta) + b

            go_on(some, updates, gradient)


def quadratic_case(
    experiment: Experiment, hessian: Array, slope: Array, updates: int, changes: Changes = ()
) -> Case:
    """Return the case of a run on 1/2 x'Hx + b'x."""

    def loss(points: Array) -> tuple[Array, Array]:
        pulled = points @ hessian
        return ((pulled / 2 + slope) * points).sum(axis=-1), pulled + slope

    return case_of(experiment, updates, loss, changes, hessian=hessian, slope=slope)
