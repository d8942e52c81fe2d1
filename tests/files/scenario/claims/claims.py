"""What the texts of the built-in scenarios claim, sentence by sentence, with what proves it.

Each function yields the parts of a scenario's text in order, each with whether it is true; None
stands for a part that claims nothing, such as an invitation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from tests.files.scenario.compared import compared_runs

Claims = Iterator[tuple[str, bool | np.bool_ | None]]

CLAIMS: dict[str, Callable[[], Claims]] = {}
"""By the name of the scenario."""


def of(name: str) -> Callable[[Callable[[], Claims]], Callable[[], Claims]]:
    """Return what enters a function as the claims of a scenario."""

    def enter(claims: Callable[[], Claims]) -> Callable[[], Claims]:
        CLAIMS[name] = claims
        return claims

    return enter


def own_run(name: str) -> Run:
    return run_scenario(builtin_scenario(name))


def run_with(name: str, updates: int, **changes: object) -> Run:
    """Return the scenario's run with other settings, and with so many updates."""
    fields = {"iterations": updates, "epochs": None, **changes}
    run = Run(builtin_scenario(name).experiment.with_(**fields))
    run.advance(updates)
    return run


def compared(name: str) -> dict[str, Run]:
    scenario = builtin_scenario(name)
    run = run_scenario(scenario)
    return {"gd": run, **dict(compared_runs(scenario, run.objective))}


def path(run: Run, updates: int | None = None) -> Array:
    """Return the parameters before each update, and after the last: (updates + 1, d)."""
    n = run.length if updates is None else updates
    rows = run.columns(0, n)
    return np.vstack([rows.theta, rows.new_theta[-1:]])


def loss(run: Run, t: int | None = None) -> float:
    """Return the loss of all rows before update `t`, or at the end."""
    theta = run.theta if t is None else path(run, max(t, 1))[t]
    return float(run.objective.value(theta))


def curvatures(objective: Objective, theta: object) -> Array:
    return np.linalg.eigvalsh(objective.hessian(np.array(theta, dtype=float)))


def near(value: object, expected: object, tolerance: float) -> bool:
    return bool(np.allclose(value, expected, rtol=0, atol=tolerance))


def plain_text(description: str) -> str:
    """Return a description on one line."""
    return re.sub(r"\s+", " ", description).strip()
