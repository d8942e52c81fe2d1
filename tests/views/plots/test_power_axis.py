"""Ticks of logarithmic axes: readable at any width of the range."""

from __future__ import annotations

from math import log10

import numpy as np
import pytest

from gdsim.views.plots.power_axis import log_ticks, power_texts

ROOM = 34.0


def labelled(low: float, high: float, size: float = 400.0) -> list[float]:
    """Return the labelled numbers of an axis from `low` to `high`."""
    return [10.0**x for x in log_ticks(log10(low), log10(high), size, ROOM)[0][1]]


def test_decades_are_labelled_by_powers_of_ten() -> None:
    assert labelled(1e-8, 1e8) == pytest.approx([10.0**k for k in range(-8, 9, 2)])


@pytest.mark.parametrize(
    ("low", "high"),
    [(0.1546, 0.1601), (2.1, 4.9), (9.7, 10.4), (3e-9, 3.2e-9), (0.15460, 0.15461), (1.2e7, 9e7)],
)
@pytest.mark.parametrize("size", [200.0, 500.0, 900.0])
def test_axis_within_one_decade_has_round_even_labels_with_room(
    low: float, high: float, size: float
) -> None:
    places = np.array(labelled(low, high, size))
    assert len(places) >= (2 if size < 400 else 3)
    assert places[0] >= low * (1 - 1e-12) and places[-1] <= high * (1 + 1e-12)
    pixels = np.log10(places) * size / (log10(high) - log10(low))
    assert np.diff(pixels).min() >= 0.98 * ROOM
    texts = power_texts(np.log10(places).tolist())
    assert len(set(texts)) == len(texts)


def test_labels_are_the_numbers_where_they_stand() -> None:
    assert power_texts([log10(0.1545), log10(0.155)]) == ["0.1545", "0.155"]
    assert power_texts([log10(0.154601), log10(0.154602)]) == ["0.154601", "0.154602"]
    assert power_texts([log10(3.1e-9), log10(2e-9), -9.0]) == ["3.1·10⁻⁹", "2·10⁻⁹", "10⁻⁹"]
