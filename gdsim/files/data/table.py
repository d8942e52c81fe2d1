"""A table as it stands in a file or in pasted text, before its cells are taken for numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    import polars as pl

DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
"""A number with a decimal comma, and perhaps with points between its thousands."""

_WHOLE_BY_POINTS = r"^[+-]?\d{1,3}(?:\.\d{3})*$"


@dataclass(frozen=True, eq=False)
class RawTable:
    """Cells in columns, of a type that polars found or as texts.

    Attributes
    ----------
    title
        What to call the table in a message: the file's name.
    names
        As in the header, without spaces around them; nothing else is checked.
    frame
        One column for each name, in order, under the names "0", "1" and so on. Cells are null
        where nothing stands; numbers or texts otherwise.
    as_text
        Returns the same cells as texts: all, or those of the first so many rows.
    places
        Returns what to call some rows, given their indices in order: lines of a text, rows of a
        sheet or a Parquet file.
    unit
        Whether those are lines or rows.
    has_header
        Whether the names stand in the first of these.
    separator
        What separates the values of a text; empty for a sheet or a Parquet file.
    """

    title: str
    names: tuple[str, ...]
    frame: pl.DataFrame
    as_text: Callable[[int | None], pl.DataFrame]
    places: Callable[[Sequence[int]], list[int]]
    unit: Literal["line", "row"] = "line"
    has_header: bool = True
    separator: str = ""

    @cached_property
    def texts(self) -> pl.DataFrame:
        """Every cell as text."""
        return self.as_text(None)

    @cached_property
    def grouped_by_points(self) -> frozenset[int]:
        """Indices of columns in which 1.250 is 1250, since another column has decimal commas.

        In such a file a point stands between thousands. A column is taken so where it has points
        and each of its numbers is a whole one.
        """
        if self.separator in ("", ",") or not any(map(self._has_decimal_commas, self.text_indices)):
            return frozenset()
        floats = [k for k, kind in enumerate(self.frame.dtypes) if kind.is_float()]
        return frozenset(k for k in (*floats, *self.text_indices) if self._is_grouped(k))

    @property
    def text_indices(self) -> list[int]:
        """Indices of columns that hold more than polars takes for numbers."""
        import polars as pl

        return [k for k, kind in enumerate(self.frame.dtypes) if kind == pl.String]

    def _cells(self, index: int) -> pl.Series:
        return self.texts[str(index)].str.strip_chars().drop_nulls()

    def _has_decimal_commas(self, index: int) -> bool:
        return bool(self._cells(index).str.contains(f"^{DECIMAL_COMMA.pattern}$").any())

    def _is_grouped(self, index: int) -> bool:
        cells = self._cells(index)
        has_points = cells.str.contains(".", literal=True).any()
        return bool(has_points and cells.str.contains(_WHOLE_BY_POINTS).all())

    @property
    def header(self) -> str:
        """Where the names stand, in words."""
        return self.where([1]) if self.has_header else tr("schema")

    def where(self, places: Sequence[int]) -> str:
        """Return places in words, such as ``line 3`` or ``lines 3, 4``."""
        template = ntr("row {places}", "rows {places}", len(places))
        if self.unit == "line":
            template = ntr("line {places}", "lines {places}", len(places))
        return template.format(places=", ".join(map(str, places)))


def unreadable(title: str, kind: str, error: BaseException) -> InputError:
    """Return the refusal of a file that is not of its kind."""
    return InputError(
        "{path} cannot be read as {kind} ({reason}); save it again, or as CSV",
        path=title,
        kind=kind,
        reason=shortened((str(error).splitlines() or [type(error).__name__])[0]),
    )


def refuse_empty(frame: pl.DataFrame, title: str) -> None:
    """Refuse a table without rows."""
    if not len(frame) or not frame.columns:
        raise InputError("{path} has no rows below the header; give at least one", path=title)


def refuse_numbers(names: Sequence[str], title: str, unit: str) -> None:
    """Refuse a first row of nothing but numbers: taken for names, it would be lost as data."""
    try:
        for name in names:
            float(name)
    except ValueError:
        return
    raise InputError(
        "{path}, {unit} 1: {name} stands where a column's name should; add a row that names the"
        " columns, such as x, y",
        path=title,
        unit=unit,
        name=repr(shortened(names[0])),
    )
