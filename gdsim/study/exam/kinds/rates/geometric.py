"""Distances that shrink by the same factor in each update."""

from __future__ import annotations

import math

MOST_UPDATES = 100_000


def updates_until(tolerance: float, distance: float, factor: float) -> int:
    """Return after how many updates `distance` is below `tolerance` for the first time.

    Raises
    ------
    ValueError
        If it never is.
    """
    left, size = abs(distance), abs(factor)
    if left < tolerance:
        return 0
    if size >= 1:
        raise ValueError("the distance does not shrink")
    if not size:
        return 1
    updates = max(0, math.floor(math.log(tolerance / left) / math.log(size)) - 1)
    while left * size**updates >= tolerance:
        updates += 1
        if updates > MOST_UPDATES:
            raise ValueError("the distance shrinks too slowly")
    return updates
