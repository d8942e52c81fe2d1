"""Ranges of numbers that were rounded by hand."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.study.practice.marking.rounded_ranges import range_of, rounded_ends, unit_on_the_way


@given(
    low=st.integers(-(10**6), 10**6),
    width=st.integers(0, 10**4),
    digits=st.integers(0, 6),
    share=st.floats(0, 1),
)
def test_a_number_between_the_ends_stays_there_however_it_is_rounded(
    low: int, width: int, digits: int, share: float
) -> None:
    ends = rounded_ends(low / 1000, (low + width) / 1000, 1.0)
    inside = Decimal(low + round(width * share)) / 1000
    for how in (ROUND_HALF_UP, ROUND_HALF_DOWN):
        rounded = float(inside.quantize(Decimal(1).scaleb(-digits), how))
        assert ends[0] - 1e-9 <= rounded <= ends[1] + 1e-9


def test_a_short_number_stays_what_it_is() -> None:
    assert rounded_ends(3.2, 3.2, 0.1) == (3.2, 3.2)
    assert rounded_ends(3.24, 3.24, 0.1) == (pytest.approx(3.2), 3.24)
    assert rounded_ends(3.24, 3.24, 0.0) == (3.24, 3.24)


@pytest.mark.parametrize(
    ("value", "unit", "on_the_way"),
    [
        (3.2, 0.01, 0.01),  # as many decimals as the answer has
        (4.27, 1.0, 0.1),  # two figures of another number than the answer, not 4
        (1603.0, 10.0, 10.0),
        (0.02, 10.0, 0.1),
    ],
)
def test_numbers_on_the_way_keep_two_figures(value: float, unit: float, on_the_way: float) -> None:
    assert unit_on_the_way(value, unit) == pytest.approx(on_the_way)


def test_a_range_holds_what_a_function_takes_on_and_little_more() -> None:
    rng = random.Random(5)  # noqa: S311 - for a repeatable choice, not for secrets

    def work_out(points: np.ndarray) -> np.ndarray:
        x, y = points.T
        return np.column_stack([x + 2 * y, x * y, (x - 1) ** 2 + y**2])

    for _ in range(200):
        middle = np.array([rng.uniform(-2, 2), rng.uniform(-2, 2)])
        radius = np.abs(middle) * [rng.uniform(0, 0.1), rng.uniform(0, 0.1)]
        found = range_of(work_out, middle - radius, middle + radius)
        grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 41)] * 2), axis=-1).reshape(-1, 2)
        values = work_out(middle + radius * grid)
        width = np.ptp(values, axis=0)
        # Of a saddle the corner between the two that are tried may be a little lower.
        assert (found.low <= values.min(axis=0) + 0.05 * width).all()
        assert (found.high >= values.max(axis=0) - 0.05 * width).all()
        assert (found.high - found.low <= 1.3 * width + 1e-12).all()


def test_what_does_not_move_is_worked_out_once() -> None:
    counts: list[int] = []

    def work_out(points: np.ndarray) -> np.ndarray:
        counts.append(len(points))
        return points * 2

    found = range_of(work_out, np.array([1.5, 2.0]), np.array([1.5, 2.0]))
    assert counts == [1]
    assert (found.low == found.high).all()
