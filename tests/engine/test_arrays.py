"""Lengths of vectors, whatever their size."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.arrays import norm, norms


@pytest.mark.parametrize("power", [0, 120, -120])
def test_a_length_is_numpy_s_to_the_bit_where_its_squares_are_floats(power: int) -> None:
    vectors = 10.0**power * np.random.default_rng(1).normal(size=(50, 3))
    assert norms(vectors).tolist() == np.linalg.norm(vectors, axis=-1).tolist()
    assert [norm(one) for one in vectors] == [float(np.linalg.norm(one)) for one in vectors]


@pytest.mark.parametrize("scale", [1e160, 5e307, 1e-170, 1e-300])
def test_a_length_is_right_where_its_squares_are_no_floats(scale: float) -> None:
    vectors = np.array([[3.0, 4.0, 0.0], [1.0, 2.0, -2.0]]) * (scale / 5)
    lengths = [scale, scale * 3 / 5]
    assert norms(vectors) == pytest.approx(lengths, rel=1e-14, abs=0)
    assert [norm(one) for one in vectors] == pytest.approx(lengths, rel=1e-14, abs=0)


def test_a_length_beyond_all_floats_is_infinite_and_that_of_nothing_is_zero() -> None:
    assert norm(np.array([1.7e308, 1.7e308])) == math.inf
    assert norm(np.zeros(3)) == 0
    assert math.isnan(norm(np.array([math.nan, 1.0])))
    assert norms(np.array([[1.7e308, 1.7e308], [0.0, 0.0]])).tolist() == [math.inf, 0]
