"""The kinds of array that the engine works with."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

Rows = Ints
"""Ints of rows of a data set."""

Int = TypeVar("Int", int, Ints)
"""A whole number, or many."""


def all_along_last(values: Mask) -> Mask:
    """Return whether all are true along the last axis, which is too short for NumPy's own way."""
    every: Mask = values[..., 0].copy()
    for k in range(1, values.shape[-1]):
        every &= values[..., k]
    return every


def length(vector: Array) -> float:
    """Return the length of a vector (d,), without the squares, which over- and underflow."""
    return float(np.hypot.reduce(vector))


SHORTEST_BY_SQUARES = 1e-140
"""Length whose square is still a float with all its digits."""


def norm(vector: Array) -> float:
    """Return the length of a vector (d,): to the bit as NumPy's, while its squares are floats."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        plain = float(np.linalg.norm(vector))
        return plain if SHORTEST_BY_SQUARES <= plain < np.inf else length(vector)


def norms(vectors: Array) -> Array:
    """Return the lengths of vectors (..., d): to the bit as NumPy's, while their squares are."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        plain: Array = np.linalg.norm(vectors, axis=-1)
        is_plain = (plain >= SHORTEST_BY_SQUARES) & (plain < np.inf)
        if not is_plain.all():
            plain = np.where(is_plain, plain, np.hypot.reduce(vectors, axis=-1))
    return plain
