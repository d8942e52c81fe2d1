"""The runs that statements show, as a student steps through them."""

from __future__ import annotations

from functools import cache

import numpy as np
from msgspec.structs import replace

from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.exam.statements.pool import POOL
from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show


@cache
def _run(scenario: str, at: int, changes: tuple[tuple[str, object], ...]) -> Run:
    opened = builtin_scenario(scenario)
    wanted = {"iterations": max(at, 1), "epochs": None, **dict(changes)}
    return run_scenario(replace(opened, experiment=replace(opened.experiment, **wanted)))


def statement(key: str) -> Statement:
    return next(one for one in POOL if one.key == key)


def show_of(key: str) -> Show:
    show = statement(key).show
    assert show is not None, key
    return show


def run_of(show: Show) -> Run:
    return _run(show.scenario, show.at, tuple(show.changes.items()))


def shown(key: str, **changes: object) -> Run:
    """Return the run that a statement shows, with what is changed for comparison."""
    show = show_of(key)
    at = changes.pop("at", show.at)
    assert isinstance(at, int)
    return run_of(Show(show.scenario, at, {**show.changes, **changes}))


def path(run: Run) -> np.ndarray:
    """Return the parameters before each update and after the last, (updates + 1, d)."""
    before = [run.row(t).theta for t in range(run.length)]
    return np.array([*before, run.row(run.length - 1).new_theta])


def steps(run: Run) -> np.ndarray:
    return np.diff(path(run), axis=0)


def bowl(points: np.ndarray) -> np.ndarray:
    """Return w1^2 + 4 w2^2."""
    return np.asarray(points[..., 0] ** 2 + 4 * points[..., 1] ** 2)


def bowl_slope(points: np.ndarray) -> np.ndarray:
    return np.asarray(points * [2.0, 8.0])


def round_bowl(points: np.ndarray) -> np.ndarray:
    """Return x^2 + y^2."""
    return np.asarray((points**2).sum(axis=-1))


def examples(run: Run) -> dict[str, np.ndarray]:
    data = run.experiment.dataset
    assert data is not None
    return {name: data.values[:, k] for k, name in enumerate(data.names)}


def penguin_losses(run: Run, theta: np.ndarray) -> np.ndarray:
    """Return the squared error of every example of the linear regression at a point."""
    data = examples(run)
    return np.asarray((theta[0] * (data["flipper"] - 20) + theta[1] - data["mass"]) ** 2)


def penguin_slopes(run: Run, theta: np.ndarray) -> np.ndarray:
    """Return the gradient of every example's squared error, (n, 2)."""
    data = examples(run)
    x = data["flipper"] - 20
    error = theta[0] * x + theta[1] - data["mass"]
    return np.stack([2 * error * x, 2 * error], axis=1)


def penguin_minimum(run: Run) -> np.ndarray:
    data = examples(run)
    columns = np.stack([data["flipper"] - 20, np.ones(len(data["mass"]))], axis=1)
    return np.asarray(np.linalg.lstsq(columns, data["mass"], rcond=None)[0])
