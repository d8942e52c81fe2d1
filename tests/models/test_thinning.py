"""The envelope keeps few rows, and among them every extreme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdsim.models.thinning import Envelope

CAPACITY = 16
VALUES = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, 1.0, np.nan]))
TABLES = st.integers(0, 300).flatmap(lambda n: arrays(np.float64, (n, 2), elements=VALUES))


def fed(table: np.ndarray, cuts: list[int], capacity: int = CAPACITY) -> Envelope:
    """Give `table` to an envelope in pieces that end at `cuts`."""
    envelope = Envelope(table.shape[1], capacity)
    for piece in np.split(table, sorted(cuts)):
        envelope.extend(piece)
    return envelope


@given(TABLES, st.lists(st.integers(0, 300), max_size=20))
def test_every_bucket_keeps_its_ends_and_extremes(table: np.ndarray, cuts: list[int]) -> None:
    envelope = fed(table, cuts)
    kept = envelope.indices()
    assert len(envelope) == len(table)
    assert len(kept) <= CAPACITY
    for start in range(0, len(table), envelope.bucket_size):
        bucket = table[start : start + envelope.bucket_size]
        mine = kept[(kept >= start) & (kept < start + envelope.bucket_size)]
        assert mine[0] == start
        assert mine[-1] == start + len(bucket) - 1
        for column in range(2):
            finite = bucket[~np.isnan(bucket[:, column]), column]
            if len(finite):
                shown = table[mine, column]
                assert np.nanmin(shown) == finite.min()
                assert np.nanmax(shown) == finite.max()


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
