"""A table as it stands in a file or in pasted text, before its cells are taken for numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from gdsim.engine.errors import InputError
from gdsim.files.data.spelling import (
    NOTHING,
    Spelling,
    Thousands,
    both,
    cleaned,
    spellings_of,
)
from gdsim.files.shortened import shortened
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    import polars as pl


def numbered_name(index: int) -> str:
    """Return what a column without a name is called."""
    return f"c{index + 1}"


class RawTable(Struct, frozen=True, eq=False, dict=True):
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
    is_headerless
        Whether the names are made up of the columns' numbers.
    separator
        What separates the values of a text; empty for a sheet or a Parquet file.
    thousands
        What stands between thousands; None to tell by the cells.
    row_numbers
        Index of the column that only numbers or names the rows; None for none.
    remarks
        What is to be said of how it was read, a sentence each.
    """

    title: str
    names: tuple[str, ...]
    frame: pl.DataFrame
    as_text: Callable[[int | None], pl.DataFrame]
    places: Callable[[Sequence[int]], list[int]]
    unit: Literal["line", "row"] = "line"
    has_header: bool = True
    is_headerless: bool = False
    separator: str = ""
    thousands: Thousands | None = None
    row_numbers: int | None = None
    remarks: tuple[str, ...] = ()

    @cached_property
    def texts(self) -> pl.DataFrame:
        """Every cell as text."""
        return self.as_text(None)

    def cells(self, index: int) -> pl.Series:
        """Return the texts of a column, null for a gap.

        There are no spaces around them or between thousands, and a hyphen stands for minus.
        """
        name = str(index)
        if name in self._cleaned_names:
            return self._cleaned[name]
        return cleaned(self.texts.select(name))[name]

    @cached_property
    def _cleaned(self) -> pl.DataFrame:
        """What `cells` returns for columns of texts, worked out at once: there may be many."""
        import polars as pl

        names = [str(k) for k in self.text_indices]
        return cleaned(self.texts.select(names)) if names else pl.DataFrame()

    @cached_property
    def _cleaned_names(self) -> frozenset[str]:
        # A frame makes the list of its names anew whenever it is asked.
        return frozenset(self._cleaned.columns)

    @property
    def text_indices(self) -> list[int]:
        """Indices of columns that hold more than polars takes for numbers."""
        import polars as pl

        return [k for k, kind in enumerate(self.frame.dtypes) if kind == pl.String]

    @cached_property
    def _spellings(self) -> dict[str, Spelling]:
        return spellings_of(self._cleaned) if self._cleaned.columns else {}

    def spelling_of(self, index: int) -> Spelling:
        """Return what a column shows of the way in which its numbers are written."""
        name = str(index)
        if name in self._spellings:
            return self._spellings[name]
        return spellings_of(self.cells(index).to_frame(name))[name]

    @cached_property
    def spelling(self) -> Spelling:
        """What the columns of texts show together of that way."""
        return reduce(both, self._spellings.values(), NOTHING)

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
        raise no_rows(title)


def no_rows(title: str) -> InputError:
    """Return the refusal of a table in which no row is left."""
    return InputError("{path} has no rows below the header; give at least one", path=title)
