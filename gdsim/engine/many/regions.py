"""Which learning rates of a sweep are too small, just right or too large.

A rate is judged by the updates it needs. Let L(eta, t) be the loss of all rows after t updates, L0
that at the start and

    F(t) = the lowest L(eta, t) of all rates swept, that of the fastest one.

With s = T / 5 for T updates (see `gdsim.engine.many.sweep.marks_of`)

- too large: the run diverged, or its final loss is above L0;
- just right: L(eta, T) <= F(s), it gets at least as far as the fastest does in a fifth of the
  updates, so it needs at most five times as many;
- of the others those below the rate that is best after T are too small, those above it are too
  large.

Where the fastest rate is at its goal after s updates already, nothing would tell it from one that
got there much later: then T / 5 and T / 25 are taken instead of T and T / 5, and so on. It is at
its goal where it lacks no more than `NEGLIGIBLE` of the best decrease of the loss, or `SCATTER`
where batches hold some of the rows only. What two rates may differ by in the comparison is as much.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.errors import InputError
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.many.axes import LEARNING_RATE
from gdsim.engine.many.sweep import SweepResult

NEGLIGIBLE, SCATTER = 1e-12, 1e-2
"""Shares of the best decrease of the loss that do not count, without and with noise."""


class Region(StrEnum):
    """How a learning rate fits; see above."""

    TOO_SMALL = "too-small"
    JUST_RIGHT = "just-right"
    TOO_LARGE = "too-large"


REGIONS = tuple(Region)

UNJUDGED = -1
"""Where runs to be compared with were not made to their end."""


class _Judged(Struct, frozen=True):
    """How one line of learning rates fits, and the updates T and s that it was judged by."""

    codes: NDArray[np.int8]
    updates: int
    fastest: int


def regions(result: SweepResult) -> NDArray[np.int8]:
    """Return for each run the index in `REGIONS` of its learning rate's fit, or `UNJUDGED`.

    Learning rates are compared with one another where the other axis is the same.

    Raises
    ------
    InputError
        If the learning rate is not an axis of the sweep.
    """
    names = [axis.name for axis in result.axes]
    if LEARNING_RATE not in names:
        raise InputError("the sweep has no axis for the learning rate")
    index = names.index(LEARNING_RATE)
    found = np.full(result.final_loss.shape, UNJUDGED, dtype=np.int8)
    lines = np.moveaxis(found, index, -1).reshape(-1, found.shape[index])
    done = np.moveaxis(result.is_done, index, -1).reshape(lines.shape)
    grown = np.moveaxis(result.has_grown, index, -1).reshape(lines.shape)
    losses = np.moveaxis(result.marked_loss, index + 1, -1).reshape(-1, *lines.shape)
    for k in np.flatnonzero(done.all(axis=1)):
        lines[k] = _judge(result, losses[:, k], grown[k]).codes
    shape = np.moveaxis(found, index, -1).shape
    return np.moveaxis(lines.reshape(shape), -1, index)


def judged_after(result: SweepResult) -> tuple[int, int]:
    """Return T and s of a sweep over the learning rate alone, with all its runs done."""
    judged = _judge(result, result.marked_loss, result.has_grown)
    return judged.updates, judged.fastest


def _judge(result: SweepResult, losses: Array, grown: Mask) -> _Judged:
    """Judge rates by their losses at the marks, shape (marks, rates)."""
    index = [axis.name for axis in result.axes].index(LEARNING_RATE)
    rates = np.array(result.axes[index].values)
    known = np.where(np.isfinite(losses) & ~grown, losses, np.inf)
    lowest = known.min(axis=1)
    best = float(lowest.min())
    share = SCATTER if result.is_noisy else NEGLIGIBLE
    slack = share * max(result.start_loss - best, 0.0) + LOSS_ROUNDING * abs(best)
    late, early = 0, min(1, len(lowest) - 1)
    while early + 1 < len(lowest) and lowest[early] <= best + slack:
        late, early = late + 1, early + 1
    is_below = rates < rates[known[late].argmin()]
    codes = np.where(is_below, REGIONS.index(Region.TOO_SMALL), REGIONS.index(Region.TOO_LARGE))
    codes[known[late] <= lowest[early] + slack] = REGIONS.index(Region.JUST_RIGHT)
    codes[grown] = REGIONS.index(Region.TOO_LARGE)
    return _Judged(codes.astype(np.int8), result.marks[late], result.marks[early])
