"""Runs whose settings are changed on the way, and runs whose steps are rounded as by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from tests.study.words.verdicts.audit import other_cases, quadratics
from tests.study.words.verdicts.audit.cases import Case, Changes
from tests.study.words.verdicts.audit.losses import KINDS

ROUNDINGS = ("1 figures", "2 figures", "3 figures", "2 decimals", "3 decimals", "6 decimals")


def changed_quadratics(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases of runs on quadratics, each with a future of so many updates."""
    rng, cases = np.random.default_rng((seed, 1)), []
    while len(cases) < count:
        experiment, hessian, slope, made = quadratics.draw(rng)
        values = np.linalg.eigvalsh(hessian)
        changes = _changes(rng, partial(quadratics.settings_for, rng, values), made)
        if 0 < experiment.learning_rate < np.inf:
            rounded = experiment.with_(**_rounding(rng))
            cases.append(quadratics.quadratic_case(rounded, hessian, slope, made, changes))
    quadratics.go_on_with(cases, updates)
    return cases


def changed_others(count: int, updates: int, seed: int) -> list[Case]:
    """Return so many cases of other runs, each with a future of so many updates."""
    cases: list[Case] = []
    for k, kind in enumerate(KINDS):
        rng, some = np.random.default_rng((seed, k, 2)), []
        for _ in range(-(-count // len(KINDS))):
            experiment = other_cases.draw(rng, kind).with_(**_rounding(rng))
            made = int(10 ** rng.uniform(0, 3.3))
            changes = _changes(rng, partial(other_cases.settings_for, rng, kind), made)
            some.append(other_cases.other_case(kind, experiment, made, changes))
        other_cases.go_on_with(kind, some, updates, rng)
        cases += some
    return cases[:count] if count < len(cases) else cases


def _rounding(rng: np.random.Generator) -> dict[str, str]:
    if rng.random() < 0.7:
        return {}
    fields = ("round_gradient", "round_parameters")
    return {field: str(rng.choice(ROUNDINGS)) for field in fields if rng.random() < 0.7}


def _changes(
    rng: np.random.Generator, settings: Callable[[], dict[str, Any]], made: int
) -> Changes:
    """Return up to three changes: of all settings, of the rate, of what is rounded, of nothing."""
    found = []
    for t in np.sort(rng.integers(0, made + 1, int(rng.integers(0, 4)))):
        match rng.integers(5):
            case 0 | 1:
                fields = settings()
            case 2:
                fields = {"learning_rate": settings()["learning_rate"]}
            case 3:
                fields = _rounding(rng) or {"round_gradient": "", "round_parameters": ""}
            case _:
                fields = {"iterations": made + 50}
        found.append((int(t), fields))
    return found
