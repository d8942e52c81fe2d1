"""A data set: named columns of equal length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.problem.scaling import Scaling


class Dataset(Struct, frozen=True, eq=False):
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
        What was done to columns, first to last; see `gdsim.engine.problem.scaling`.
    left_out
        Names of columns that were left out, since not each of their cells is a number.
    """

    source: str
    names: tuple[str, ...]
    values: Array
    scalings: tuple[Scaling, ...] = ()
    left_out: tuple[str, ...] = ()

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

    def scaled(self, method: str, names: Sequence[str]) -> Dataset:
        """Return the data with its columns `names` scaled and all others as they are.

        The new data's source says what was done, so that it can be done again.

        Raises
        ------
        InputError
            If a name is no column or stands twice, or a column has no scale.
        """
        self._check_scalable(names)
        index = [self.names.index(name) for name in names]
        scaling = Scaling.of(method, names, self.columns(names))
        values = self.values.copy()
        values[:, index] = scaling.apply(values[:, index])
        source = f"{self.source} | {method} {', '.join(names)}"
        scalings = (*self.scalings, scaling)
        return replace(self, source=source, values=values, scalings=scalings)

    def _check_scalable(self, names: Sequence[str]) -> None:
        if not names:
            raise InputError("no column to scale is named; name at least one")
        for name in names:
            if name not in self.names:
                raise InputError(
                    "there is no column {name} to scale; the columns are {accepted}",
                    name=name,
                    accepted=", ".join(self.names),
                )
            if list(names).count(name) > 1:
                raise InputError("column {name} is to be scaled twice; name it once", name=name)
