"""Cells of a table taken for numbers, and those that are none, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.errors import InputError
from gdsim.files.data.table import DECIMAL_COMMA, RawTable
from gdsim.files.shortened import shortened
from gdsim.texts import N_

if TYPE_CHECKING:
    import polars as pl

MOST_CHARACTERS_OF_NAMES = 500
"""The most characters of a list of columns in a message."""

LARGEST_NUMBER = 1e150
"""The largest size of a number that is accepted: its square, summed over many rows, is finite."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_GROUPED_BY_POINTS = r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$"


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table as numbers.

    Attributes
    ----------
    values
        float64 of shape (N,), anything where `good` is False.
    good
        Whether each cell is a finite number of a size up to `LARGEST_NUMBER`, shape (N,); None
        where all are.
    """

    table: RawTable
    index: int
    values: Array
    good: Mask | None

    @property
    def name(self) -> str:
        """The name in the header."""
        return self.table.names[self.index]

    @property
    def is_numeric(self) -> bool:
        """Whether at least one cell is a number."""
        return self.good is None or bool(self.good.any())

    @property
    def is_grouped(self) -> bool:
        """Whether points stand between thousands."""
        return self.index in self.table.grouped_by_points

    @cached_property
    def bad(self) -> NDArray[np.intp]:
        """Rows whose cell is no number, ascending."""
        return np.flatnonzero(~self.good) if self.good is not None else np.empty(0, dtype=np.intp)

    def text(self, row: int) -> str:
        """Return what stands in a row, empty where nothing does."""
        found = self.table.texts[str(self.index)][row]
        return "" if found is None else str(found).strip()


def column(table: RawTable, index: int) -> Column:
    """Return a column's numbers: polars' own where it found nothing else, or read from texts."""
    import polars as pl

    series = table.frame[str(index)]
    if index in table.grouped_by_points:
        whole = table.texts[str(index)].str.strip_chars().str.replace_all(".", "", literal=True)
        series = whole.cast(pl.Float64, strict=False)
    if series.dtype.is_numeric() and not series.null_count():
        values = series.cast(pl.Float64).to_numpy()
        # NaN is not within, and neither is an infinite number.
        low, high = float(values.min()), float(values.max())
        if low >= -LARGEST_NUMBER and high <= LARGEST_NUMBER:
            return Column(table, index, values, None)
    texts = table.texts[str(index)].str.strip_chars()
    numbers = _with_points(texts, table.separator).cast(pl.Float64, strict=False)
    good = (
        (numbers.is_finite() & (numbers.abs() <= LARGEST_NUMBER)).fill_null(value=False).to_numpy()
    )
    return Column(table, index, numbers.to_numpy(), None if good.all() else good)


def _with_points(texts: pl.Series, separator: str) -> pl.Series:
    """Return the texts of a column with points for decimal commas, where these can be no others.

    Not where a comma separates values, nor where points stand in the column otherwise than between
    thousands, nor where each comma has three digits after it: 1,234 may be a thousand and more.
    """
    if separator == ",":
        return texts
    commas = texts.str.contains(f"^{DECIMAL_COMMA.pattern}$")
    plain = texts.filter(commas.fill_null(value=False))
    is_grouped = texts.str.contains(".", literal=True) & ~texts.str.contains(_GROUPED_BY_POINTS)
    if not len(plain) or is_grouped.any() or plain.str.contains(r"^[+-]?\d+,\d{3}$").all():
        return texts
    return texts.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)


def refusal(column: Column) -> InputError:
    """Return what to say about a column with cells that are no numbers."""
    table = column.table
    row = int(column.bad[0])
    found = column.text(row)
    if not (column.is_numeric or _is_large(found)):
        return _no_numbers(column)
    if not found.strip():
        template = N_(
            "{path}, {where}: column {name} has no value there; give a number such as 1.5, or leave"
            " such rows out"
        )
    elif DECIMAL_COMMA.fullmatch(found):
        template = N_(
            "{path}, {where}: the value {value} of column {name} has a decimal comma; write it with"
            " a point, as 1.5"
        )
    elif _is_large(found):
        template = N_(
            "{path}, {where}: the value {value} of column {name} is too large; give a number from"
            " -1e150 to 1e150, or leave such rows out"
        )
    else:
        template = N_(
            "{path}, {where}: the value {value} of column {name} is not a finite number; give a"
            " number such as 1.5, or leave such rows out"
        )
    return InputError(
        template,
        path=table.title,
        where=table.where(table.places([row])),
        value=repr(shortened(found)),
        name=shortened(column.name),
    )


def _is_large(text: str) -> bool:
    try:
        return abs(float(text)) > LARGEST_NUMBER and "inf" not in text.lower()
    except ValueError:
        return False


def _no_numbers(column: Column) -> InputError:
    texts = column.table.texts[str(column.index)].drop_nulls().unique(maintain_order=True).head(3)
    if not len(texts):
        return InputError(
            "{path}: column {name} is empty; give numbers in it, or choose another column",
            path=column.table.title,
            name=shortened(column.name),
        )
    return InputError(
        "{path}: column {name} holds texts ({shown}); write labels as 1 and -1 or as 1 and 0, or"
        " choose another column",
        path=column.table.title,
        name=shortened(column.name),
        shown=", ".join(repr(str(text)[:40]) for text in texts),
    )


def is_column_name(name: str) -> bool:
    """Return whether a column of this name can be data of an objective."""
    return _NAME.fullmatch(name) is not None


def accepted_name(name: str) -> str:
    """Return what a column is called in an objective: its own name where that is accepted.

    ``Body mass (g)`` is ``Body_mass_g``, ``Größe`` is ``Grosse`` and ``2nd`` is ``x2nd``.
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    spelled = re.sub(r"[^A-Za-z0-9_]+", "_", plain.decode()).strip("_")
    if not spelled[:1].isalpha():
        spelled = f"x{spelled}"
    return spelled


def chosen_indices(table: RawTable, wanted: Sequence[str] | None) -> list[int]:
    """Return the indices of the wanted columns (None: all), their names checked.

    A wanted name is one of the header, or what `accepted_name` makes of one.

    Raises
    ------
    InputError
        For a name that is missing or stands twice, and a column without a name.
    """
    if wanted is None:
        called = [accepted_name(name) if name else "" for name in table.names]
        counts = Counter(called)
        for index, name in enumerate(called):
            if not name or counts[name] > 1:
                raise _name_refusal(table, index)
        return list(range(len(called)))
    if not wanted:
        raise InputError("no column is chosen; choose at least one")
    for name in wanted:
        if list(wanted).count(name) > 1:
            raise InputError("column {name} is chosen twice; choose it once", name=name)
    return [_index(table, name) for name in wanted]


def _name_refusal(table: RawTable, index: int) -> InputError:
    """Return what to say about a column without a name, or without one of its own."""
    name = table.names[index]
    if name:
        return _twice(table, name)
    return InputError(
        "{path}, {where}: the column name {name} is not accepted; give each column a name",
        path=table.title,
        where=table.header,
        name=repr(name),
    )


def _index(table: RawTable, name: str) -> int:
    found = [k for k, one in enumerate(table.names) if one == name]
    found = found or [k for k, one in enumerate(table.names) if accepted_name(one) == name]
    if not found:
        raise InputError(
            "{path} has no column {name}; its columns are {accepted}",
            path=table.title,
            name=shortened(name),
            accepted=shortened(", ".join(table.names), MOST_CHARACTERS_OF_NAMES),
        )
    if not is_column_name(name):
        raise InputError(
            "{path}, {where}: the column name {name} is not accepted; a name is a letter"
            " followed by letters, digits or _",
            path=table.title,
            where=table.header,
            name=repr(shortened(name)),
        )
    if len(found) > 1:
        raise _twice(table, name)
    return found[0]


def _twice(table: RawTable, name: str) -> InputError:
    return InputError(
        "{path}, {where}: the column name {name} stands twice; names must differ",
        path=table.title,
        where=table.header,
        name=shortened(name),
    )
