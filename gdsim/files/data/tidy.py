"""Tables without what stands around their data: blank rows, empty columns, numbers of rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Rows
from gdsim.files.data.table import RawTable, no_rows, numbered_name
from gdsim.files.shortened import first_and_last
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    import polars as pl

MOST_NAMED = 5
"""Blank rows whose places are told, and columns without names that are all named."""

ROW_NUMBERS = ("", "unnamed: 0", "index", "id", "no", "no.", "nr", "nr.", "row", "obs", "rownames")
"""Names, in small letters, of a column that may only number the rows."""


def tidied(table: RawTable, comments: Collection[int] = ()) -> RawTable:
    """Return a table without blank rows and without empty columns that have no name.

    What numbers the rows is found; another column without a name is called by its number.

    Parameters
    ----------
    comments
        Places of rows that are blank since a comment stands there.

    Raises
    ------
    InputError
        If no row is left.
    """
    table = _without_blank_rows(table, set(comments))
    table = _without_empty_ends(table)
    row_numbers = _row_numbers(table)
    remarks = list(table.remarks)
    if table.is_headerless:
        said = ntr(
            "the first row holds no name: the column is called {names}",
            "the first row holds no names: the columns are called {names}",
            len(table.names),
        )
        remarks.append(said.format(names=first_and_last(table.names, MOST_NAMED)))
    if row_numbers is not None and not table.names[row_numbers]:
        remarks.append(tr("the first column has no name and only tells the rows apart: left out"))
    nameless = [k for k, name in enumerate(table.names) if not name and k != row_numbers]
    names = list(table.names)
    for k in nameless:
        names[k] = numbered_name(k)
        said = tr("column {number} has no name and is called {name}")
        remarks.append(said.format(number=k + 1, name=names[k]))
    return replace(table, names=tuple(names), row_numbers=row_numbers, remarks=tuple(remarks))


def _without_blank_rows(table: RawTable, comments: set[int]) -> RawTable:
    blank = _blank_rows(table.frame)
    if not len(blank):
        return table
    kept = np.delete(np.arange(len(table.frame)), blank)
    if not len(kept):
        raise no_rows(table.title)
    places = [place for place in table.places(blank.tolist()) if place not in comments]
    remarks = table.remarks
    if places:
        more = ", …" if len(places) > MOST_NAMED else ""
        said = ntr(
            "{where} is blank and was left out", "{where} are blank and were left out", len(places)
        )
        remarks = (*remarks, said.format(where=table.where(places[:MOST_NAMED]) + more))
    as_text = table.as_text

    def without(n_rows: int | None) -> pl.DataFrame:
        if n_rows is None:
            return as_text(None)[kept]
        some = kept[:n_rows]
        return as_text(int(some[-1]) + 1)[some]

    return replace(
        table,
        frame=table.frame[kept],
        as_text=without,
        places=lambda rows: table.places(kept[list(rows)].tolist()),
        remarks=remarks,
    )


def _blank_rows(frame: pl.DataFrame) -> Rows:
    """Return the rows in which nothing but spaces stands."""
    import polars as pl

    rows = np.arange(len(frame))
    for series in frame:
        if not len(rows):
            break
        some = series if len(rows) == len(frame) else series[rows]
        is_blank = some.is_null()
        if some.dtype == pl.String:
            is_blank = is_blank | (some.str.strip_chars() == "").fill_null(value=False)
        rows = rows[is_blank.to_numpy()]
    return rows


def _without_empty_ends(table: RawTable) -> RawTable:
    """Return a table without columns that have neither a name nor anything in them."""
    empty = [k for k, name in enumerate(table.names) if not name and _is_empty(table.frame[str(k)])]
    if not empty or len(empty) == len(table.names):
        return table
    kept = [k for k in range(len(table.names)) if k not in set(empty)]
    as_text = table.as_text
    n = len(empty)
    said = ntr(
        "{n} column has no name and nothing in it and was left out",
        "{n} columns have no name and nothing in them and were left out",
        n,
    )
    return replace(
        table,
        names=tuple(table.names[k] for k in kept),
        frame=_renumbered(table.frame, kept),
        as_text=lambda n_rows: _renumbered(as_text(n_rows), kept),
        remarks=(*table.remarks, said.format(n=n)),
    )


def _renumbered(frame: pl.DataFrame, kept: Sequence[int]) -> pl.DataFrame:
    some = frame.select([str(k) for k in kept])
    some.columns = [str(k) for k in range(len(kept))]
    return some


def _is_empty(series: pl.Series) -> bool:
    if series.null_count() == len(series):
        return True
    return len(_blank_rows(series.to_frame())) == len(series)


def _row_numbers(table: RawTable) -> int | None:
    """Return the first column's index where it does nothing but number the rows, or name them."""
    series, name = table.frame["0"], table.names[0].lower()
    if table.is_headerless or len(table.names) < 2 or name not in ROW_NUMBERS:
        return None
    texts = table.texts["0"] if not series.dtype.is_integer() else None
    if texts is not None:
        numbers = texts.str.strip_chars().cast(int, strict=False)
        if not name and numbers.null_count() and texts.n_unique() == len(texts):
            return 0
        series = numbers
    if series.null_count():
        return None
    counts = series.to_numpy()
    is_counted = counts[0] in (0, 1) and bool((np.diff(counts) == 1).all())
    return 0 if is_counted else None
