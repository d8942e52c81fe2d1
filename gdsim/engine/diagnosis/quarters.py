"""Losses that scatter, compared by quarters: those of the third beside those of the last."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.run.run import Run

FEWEST_LOSSES = 8
"""Losses with which anything is said of their scatter."""

BLURRED_MEAN = 0.01
"""Share of the loss gained that the mean of a few batch losses may be off by, to tell anything."""

MOST_COMPARED = 20_000
"""Updates, the last ones, whose losses are compared by quarters."""


class Quarters(Struct, frozen=True):
    """The losses of the third and the last quarter of some updates.

    Attributes
    ----------
    count
        How many updates these are, the last ones.
    before, last
        Their means.
    least
        The least of the last quarter.
    spread
        By how much the means may differ by chance: the scatter of the full losses in the last
        quarter; where these are few, twice the standard error of the difference of batch losses.
    """

    count: int
    before: float
    last: float
    least: float
    spread: float


def quarters(run: Run, since: int) -> Quarters | None:
    """Return the losses of the third and the last quarter; None if these tell too little.

    Only updates from `since` on count: before, the settings were others.
    """
    length = min(run.length - since, MOST_COMPARED)
    if length < 4 * FEWEST_LOSSES:
        return None
    rows = run.columns(run.length - length, run.length)
    third, fourth = slice(length // 2, 3 * length // 4), slice(3 * length // 4, length)
    before, last = rows.full_loss[third], rows.full_loss[fourth]
    before, last = before[~np.isnan(before)], last[~np.isnan(last)]
    if min(len(before), len(last)) >= FEWEST_LOSSES:
        return _quarters_of(length, before, last, float(last.std()))
    before, last = rows.loss[third], rows.loss[fourth]
    spread = 2 * math.sqrt(before.var() / len(before) + last.var() / len(last))
    gained = abs(float(rows.loss[0]) - float(last.mean()))
    # A slow descent hides behind chance that is that large.
    is_blurred = spread > BLURRED_MEAN * gained
    return None if is_blurred else _quarters_of(length, before, last, spread)


def _quarters_of(count: int, before: Array, last: Array, spread: float) -> Quarters:
    return Quarters(
        count=count,
        before=float(before.mean()),
        last=float(last.mean()),
        least=float(last.min()),
        spread=spread,
    )
