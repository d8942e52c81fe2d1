"""A data set: named columns of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gdsim.engine.errors import InputError

if TYPE_CHECKING:
    from gdsim.engine.scaling import Scaling

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Named columns of N rows; immutable.

    Attributes
    ----------
    source
        What to write into a scenario file to get this data again: a file's path or a generator such
        as ``linear(rows=10000, noise=1, seed=0)``.
    names
        Column names, unique, in file order.
    values
        float64 of shape (N, number of columns), finite, not writeable.
    scalings
        What was done to columns, first to last; see `gdsim.engine.scaling`.
    """

    source: str
    names: tuple[str, ...]
    values: Array
    scalings: tuple[Scaling, ...] = ()

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise ValueError("values must have one column for each name")
        if not len(self.values):
            raise InputError("the data has no rows; at least one row of numbers is needed")
        self.values.setflags(write=False)

    def __len__(self) -> int:
        return len(self.values)

    def columns(self, names: Sequence[str]) -> Array:
        """Return the named columns as a C-contiguous array of shape (N, len(names)).

        All columns in their own order are `values` themselves, not another copy of them.
        """
        if tuple(names) == self.names:
            return np.ascontiguousarray(self.values)
        index = [self.names.index(name) for name in names]
        return np.ascontiguousarray(self.values[:, index])
