"""The lens that enlarges a cloud of steps too small to see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.arrays import Array
from gdsim.views.landscape.layers.cloud_lens import LENS_MARGIN, lens_for

SIZE = (400.0, 500.0)


def cloud_of(reach: float, middle: tuple[float, float] = (120.0, 130.0)) -> Array:
    turns = np.linspace(0.0, 2 * np.pi, 12, endpoint=False)
    return np.column_stack((np.cos(turns), np.sin(turns))) * reach + middle


@given(st.floats(1e-9, 30.0))
def test_cloud_fills_the_lens_by_a_round_factor_and_stays_inside(reach: float) -> None:
    cloud = cloud_of(reach)
    lens = lens_for(cloud, cloud, SIZE)
    assert lens is not None
    away = np.hypot(*(lens.enlarged(cloud) - lens.centre).T)
    assert away.max() <= lens.radius
    # Of 1, 2, 5, 10 none that follows is more than 2.5 times as large.
    assert away.max() * 2.5 * 1.001 >= 0.86 * lens.radius
    assert float(f"{lens.factor:e}"[0]) in (1.0, 2.0, 5.0)
    assert (lens.centre >= lens.radius + LENS_MARGIN - 1e-9).all()
    assert (lens.centre <= np.array(SIZE) - lens.radius - LENS_MARGIN + 1e-9).all()


def test_lens_stands_in_the_corner_that_the_path_leaves_free() -> None:
    cloud = cloud_of(2.0)
    path = np.array([[350.0, 450.0], [350.0, 50.0], [50.0, 50.0]])
    lens = lens_for(cloud, path, SIZE)
    assert lens is not None
    left, low = lens.centre[0] < 200, lens.centre[1] > 250
    assert left
    assert low


@pytest.mark.parametrize(
    "cloud", [cloud_of(60.0), cloud_of(0.0), cloud_of(2.0, middle=(900.0, 50.0))]
)
def test_wide_cloud_single_step_and_cloud_out_of_sight_get_no_lens(cloud: Array) -> None:
    assert lens_for(cloud, cloud, SIZE) is None
