"""Windows and pixels agree with each other, also far away."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdsim.views.plots.frame import Frame, Window, clipped_segments

COORDINATES = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
PLOT = Frame(Window((-2.0, 3.0), (10.0, 30.0)), 500.0, 400.0)


@given(st.floats(0, 500), st.floats(0, 400))
def test_a_pixel_and_its_data_point_are_at_most_a_pixel_apart(px: float, py: float) -> None:
    np.testing.assert_allclose(PLOT.pixels(PLOT.short_place(px, py)), (px, py), atol=0.51)


def test_upwards_in_data_is_upwards_on_the_screen() -> None:
    assert PLOT.pixels((-2.0, 30.0)).tolist() == [0.0, 0.0]
    assert PLOT.pixels((3.0, 10.0)).tolist() == [500.0, 400.0]


def test_a_pixel_is_read_as_a_round_number() -> None:
    assert PLOT.short_place(300.04, 199.9) == (1.0, 20.0)


def test_equal_units_keep_the_window_in_sight() -> None:
    window = PLOT.window.with_equal_units(500, 400)
    assert window.contains((-2.0, 10.0)) and window.contains((3.0, 30.0))
    assert window.size[0] / 500 == pytest.approx(window.size[1] / 400)


@given(arrays(np.float64, st.tuples(st.integers(2, 30), st.just(2)), elements=COORDINATES))
def test_clipping_keeps_what_is_in_sight_and_nothing_far_away(points: np.ndarray) -> None:
    segments = clipped_segments(points, 500, 400, spare=20)
    ends = segments.reshape(-1, 2)
    assert (ends >= -20.01).all()
    assert (ends <= np.array([520.01, 420.01])).all()
    for a, b in pairwise(points):
        along = a + np.linspace(0, 1, 50)[:, None] * (b - a)
        seen = along[((along > 0) & (along < (500, 400))).all(axis=1)]
        if np.abs(b - a).max() > 0.1 and len(seen):
            assert distance(seen, segments).max() < 1e-3


def distance(points: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """Return how far each point is from the nearest segment."""
    a, step = segments[:, :2], segments[:, 2:] - segments[:, :2]
    offset = points[:, None] - a
    length = np.maximum((step**2).sum(axis=1), 1e-300)
    t = np.clip((offset * step).sum(axis=2) / length, 0, 1)
    return np.hypot(*np.moveaxis(offset - t[..., None] * step, 2, 0)).min(axis=1)


def test_points_that_are_not_finite_are_left_out() -> None:
    points = np.array([[0, 0], [10, 10], [np.nan, 5], [np.inf, 5], [20, 20], [30, 10]])
    assert clipped_segments(points, 500, 400).tolist() == [[0, 0, 10, 10], [20, 20, 30, 10]]
