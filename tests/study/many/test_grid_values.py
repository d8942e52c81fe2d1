"""Values of a range: how few figures they are written in, worked out by hand."""

from __future__ import annotations

import math

import pytest

from gdsim.study.many.grid_values import even_values, log_values


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        # A tenth of the distance is 0.105, 0.052 and 0.21: one decimal, two, and one.
        (0.0, math.pi, 4, (0.0, 1.0, 2.1, math.pi)),
        (0.0, math.pi, 7, (0.0, 0.52, 1.05, 1.57, 2.09, 2.62, math.pi)),
        (0.0, 2 * math.pi, 4, (0.0, 2.1, 4.2, 2 * math.pi)),
        (100.0, 500.0, 4, (100.0, 230.0, 370.0, 500.0)),
        (2.5, 9.0, 2, (2.5, 9.0)),
        (2.5, 2.5, 3, (2.5, 2.5, 2.5)),
        # As on paper, 10.5 is 11 in whole numbers.
        (0.0, 21.0, 3, (0.0, 11.0, 21.0)),
    ],
)
def test_even_values_are_off_by_a_tenth_of_their_distance_at_most(
    low: float, high: float, count: int, expected: tuple[float, ...]
) -> None:
    assert even_values(low, high, count) == expected


def test_ends_are_as_they_were_given() -> None:
    third = 1 / 3
    assert even_values(third, 2 * third, 5)[::4] == (third, 2 * third)
    assert log_values(third, 2 * third, 5)[::4] == (third, 2 * third)


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (1.0, 1000.0, 4, (1.0, 10.0, 100.0, 1000.0)),
        # The square root of 2 in four figures, and where the neighbours are near in five.
        (1.0, 2.0, 3, (1.0, 1.414, 2.0)),
        (1.0, 1.001, 3, (1.0, 1.0005, 1.001)),
        (0.02, 0.02, 1, (0.02,)),
    ],
)
def test_logarithmic_values_have_as_few_figures_as_tell_them_apart(
    low: float, high: float, count: int, expected: tuple[float, ...]
) -> None:
    assert log_values(low, high, count) == pytest.approx(expected, rel=1e-15)
