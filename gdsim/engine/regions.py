"""Which learning rates of a sweep are too small, just right or too large."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gdsim.engine.errors import InputError
from gdsim.engine.sweep import LEARNING_RATE, SweepResult

CLOSE = 0.01
"""Share of the best run's decrease of the loss that a learning rate may miss and still be right."""


class Region(StrEnum):
    """How a learning rate fits; see `regions`."""

    TOO_SMALL = "too-small"
    JUST_RIGHT = "just-right"
    TOO_LARGE = "too-large"


REGIONS = tuple(Region)


def regions(result: SweepResult, close: float = CLOSE) -> NDArray[np.int8]:
    """Return for each run the index in `REGIONS` of its learning rate's fit.

    Learning rates are compared with one another where the other axis is the same. With L0 the loss
    at the start and L* the lowest final loss among them, reached first by the rate eta*:

    - a run that diverged has too large a rate;
    - just right is L <= L* + close * (L0 - L*);
    - of the others those with eta < eta* are too small, those with eta > eta* too large.

    Where every run diverged, all are too large.

    Raises
    ------
    InputError
        If the learning rate is not an axis of the sweep.
    """
    names = [axis.name for axis in result.axes]
    if LEARNING_RATE not in names:
        raise InputError("the sweep has no axis for the learning rate")
    index = names.index(LEARNING_RATE)
    rates = np.array(result.axes[index].values)
    loss = np.moveaxis(result.final_loss, index, -1)
    known = np.where(np.isfinite(loss), loss, np.inf)
    best = known.min(axis=-1, keepdims=True)
    best_rate = rates[known.argmin(axis=-1)][..., np.newaxis]
    with np.errstate(invalid="ignore"):
        right = known <= best + close * np.maximum(result.start_loss - best, 0.0)
    diverged = ~np.isfinite(loss)
    found = np.where(
        rates < best_rate, REGIONS.index(Region.TOO_SMALL), REGIONS.index(Region.TOO_LARGE)
    )
    found[right] = REGIONS.index(Region.JUST_RIGHT)
    found[diverged] = REGIONS.index(Region.TOO_LARGE)
    return np.moveaxis(found, -1, index).astype(np.int8)
