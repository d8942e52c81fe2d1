"""Where a run stands, counted in updates, in epochs, or in rows of data seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment

Unit = Literal["iteration", "epoch", "rows"]
UNITS: tuple[Unit, ...] = ("iteration", "epoch", "rows")

PARTS = 1000
"""Parts into which rows are divided at once to find a place: a call costs more than its rows."""


def places(run: Run, rows: Ints, unit: Unit) -> Array:
    """Return where rows (n,) of a run are, counted in `unit`: what was gone through before each."""
    if unit == "iteration":
        return rows.astype(np.float64)
    return _accumulated(run, rows, _epochs if unit == "epoch" else _taken)


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


def _epochs(segment: Segment, rows: Ints) -> Array:
    """Return the epochs before each row, 1.5 amid the second."""
    epoch, batch = segment.batching.locate(rows - segment.batch_first)
    return np.asarray(epoch + batch / segment.batching.updates_per_epoch, dtype=np.float64)


def _taken(segment: Segment, rows: Ints) -> Array:
    """Return the rows of data that the updates before each row have taken."""
    batching = segment.batching
    epoch, batch = batching.locate(rows - segment.batch_first)
    whole = batching.updates_per_epoch - 1
    an_epoch = whole * batching.batch_size + int(batching.size(whole))
    return np.asarray(epoch * an_epoch + batch * batching.batch_size, dtype=np.float64)


def row_at(run: Run, length: int, place: float, unit: Unit) -> int:
    """Return the row, 0 .. length, that is nearest to a place."""
    if unit == "iteration":
        return min(max(math.floor(place + 0.5), 0), length)
    before, after = 0, length
    while after - before > 1:
        parts = min(after - before, PARTS)
        rows = before + (after - before) * np.arange(parts + 1) // parts
        k = int(np.searchsorted(places(run, rows, unit), place))
        before, after = int(rows[max(k - 1, 0)]), int(rows[min(k, parts)])
    of_before, of_after = places(run, np.array([before, after]), unit).tolist()
    return before if place - of_before < of_after - place else after
