"""The loss scale is monotone, and the levels are short numbers that spread over the picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdsim.views.landscape.contours.levels import LossScale
from gdsim.views.plots.short_numbers import short_text

LOSSES = st.one_of(
    st.floats(-1e3, 1e3), st.floats(-1e300, 1e300), st.sampled_from([np.nan, np.inf, -np.inf])
)
X, Y = np.meshgrid(np.linspace(-3, 3, 61), np.linspace(-3, 3, 61))
PICTURES = {
    "bowl": X**2 + 4 * Y**2,
    "Rosenbrock": (1 - X) ** 2 + 100 * (Y - X**2) ** 2,
    "saddle": X**2 - Y**2,
    "exponential": np.exp(3 * X + Y),
    "deep": -1e6 + X**2 + Y**2,
}


@given(arrays(np.float64, st.integers(1, 40), elements=LOSSES))
def test_positions_rise_with_the_loss_within_0_and_1(values: np.ndarray) -> None:
    position = LossScale.of(values).position(values)
    np.testing.assert_array_equal(np.isnan(position), ~np.isfinite(values))
    ordered = position[np.isfinite(values)][np.argsort(values[np.isfinite(values)])]
    assert (np.diff(ordered) >= 0).all()
    assert ((ordered >= 0) & (ordered <= 1)).all()


@given(arrays(np.float64, st.integers(1, 40), elements=LOSSES), st.integers(3, 14))
def test_levels_ascend_and_stay_near_the_count(values: np.ndarray, count: int) -> None:
    levels = LossScale.of(values).levels(count)
    assert len(levels) <= count + 1
    assert all(low < high for low, high in pairwise(levels))


@pytest.mark.parametrize("name", PICTURES)
def test_levels_divide_the_picture_into_parts_of_like_weight(name: str) -> None:
    values = PICTURES[name]
    levels = LossScale.of(values).levels(12)
    assert len(levels) >= 6
    shares = np.diff([0, *(np.mean(values < level) for level in levels), 1])
    assert shares.max() < 0.3


@pytest.mark.parametrize("name", PICTURES)
def test_a_level_s_text_is_its_value_and_short(name: str) -> None:
    for level in LossScale.of(PICTURES[name]).levels(12):
        text = short_text(level)
        plain = text.replace("−", "-").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        assert float(plain.replace("×10", "e")) == level
        assert name == "deep" or len(text) <= 9


def test_a_flat_loss_has_no_levels() -> None:
    assert LossScale.of(np.full(9, 3.0)).levels(10) == []
