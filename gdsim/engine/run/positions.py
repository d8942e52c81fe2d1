"""Where a run stands along the axis of a plot: in updates, in epochs, or in rows of data seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import numpy as np

from gdsim.engine.arrays import Array, Int, Ints
from gdsim.engine.descent.batching import Batching
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment

Unit = Literal["iteration", "epoch", "rows"]

PARTS_OF_A_SEARCH = 1000
"""Parts that rows are divided into at once to find one: a call costs more than its rows."""


def positions(run: Run, rows: Ints, unit: Unit) -> Array:
    """Return the positions (n,) of rows (n,) of a run: how many of `unit` lie before each."""
    if unit == "iteration":
        return rows.astype(np.float64)
    return _accumulated(run, rows, _epochs if unit == "epoch" else _rows_seen)


def _accumulated(run: Run, rows: Ints, until: Callable[[Segment, Ints], Array]) -> Array:
    """Return what was gone through before each row: of every segment as much as it made.

    `until` counts from where a segment's division into batches began.
    """
    result = np.empty(len(rows))
    seen = 0.0
    for k, segment in enumerate(run.segments):
        begun = float(until(segment, np.array([segment.first]))[0])
        here = rows >= segment.first
        result[here] = seen + until(segment, rows[here]) - begun
        if k + 1 < len(run.segments):
            seen += float(until(segment, np.array([run.segments[k + 1].first]))[0]) - begun
    return result


def epochs_cut_short(run: Run) -> int:
    """Return how many epochs of a run ended before all of their batches, as others were made."""
    pairs = pairwise(run.segments)
    cut = (new.batch_first == new.first and old.locate(new.first)[1] > 0 for old, new in pairs)
    return sum(map(bool, cut))


def _epochs(segment: Segment, rows: Ints) -> Array:
    """Return the epochs before each row; 1.5 half-way through the second epoch."""
    epoch, batch = segment.batching.locate(rows - segment.batch_first)
    return np.asarray(epoch + batch / segment.batching.updates_per_epoch, dtype=np.float64)


def _rows_seen(segment: Segment, rows: Ints) -> Array:
    """Return the rows of data that the updates before each row have seen."""
    return np.asarray(rows_seen(segment.batching, rows - segment.batch_first), dtype=np.float64)


def rows_seen(batching: Batching, updates: Int) -> Int:
    """Return the rows of data that the first so many updates have seen."""
    last = batching.updates_per_epoch - 1
    per_epoch = last * batching.batch_size + int(batching.size(last))
    epoch, batch = batching.locate(updates)
    seen: Int = epoch * per_epoch + batch * batching.batch_size
    return seen


def row_at(run: Run, length: int, position: float, unit: Unit) -> int:
    """Return the row, 0 .. length, that is nearest to a position."""
    if unit == "iteration":
        return min(max(math.floor(position + 0.5), 0), length)
    before, after = 0, length
    while after - before > 1:
        parts = min(after - before, PARTS_OF_A_SEARCH)
        rows = before + (after - before) * np.arange(parts + 1) // parts
        k = int(np.searchsorted(positions(run, rows, unit), position))
        before, after = int(rows[max(k - 1, 0)]), int(rows[min(k, parts)])
    of_before, of_after = positions(run, np.array([before, after]), unit).tolist()
    return before if position - of_before < of_after - position else after
