"""Cells of a table taken for numbers, and those that are none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask
from gdsim.files.data.labels import classes_of, coded
from gdsim.files.data.spelling import (
    DATE,
    LARGEST_NUMBER,
    MINUS,
    WITH_SPACES,
    WITH_UNIT,
    Style,
    as_asked,
    cleaned,
    is_currency,
    is_number,
    spellings_of,
    style_of,
    with_points,
)
from gdsim.files.data.table import RawTable
from gdsim.study.data import Codes

if TYPE_CHECKING:
    import polars as pl

LEAST_SHARE_WITH_UNIT = 0.5
"""From this share of a column's cells on, what stands around their numbers is a unit."""

Manner = Literal[
    "minus", "decimal commas", "comma groups", "point groups", "space groups", "points", "unit"
]
"""What was done to a cell before it was a number."""


class Taken(Struct, frozen=True):
    """One of the ways in which cells of a column were taken, by the first such cell."""

    manner: Manner
    cell: str
    value: float


class Column(Struct, frozen=True, eq=False, dict=True):
    """A column of a table as numbers.

    Attributes
    ----------
    values
        float64 of shape (N,), anything where `good` is False.
    good
        Whether each cell is a finite number of a size up to `LARGEST_NUMBER`, shape (N,); None
        where all are.
    ways
        Tells the ways in which its cells were taken that are not plain.
    codes
        The numbers that its classes were taken for; empty where no class was.
    """

    table: RawTable
    index: int
    values: Array
    good: Mask | None
    ways: Callable[[], tuple[Taken, ...]] = tuple
    codes: Codes = ()

    @property
    def name(self) -> str:
        """The name in the header."""
        return self.table.names[self.index]

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        """Ways in which its cells were taken that are not plain; looked for when asked for."""
        return self.ways()

    @property
    def is_numeric(self) -> bool:
        """Whether at least one cell is a number."""
        return self.good is None or bool(self.good.any())

    @cached_property
    def bad(self) -> NDArray[np.intp]:
        """Rows whose cell is no number, ascending."""
        return np.flatnonzero(~self.good) if self.good is not None else np.empty(0, dtype=np.intp)

    @cached_property
    def cells(self) -> pl.Series:
        """What stands in it as texts, null for a gap."""
        return self.table.cells(self.index)

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Its classes, that of 0 first; none where a cell may be a number, or of too many texts."""
        if self.is_numeric or self.is_dates or len(self.units) == 1:
            return ()
        found = classes_of(self.cells)
        return () if any(map(is_number, found)) else found

    @cached_property
    def is_dates(self) -> bool:
        """Whether every cell is a day or a time of day."""
        some = self.cells.drop_nulls()
        return bool(len(some)) and bool(some.str.contains(DATE).all())

    @cached_property
    def units(self) -> tuple[str, ...]:
        """What stands before or after its numbers, without repetition."""
        return () if self.good is None else units_of(self.cells)[1]

    def text(self, row: int) -> str:
        """Return what stands in a row, empty where nothing does."""
        found = self.table.texts[str(self.index)][row]
        return "" if found is None else str(found).strip()


def column(table: RawTable, index: int, *, has_unit: bool = False, codes: Codes = ()) -> Column:
    """Return a column's numbers: polars' own where it found nothing else, or read from texts.

    Parameters
    ----------
    has_unit
        Whether what stands before or after the numbers is to be left out.
    codes
        The numbers that its classes are to be taken for; empty for a column of numbers.
    """
    import polars as pl

    if codes:
        values = coded(table.cells(index), codes)
        return Column(table, index, values, _all_or(np.isfinite(values)), codes=codes)
    series = table.frame[str(index)]
    if series.dtype.is_numeric() and not series.null_count() and not _is_written(table, index):
        values = series.cast(pl.Float64).to_numpy()
        # NaN is not within, and neither is an infinite number.
        low, high = float(values.min()), float(values.max())
        if low >= -LARGEST_NUMBER and high <= LARGEST_NUMBER:
            return Column(table, index, values, None, partial(_doubtful_points, table, index))
    return _from_texts(table, index, has_unit)


def _all_or(good: Mask) -> Mask | None:
    return None if good.all() else good


def _is_written(table: RawTable, index: int) -> bool:
    """Tell whether what polars takes for numbers may stand for others."""
    if not table.frame[str(index)].dtype.is_float():
        return False
    if table.thousands == "point":
        return True
    has_commas = table.spelling.has_decimal_commas and bool(table.separator)
    return has_commas and table.spelling_of(index).is_grouped_by_points


def _doubtful_points(table: RawTable, index: int) -> tuple[Taken, ...]:
    """Return a cell such as 1.250 where each might be a thousand and more: between semicolons."""
    series = table.frame[str(index)]
    if table.separator != ";" or table.thousands or not series.dtype.is_float():
        return ()
    if not table.spelling_of(index).is_grouped_by_points:
        return ()
    has_point = table.cells(index).str.contains(".", literal=True)
    return _first("points", table, index, has_point, series)


def _from_texts(table: RawTable, index: int, has_unit: bool) -> Column:
    """Return the numbers that the texts of a column stand for."""
    import polars as pl

    cells = table.cells(index)
    spelling = table.spelling_of(index)
    if not spelling.has_digits:
        nothing = np.zeros(len(cells), dtype=bool)
        return Column(table, index, np.full(len(cells), np.nan), nothing)
    texts: pl.Series = cells
    found: tuple[str, ...] = ()
    if has_unit:
        texts, found = units_of(cells)
        texts = cleaned(texts.to_frame("0"))["0"]
        # Numbers of several units are no numbers of one column.
        texts = texts if len(found) < 2 else texts.set(texts.is_not_null(), None)
        changed = (texts != cells) & texts.is_not_null()
        spelling = spellings_of(texts.to_frame("0"))["0"]
    style: Style = "plain"
    if table.thousands:
        numbers = as_asked(texts, table.thousands).cast(pl.Float64, strict=False)
    else:
        # No currency has three decimals: $125,000 leaves nothing open.
        separator = "," if has_unit and is_currency(found) else table.separator
        style = style_of(spelling, table.spelling, separator)
        numbers = with_points(texts, style).cast(pl.Float64, strict=False)
    is_good = (numbers.is_finite() & (numbers.abs() <= LARGEST_NUMBER)).fill_null(value=False)

    def ways() -> tuple[Taken, ...]:
        where = changed & is_good if has_unit else pl.Series([False])
        units = _first("unit", table, index, where, numbers)
        return (*units, *_manners(table, index, texts, numbers, is_good, style))

    return Column(table, index, numbers.to_numpy(), _all_or(is_good.to_numpy()), ways)


def _manners(
    table: RawTable, index: int, texts: pl.Series, numbers: pl.Series, good: pl.Series, style: Style
) -> list[Taken]:
    """Return in which ways texts were taken for numbers that are not plain."""
    raw = table.texts[str(index)].str.strip_chars()
    looks: list[tuple[Manner, pl.Series]] = [
        ("minus", raw.str.contains(f"[{MINUS}]")),
        ("space groups", raw.str.contains(WITH_SPACES)),
    ]
    if style in ("decimal commas", "comma groups", "point groups"):
        sign = "." if style == "point groups" else ","
        looks.append((style, texts.str.contains(sign, literal=True)))
    return [
        one
        for manner, where in looks
        for one in _first(manner, table, index, where & good, numbers)
    ]


def _first(
    manner: Manner, table: RawTable, index: int, where: pl.Series, numbers: pl.Series
) -> tuple[Taken, ...]:
    row = where.fill_null(value=False).arg_max()
    if row is None or not where[row]:
        return ()
    cell = str(table.texts[str(index)][row]).strip()
    return (Taken(manner, cell, float(numbers[row])),)


def units_of(cells: pl.Series) -> tuple[pl.Series, tuple[str, ...]]:
    """Return the numbers of cells without their units, as texts, and the units.

    There is no unit where fewer than half of the cells have one.
    """
    import polars as pl

    parts = cells.str.extract_groups(WITH_UNIT).struct.unnest().fill_null("")
    units = parts["before"] + parts["after"].str.strip_chars()
    has_unit = (units != "") & cells.is_not_null()
    n_cells = len(cells) - cells.null_count()
    if not n_cells or has_unit.sum() < LEAST_SHARE_WITH_UNIT * n_cells:
        return cells, ()
    texts = parts["sign"] + parts["number"]
    texts = texts.set((texts == "") | cells.is_null(), None)
    found = units.filter(has_unit).unique(maintain_order=True).cast(pl.String).to_list()
    return texts, tuple(found)
