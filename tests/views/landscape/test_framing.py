"""The first frame shows start and minimum; following stays calm and bounded."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.problem.objective import Objective
from gdsim.views.landscape.framing import (
    MOST_WINDOW_GROWTH,
    first_points,
    followed,
    framed,
    has_equal_units,
    valley,
)
from gdsim.views.plots.frame import Window

BASE = Window((-1.0, 1.0), (-2.0, 2.0))


def test_the_curvature_at_the_start_finds_the_minimum_and_the_reach_of_a_bowl() -> None:
    bowl, start = Objective("(w1 - 3)^2 + 4*(w2 + 1)^2 + w1*w2/2"), np.array([10.0, -20.0])
    found = valley(bowl, start)
    assert found is not None
    bottom, half, _ = found
    np.testing.assert_allclose(bowl.value_and_gradient(bottom)[1], 0.0, atol=1e-9)
    # On the box's sides no loss is below that of the start, and somewhere it is as low.
    along = np.linspace(-1, 1, 20001)
    for axis in (0, 1):
        side = bottom + np.outer(along, half)
        side[:, axis] = bottom[axis] + half[axis]
        assert bowl.value(side).min() == pytest.approx(float(bowl.value(start)), rel=1e-6)


@pytest.mark.parametrize("text", ["x^2 - y^2", "x + y", "log(x) + y^2"])
def test_without_a_valley_no_minimum_is_guessed(text: str) -> None:
    assert valley(Objective(text), np.array([-1.0, 0.5])) is None


def test_the_first_frame_holds_start_and_minimum_away_from_the_edge() -> None:
    start = np.array([4.0, 2.0])
    window = framed(first_points(Objective("x^2 + 4*y^2"), start, []), (None, None))
    assert window.contains(start, margin=0.05)
    assert window.contains((0.0, 0.0), margin=0.2)


def test_a_minimum_far_beyond_the_start_does_not_shrink_the_picture_to_nothing() -> None:
    start = np.array([1.0, 1.0])
    objective = Objective("1e-8*(x - 1e6)^2 + y^2")
    window = framed(first_points(objective, start, []), (None, None))
    assert max(window.size) < 100


def test_a_minimum_that_a_run_comes_to_is_shown_however_far_it_is() -> None:
    start = np.zeros(2)
    window = framed(first_points(Objective("(x - 400)^2 + 2*(y - 3)^2"), start, []), (None, None))
    assert window.contains(start, margin=0.05)
    assert window.contains((400.0, 3.0), margin=0.05)


def test_a_hint_is_the_range_unless_the_start_lies_outside() -> None:
    points = [np.array([0.5, 9.0])]
    window = framed(points, ((-1.0, 1.0), (-2.0, 2.0)))
    assert window.x == (-1.0, 1.0)
    assert window.y[0] == -2.0
    assert window.y[1] > 9.0


def test_following_grows_up_to_the_bound_and_not_beyond() -> None:
    assert followed(BASE, BASE, np.array([[0.9, 1.9]])) == BASE
    near = followed(BASE, BASE, np.array([[0.5, 0.0], [3.0, 0.0], [3e9, 0.0]]))
    assert near.contains((3.0, 0.0), margin=0.05)
    assert near.contains((-1.0, -2.0))
    for far in ((MOST_WINDOW_GROWTH * 1.01, 0.0), (0.0, -1e300), (np.inf, 0.0), (np.nan, 0.0)):
        assert followed(BASE, BASE, np.array([far])) == BASE


def test_units_are_square_only_for_sides_of_like_length() -> None:
    assert has_equal_units(Window((0, 4), (0, 1)))
    assert not has_equal_units(Window((0, 40), (0, 1)))
