"""What a table is made of before it is written: columns of one length, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Mask
from gdsim.files.shortened import encodable

if TYPE_CHECKING:
    import polars as pl

    Values = np.ndarray[Any, np.dtype[Any]]


ROWS_OF_A_PART = 10_000
"""Rows that are made into texts at once: as texts they take thirty times as much memory."""


class Column(Struct, frozen=True, eq=False):
    """The cells of a column.

    Attributes
    ----------
    values
        Shape (n,): of floats, integers or booleans; of Python's objects where they are texts.
    missing
        Shape (n,): where there is no value, whatever stands in `values`; None: nowhere.
    """

    values: Values
    missing: Mask | None = None

    @classmethod
    def of(cls, cells: Sequence[object], kind: type) -> Column:
        """Return a column of cells of one kind: `str`, `int` or `float`; None is no value."""
        missing = np.array([cell is None for cell in cells], dtype=np.bool_)
        if kind is str:
            texts = [None if cell is None else encodable(str(cell)) for cell in cells]
            return cls(np.array([*texts, None], dtype=object)[:-1], missing)
        known = [0 if cell is None else cell for cell in cells]
        return cls(np.array(known, dtype=np.float64 if kind is float else np.int64), missing)

    @classmethod
    def without_nan(cls, values: Values) -> Column:
        """Return a column that has no value where a number is NaN."""
        missing = np.isnan(values)
        return cls(values, missing if missing.any() else None)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def kind(self) -> str:
        """Which kind its values are of, in NumPy's letters: f, i, b, or O for texts."""
        return self.values.dtype.kind

    @property
    def is_missing(self) -> Mask:
        """Where there is no value."""
        return np.zeros(len(self), dtype=np.bool_) if self.missing is None else self.missing

    def rows(self, start: int, stop: int) -> Column:
        """Return the cells start .. stop - 1, fewer where there are not so many."""
        missing = None if self.missing is None else self.missing[start:stop]
        return Column(self.values[start:stop], missing)

    def but_the_last(self) -> Column:
        """Return the column without a value in its last row."""
        missing = self.is_missing.copy()
        missing[-1:] = True
        return Column(self.values, missing)

    def to_list(
        self, shown: Callable[[Any], object] | None = None, gap: object = None
    ) -> list[Any]:
        """Return the cells, each as `shown` makes it, and `gap` where there is no value."""
        cells: list[Any] = self.values.tolist()
        if self.missing is None or not self.missing.any():
            return cells if shown is None else [shown(cell) for cell in cells]
        pairs = zip(cells, self.missing.tolist(), strict=True)
        return [gap if gone else cell if shown is None else shown(cell) for cell, gone in pairs]


class Frame(Struct, frozen=True, eq=False):
    """Columns of one length, by name; at least one."""

    by_name: Mapping[str, Column]

    @classmethod
    def of(cls, columns: Mapping[str, Column | Values]) -> Frame:
        """Return a frame of columns, or of arrays that have a value in every row."""
        return cls(
            {
                name: column if isinstance(column, Column) else Column(column)
                for name, column in columns.items()
            }
        )

    @classmethod
    def of_rows(cls, rows: Sequence[Mapping[str, object]], kinds: Mapping[str, type]) -> Frame:
        """Return a frame of rows, which have a value or None for each name of `kinds`."""
        return cls(
            {name: Column.of([row[name] for row in rows], kind) for name, kind in kinds.items()}
        )

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.by_name)

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return len(self) * len(self.by_name)

    def __len__(self) -> int:
        return len(next(iter(self.by_name.values())))

    def __getitem__(self, name: str) -> Column:
        return self.by_name[name]

    def parts(self) -> Iterator[Frame]:
        """Yield some of the rows after the others; a frame without rows in one part."""
        for start in range(0, max(len(self), 1), ROWS_OF_A_PART):
            yield Frame(
                {
                    name: column.rows(start, start + ROWS_OF_A_PART)
                    for name, column in self.by_name.items()
                }
            )

    def select(self, names: Mapping[str, str]) -> Frame:
        """Return the columns with these names, each under the key that it has in `names`."""
        return Frame({new: self[old] for new, old in names.items()})

    def with_each(self, kind: str, changed: Callable[[str, Column], Column]) -> Frame:
        """Return the frame with every column of a kind changed."""
        return Frame(
            {
                name: changed(name, column) if column.kind == kind else column
                for name, column in self.by_name.items()
            }
        )

    def to_polars(self) -> pl.DataFrame:
        """Return the same as a frame of polars."""
        import polars as pl

        return pl.DataFrame([_series(name, column) for name, column in self.by_name.items()])


def _series(name: str, column: Column) -> pl.Series:
    import polars as pl

    if column.kind == "O":
        return pl.Series(name, column.to_list(), dtype=pl.String)
    series = pl.Series(name, np.ascontiguousarray(column.values))
    if column.missing is None or not column.missing.any():
        return series
    known = pl.Series(~column.missing)
    return pl.select(pl.when(known).then(series).alias(name)).to_series()


def below_each_other(frames: Sequence[Frame]) -> Frame:
    """Return the rows of all frames, with every column that any has, in the order they come.

    Columns of one name are of one kind. Where a frame has no such column, there is no value.
    """
    firsts = {name: frame[name] for frame in reversed(frames) for name in frame.columns}
    names = dict.fromkeys(name for frame in frames for name in frame.columns)
    return Frame({name: _joined(name, frames, firsts[name].values.dtype) for name in names})


def _joined(name: str, frames: Sequence[Frame], kind: np.dtype[Any]) -> Column:
    parts, gaps = [], []
    for frame in frames:
        column = frame.by_name.get(name)
        if column is None:
            empty = np.full(len(frame), None if kind.kind == "O" else 0, dtype=kind)
            column = Column(empty, np.ones(len(frame), dtype=np.bool_))
        parts.append(column.values)
        gaps.append(column.is_missing)
    return Column(np.concatenate(parts), np.concatenate(gaps))
