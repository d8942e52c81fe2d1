"""Where a run stands, counted in updates, in epochs, or in rows of data seen."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.run import Run
from gdsim.engine.segment import Segment
from gdsim.models.thinning import Indices

Unit = Literal["iteration", "epoch", "rows"]
UNITS: tuple[Unit, ...] = ("iteration", "epoch", "rows")


def places(run: Run, rows: Indices, unit: Unit) -> Array:
    """Return where rows (n,) of a run are, counted in `unit`: what was gone through before each."""
    if unit == "iteration":
        return rows.astype(np.float64)
    return _epochs_passed(run, rows) if unit == "epoch" else _rows_seen(run, rows)


def _epochs_passed(run: Run, rows: Indices) -> Array:
    """Return how many epochs had been gone through before each row: 1.5 amid the second."""
    result = np.empty(len(rows))
    for segment in run.segments:
        here = rows >= segment.first
        epoch, batch = segment.locate(rows[here])
        result[here] = epoch + batch / segment.batching.updates_per_epoch
    return result


def _rows_seen(run: Run, rows: Indices) -> Array:
    """Return how many rows of data all updates before each row have taken together."""
    result = np.empty(len(rows))
    seen = 0.0
    for k, segment in enumerate(run.segments):
        here = rows >= segment.first
        result[here] = seen + _taken(segment, rows[here])
        if k + 1 < len(run.segments):
            seen += float(_taken(segment, np.array([run.segments[k + 1].first]))[0])
    return result


def _taken(segment: Segment, rows: Indices) -> Array:
    """Return how many rows of data the segment's updates before each row have taken."""
    return _until(segment, rows) - _until(segment, np.array([segment.first]))


def _until(segment: Segment, rows: Indices) -> Array:
    """Return the same, counted from where the division into batches began."""
    batching = segment.batching
    epoch, batch = segment.batching.locate(rows - segment.batch_first)
    whole = batching.updates_per_epoch - 1
    an_epoch = whole * batching.batch_size + int(batching.size(whole))
    return np.asarray(epoch * an_epoch + batch * batching.batch_size, dtype=np.float64)


def row_at(run: Run, length: int, place: float, unit: Unit) -> int:
    """Return the row, 0 .. length, that is nearest to a place."""

    def place_of(row: int) -> float:
        return float(places(run, np.array([row]), unit)[0])

    after = bisect_left(range(length), place, key=place_of)
    before = max(after - 1, 0)
    return before if place - place_of(before) < place_of(after) - place else after
