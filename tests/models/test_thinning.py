"""The envelope keeps few rows, and among them every extreme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdsim.models.thinning import Envelope

CAPACITY = 48
MOST_BUCKETS = CAPACITY // (4 * 3)
VALUES = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 1.0, np.nan]))
TABLES = st.integers(0, 300).flatmap(lambda n: arrays(np.float64, (n, 2), elements=VALUES))


def fed(table: np.ndarray, cuts: list[int], capacity: int = CAPACITY) -> Envelope:
    """Give `table` to an envelope in pieces that end at `cuts`."""
    envelope = Envelope(table.shape[1], capacity)
    for piece in np.split(table, sorted(cuts)):
        envelope.extend(piece)
    return envelope


def keeps_ends_and_extremes(table: np.ndarray, kept: np.ndarray, size: int) -> bool:
    """Tell whether of every `size` rows the first, the last and each column's extremes are kept."""
    for start in range(0, len(table), size):
        bucket = table[start : start + size]
        shown = table[kept[(kept >= start) & (kept < start + size)]]
        if not len(shown) or not {start, start + len(bucket) - 1} <= set(kept.tolist()):
            return False
        for extreme in (np.fmin, np.fmax):
            wanted, found = extreme.reduce(bucket), extreme.reduce(shown)
            if not np.array_equal(wanted, found, equal_nan=True):
                return False
    return True


@given(TABLES, st.lists(st.integers(0, 300), max_size=20))
def test_every_bucket_keeps_its_ends_and_extremes(table: np.ndarray, cuts: list[int]) -> None:
    """Buckets are no larger than it takes, up to the next power of two."""
    envelope = fed(table, cuts)
    assert len(envelope) == len(table)
    assert len(envelope.indices()) <= CAPACITY
    sizes = [size for size in 2 ** np.arange(9) if size < max(2, 2 * len(table) / MOST_BUCKETS)]
    assert any(keeps_ends_and_extremes(table, envelope.indices(), size) for size in sizes)


@given(TABLES, st.lists(st.integers(0, 300), max_size=20))
def test_kept_rows_are_ascending_rows_of_the_table(table: np.ndarray, cuts: list[int]) -> None:
    envelope = fed(table, cuts)
    assert (np.diff(envelope.indices()) > 0).all()
    np.testing.assert_array_equal(envelope.values(), table[envelope.indices()])


@given(TABLES, st.integers(0, 300))
def test_upto_gives_the_kept_rows_before_it(table: np.ndarray, upto: int) -> None:
    envelope = fed(table, [])
    kept = envelope.indices()
    np.testing.assert_array_equal(envelope.indices(upto), kept[kept < upto])
    np.testing.assert_array_equal(envelope.values(upto), table[kept[kept < upto]])


@given(TABLES.filter(lambda table: len(table) <= CAPACITY))
def test_a_short_series_is_kept_whole(table: np.ndarray) -> None:
    np.testing.assert_array_equal(fed(table, []).indices(), np.arange(len(table)))


def test_a_cleared_envelope_counts_from_zero_again() -> None:
    envelope = fed(np.ones((500, 1)), [100])
    envelope.clear()
    envelope.extend([[2.0], [3.0]])
    assert envelope.indices().tolist() == [0, 1]
    assert envelope.values().tolist() == [[2.0], [3.0]]


def test_a_capacity_without_room_for_a_bucket_is_refused() -> None:
    with pytest.raises(ValueError, match="capacity"):
        Envelope(3, 15)
