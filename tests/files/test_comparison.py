"""The table of a map of starts, and how far a run is from a minimum."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.run.run import Run
from gdsim.files.comparison import distance_to_minimum, start_map_frame
from gdsim.files.scenario.scenario import Scenario

# Minima at x = -1 and 1, a saddle at 0 between them.
WELLS = Experiment(
    objective="(x^2 - 1)^2 + y^2", parameters=("x", "y"), start=(0, 0), learning_rate=0.1
)


def wells(xs: tuple[float, ...], updates: int = 200, portions: int = 10_000) -> StartMap:
    work = StartMap(WELLS, (Side("y", (0.0, 0.5)), Side("x", xs)), updates)
    for _ in zip(range(portions), work.work(), strict=False):
        pass
    return work


def test_each_start_has_a_row_with_where_it_ended() -> None:
    frame = start_map_frame(wells((-0.5, 0.0, 0.5, 9.0)).result(), ("x", "y"))
    assert frame.columns == [
        "start_y",
        "start_x",
        "outcome",
        "point",
        "iterations",
        "iterations_to_convergence",
        "end_x",
        "end_y",
    ]
    assert frame["start_y"].to_list() == [0.0] * 4 + [0.5] * 4
    assert frame["start_x"].to_list() == [-0.5, 0.0, 0.5, 9.0] * 2
    assert frame["outcome"].to_list() == ["minimum", "saddle", "minimum", "diverged"] * 2
    assert frame["end_x"].to_list()[:3] == pytest.approx([-1, 0, 1], abs=1e-5)
    *arrived, nowhere = frame["point"].to_list()[:4]
    assert nowhere is None
    # Different minima have different numbers, counted from 1.
    assert sorted(arrived) == [1, 2, 3]
    assert frame["iterations_to_convergence"].to_list()[1] == 0
    assert frame["iterations_to_convergence"].to_list()[3] is None


def test_starts_that_do_not_arrive_have_no_point() -> None:
    frame = start_map_frame(wells((0.5, 0.6), updates=2).result(), ("x", "y"))
    assert frame["outcome"].to_list() == ["not-arrived"] * 4
    assert frame["point"].to_list() == [None] * 4
    assert frame["iterations"].to_list() == [2] * 4


def test_starts_not_begun_have_no_row() -> None:
    many = tuple(np.linspace(0.2, 2, 8192).tolist())
    frame = start_map_frame(wells(many, portions=1).result(), ("x", "y"))
    assert 0 < len(frame) < 2 * 8192


@pytest.mark.parametrize(
    ("start", "distance"),
    [((3e160, -4e160), 5e160), ((3e-170, 4e-170), 5e-170), ((1.7e308, 1.7e308), None)],
)
def test_the_distance_to_a_minimum_is_right_at_any_size(
    start: tuple[float, float], distance: float | None
) -> None:
    experiment = Experiment(objective="1e-320*(x^2 + y^2)", start=start, learning_rate=1.0)
    found = distance_to_minimum(Run(experiment), Scenario("far", "", "", experiment))
    assert found == (None if distance is None else pytest.approx(distance, rel=1e-14, abs=0))
