"""Cells in the content of workbooks and Parquet files: what runs apart, see `apart`."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from gdsim.engine.errors import InputError
from gdsim.files.data.sheets.extent import require_extent
from gdsim.files.data.table import unreadable

if TYPE_CHECKING:
    import polars as pl


Cells: TypeAlias = "tuple[tuple[str, ...], pl.DataFrame]"
"""The names of columns, and the cells below them."""


def workbook_cells(content: bytes) -> Cells:
    """Return the first sheet of a workbook, its first row the names.

    Raises
    ------
    InputError
        Without the file's name, if there is no such sheet or if it reaches too far.
    """
    # Chosen for its speed and since it has no dependencies; polars itself reads workbooks with it.
    import fastexcel
    import polars as pl

    require_extent(content)
    try:
        sheet = partial(fastexcel.read_excel(content).load_sheet, 0, header_row=None, skip_rows=0)
        cells = _exact(sheet(dtypes="string").to_polars(), sheet(dtypes="float").to_polars())
    except (fastexcel.FastExcelError, pl.exceptions.PanicException, MemoryError) as error:
        raise unreadable("", "an Excel workbook", error) from error
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    used = [name for name in cells.columns if cells[name].null_count() < len(cells)]
    if not filled.any() or not filled[0]:
        raise InputError("{path} has no header row in row 1; name the columns there", path="")
    last = len(filled) - int(filled.reverse().arg_max() or 0)
    cells = cells.select(used).head(last)
    return tuple((name or "").strip() for name in cells.row(0)), cells.slice(1)


def _exact(texts: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Return the texts of a sheet, in which fastexcel keeps 9 decimals, with every digit."""
    import polars as pl

    columns = []
    for text, number in zip(texts, numbers, strict=True):
        read = text.cast(pl.Float64, strict=False)
        rounded = (read.is_not_null() & number.is_not_null() & (read != number)).fill_null(False)
        columns.append(number.cast(pl.String).zip_with(rounded, text))
    return pl.DataFrame(columns)


def parquet_cells(content: bytes) -> Cells:
    """Return the table in a Parquet file, columns that no text can stand for left out.

    Raises
    ------
    InputError
        Without the file's name, if it is not of its kind.
    """
    import polars as pl

    try:
        schema = pl.read_parquet_schema(io.BytesIO(content))
        flat = [name for name, kind in schema.items() if not _is_untold(kind)]
        frame = pl.read_parquet(io.BytesIO(content), columns=flat)
        texts = [name for name in flat if not schema[name].is_numeric()]
        frame = frame.with_columns(pl.col(texts).cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, MemoryError) as error:
        raise unreadable("", "a Parquet file", error) from error
    return tuple(flat), frame


def _is_untold(kind: pl.DataType) -> bool:
    """Tell whether the cells of a column cannot be written as texts: lists, bytes, durations."""
    import polars as pl

    return kind.is_nested() or kind in (pl.Binary, pl.Duration, pl.Object)
