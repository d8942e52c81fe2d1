"""Tables in workbooks and in Parquet files."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.files.data.table import RawTable, refuse_empty, refuse_numbers, unreadable
from gdsim.i18n import tr

if TYPE_CHECKING:
    import polars as pl


def workbook_table(content: bytes, title: str) -> RawTable:
    """Return the first sheet of a workbook, its first row the header."""
    # Chosen for its speed and since it has no dependencies; polars itself reads workbooks with it.
    import fastexcel

    try:
        sheet = partial(fastexcel.read_excel(content).load_sheet, 0, header_row=None, skip_rows=0)
        cells = _exact(sheet(dtypes="string").to_polars(), sheet(dtypes="float").to_polars())
    except fastexcel.FastExcelError as error:
        raise unreadable(title, "an Excel workbook", error) from error
    import polars as pl

    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    used = [name for name in cells.columns if cells[name].null_count() < len(cells)]
    if not filled.any() or not filled[0]:
        raise InputError("{path} has no header row in row 1; name the columns there", path=title)
    last = len(filled) - int(filled.reverse().arg_max() or 0)
    cells = cells.select(used).head(last)
    names = tuple((name or "").strip() for name in cells.row(0))
    refuse_numbers(names, title, tr("row"))
    return _rows_table(title, names, cells.slice(1), first=2)


def _exact(texts: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Return the texts of a sheet, in which fastexcel keeps 9 decimals, with every digit."""
    import polars as pl

    columns = []
    for text, number in zip(texts, numbers, strict=True):
        read = text.cast(pl.Float64, strict=False)
        rounded = (read.is_not_null() & number.is_not_null() & (read != number)).fill_null(False)
        columns.append(number.cast(pl.String).zip_with(rounded, text))
    return pl.DataFrame(columns)


def parquet_table(content: bytes, title: str) -> RawTable:
    """Return the table in a Parquet file, columns of lists and the like left out."""
    import polars as pl

    try:
        schema = pl.read_parquet_schema(io.BytesIO(content))
        flat = [name for name, kind in schema.items() if not kind.is_nested()]
        frame = pl.read_parquet(io.BytesIO(content), columns=flat)
        texts = [name for name in flat if not schema[name].is_numeric()]
        frame = frame.with_columns(pl.col(texts).cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise unreadable(title, "a Parquet file", error) from error
    return _rows_table(title, tuple(flat), frame, first=1)


def _rows_table(title: str, names: tuple[str, ...], frame: pl.DataFrame, first: int) -> RawTable:
    import polars as pl

    refuse_empty(frame, title)
    frame.columns = [str(k) for k in range(len(frame.columns))]

    def as_text(n_rows: int | None) -> pl.DataFrame:
        some = frame if n_rows is None else frame.head(n_rows)
        return some.select(pl.all().cast(pl.String))

    return RawTable(
        title,
        names,
        frame,
        as_text,
        lambda rows: [row + first for row in rows],
        unit="row",
        has_header=first > 1,
    )
