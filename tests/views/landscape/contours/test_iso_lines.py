"""Lines lie on their loss, and their numbers on the lines, apart from each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from gdsim.engine.problem.objective import Objective
from gdsim.numbers import printed
from gdsim.views.landscape.contours.iso_lines import Label, iso_lines, place_labels
from gdsim.views.landscape.contours.levels import LossScale
from gdsim.views.landscape.contours.loss_grid import GridJob, grid_shape
from gdsim.views.plots.frame import Window

SIZE = 600.0, 400.0
OBJECTIVES = {
    "bowl": ("x^2 + 4*y^2", Window((-5, 5), (-3, 3))),
    "Rosenbrock": ("(1-x)^2 + 100*(y-x^2)^2", Window((-2, 2), (-1, 3))),
    "Himmelblau": ("(x^2+y-11)^2 + (x+y^2-7)^2", Window((-5, 5), (-5, 5))),
    "saddle": ("x^2 - y^2", Window((-3, 3), (-3, 3))),
}
CASES = pytest.mark.parametrize(("text", "window"), OBJECTIVES.values(), ids=OBJECTIVES)


def drawn(text: str, window: Window) -> tuple[LossScale, list, list[Label]]:
    """Draw the objective as the contour plot does."""
    shape = grid_shape(*SIZE, n_rows=1)
    grid = GridJob(Objective(text), None, np.zeros(2), (0, 1), window, shape).work(60)
    assert grid is not None
    scale = LossScale.of(grid.values)
    lines = iso_lines(grid.values, *SIZE, scale.levels(11))
    return scale, lines, place_labels(lines, printed, lambda text: 7.0 * len(text), *SIZE)


def losses_at(text: str, window: Window, pixels: np.ndarray) -> np.ndarray:
    """Evaluate the objective at pixels, unrounded."""
    x = window.x[0] + pixels[:, 0] / SIZE[0] * window.size[0]
    y = window.y[1] - pixels[:, 1] / SIZE[1] * window.size[1]
    return Objective(text).value(np.column_stack((x, y)))


@CASES
def test_the_loss_on_a_line_is_its_level(text: str, window: Window) -> None:
    scale, lines, _ = drawn(text, window)
    assert sum(bool(line.pieces) for line in lines) >= 6
    for line in lines:
        for piece in line.pieces:
            on_scale = scale.position(losses_at(text, window, piece))
            np.testing.assert_allclose(on_scale, scale.position(np.array(line.level)), atol=0.02)


@CASES
def test_labels_stand_on_lines_of_their_value(text: str, window: Window) -> None:
    scale, _, labels = drawn(text, window)
    assert len(labels) >= 6
    for label in labels:
        loss = losses_at(text, window, np.array([[label.x, label.y]]))
        there, meant = scale.position(loss)[0], scale.position(np.array(label.level))
        assert there == pytest.approx(float(meant), abs=0.02)


@CASES
def test_labels_do_not_overlap_and_stay_inside(text: str, window: Window) -> None:
    _, _, labels = drawn(text, window)
    for a, b in combinations(labels, 2):
        assert np.hypot(a.x - b.x, a.y - b.y) > (a.width + b.width) / 2
    for label in labels:
        assert label.width / 2 * abs(np.cos(np.radians(label.angle))) < label.x
        assert 0 < label.y < SIZE[1]
        assert -90 <= label.angle <= 90


def test_labels_keep_off_the_ways_to_the_minimum_where_there_is_room() -> None:
    text, window = OBJECTIVES["bowl"]
    _, lines, _ = drawn(text, window)
    middle = np.array([[SIZE[0] / 2, SIZE[1] / 2]])
    labels = place_labels(lines, printed, lambda text: 7.0 * len(text), *SIZE, middle)
    assert len(labels) >= 6
    for label in labels:
        turn = np.radians(label.angle)
        assert abs(label.x - SIZE[0] / 2) > label.width / 2 * np.cos(turn)
        assert abs(label.y - SIZE[1] / 2) > label.width / 2 * abs(np.sin(turn))


def test_where_the_loss_is_undefined_there_is_no_line() -> None:
    window = Window((-2, 2), (-2, 2))
    _, lines, _ = drawn("log(x) + y^2", window)
    pixels = np.concatenate([piece for line in lines for piece in line.pieces])
    assert pixels[:, 0].min() >= SIZE[0] / 2


def test_a_grid_is_the_same_in_portions() -> None:
    objective, window = Objective("x^2 + x*y"), Window((-1, 1), (0, 2))
    job = GridJob(objective, None, np.zeros(2), (0, 1), window, (30, 20))
    grid = job.work(0.0)
    while grid is None:
        grid = job.work(1e-5)
    x, y = np.meshgrid(np.linspace(-1, 1, 20), np.linspace(0, 2, 30))
    np.testing.assert_allclose(grid.values, x**2 + x * y, atol=1e-12)


def test_refining_a_grid_keeps_its_points_and_follows_a_cubic() -> None:
    window = Window((-1, 1), (0, 2))
    job = GridJob(Objective("x^2 + x*y"), None, np.zeros(2), (0, 1), window, (9, 11), 4)
    grid = job.work(60)
    assert grid is not None
    x, y = np.meshgrid(np.linspace(-1, 1, 41), np.linspace(0, 2, 33))
    inner = (slice(4, -4), slice(4, -4))
    np.testing.assert_allclose(grid.values[inner], (x**2 + x * y)[inner], atol=1e-12)
    np.testing.assert_allclose(grid.values[::4, ::4], (x**2 + x * y)[::4, ::4], atol=1e-12)
