"""Where each mini-batch would lead, held against runs and arithmetic that use those rows alone."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.diagnosis.noise.step_cloud import step_cloud
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

RNG = np.random.default_rng(3)
X = RNG.normal(size=7)
Y = 2 * X - 1 + RNG.normal(size=7)
DATA = Dataset("made", ("x", "y"), np.column_stack([X, Y]))
LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=DATA,
    start=(0.5, -0.25),
    method="mini-batch",
    batch_size=3,
    learning_rate=0.1,
)


def gradient(theta: np.ndarray, rows: list[int]) -> np.ndarray:
    error = theta[0] * X[rows] + theta[1] - Y[rows]
    return np.array([2 * (error * X[rows]).mean(), 2 * error.mean()])


@cache
def objective_of(rows: tuple[int, ...]) -> Objective:
    """Return the loss of these rows alone, compiled once for all rules."""
    return Objective(LINE.objective, Dataset("part", DATA.names, DATA.values[list(rows)].copy()))


@pytest.mark.parametrize("rule", sorted(RULES))
def test_each_first_step_is_that_of_a_run_on_those_rows_alone(rule: str) -> None:
    cloud = step_cloud(Run(LINE.with_(rule=rule)), 0)
    assert cloud is not None
    assert cloud.noise.is_whole
    for place, rows in zip(cloud.places, combinations(range(7), 3), strict=True):
        part = objective_of(rows)
        alone = Run(LINE.with_(rule=rule, dataset=part.dataset, method="batch"), part)
        assert place == pytest.approx(alone.row(0).new_theta, rel=1e-12)


def test_later_steps_go_on_from_the_velocity_that_the_run_has() -> None:
    run = Run(LINE.with_(rule="momentum", settings={"beta": 0.9}, learning_rate=0.05))
    run.advance(4)
    velocity, theta = np.zeros(2), np.array([0.5, -0.25])
    for t in range(4):
        rows = run.rows(t)
        assert rows is not None
        velocity = 0.9 * velocity + gradient(theta, list(rows))
        theta = theta - 0.05 * velocity
    cloud = step_cloud(run, 4)
    assert cloud is not None
    for place, rows in zip(cloud.places, combinations(range(7), 3), strict=True):
        by_hand = theta - 0.05 * (0.9 * velocity + gradient(theta, list(rows)))
        assert place == pytest.approx(by_hand, rel=1e-9)
    full = theta - 0.05 * (0.9 * velocity + gradient(theta, list(range(7))))
    assert cloud.full_place == pytest.approx(full, rel=1e-9)


def test_deviation_of_every_batch_is_what_the_formula_says() -> None:
    cloud = step_cloud(Run(LINE), 0)
    assert cloud is not None
    every = np.array([gradient(np.array(LINE.start), [i]) for i in range(7)])
    for size in (3, 5):
        by_hand = every.std(axis=0) / np.sqrt(size) * np.sqrt((7 - size) / 6)
        assert cloud.predicted(size) == pytest.approx(by_hand)
    assert cloud.noise.deviation == pytest.approx(cloud.predicted(3))
    replaced = step_cloud(Run(LINE.with_(order="replacement")), 0)
    assert replaced is not None
    assert replaced.predicted(12) == pytest.approx(replaced.predicted(3) / 2)


def test_many_batches_are_drawn_and_all_rows_have_but_one_step() -> None:
    cloud = step_cloud(Run(LINE), 0, most_batches=10)
    assert cloud is not None
    assert (len(cloud.places), cloud.noise.is_whole) == (10, False)
    for whole in ({"method": "batch"}, {"batch_size": 7}):
        assert step_cloud(Run(LINE.with_(**whole)), 0) is None
