"""Tables in workbooks and in Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gdsim.files.data.sheets.apart import cells_apart
from gdsim.files.data.spelling import Header, Thousands
from gdsim.files.data.table import RawTable, numbered_name, refuse_empty
from gdsim.files.data.text.layout import names_columns
from gdsim.files.data.tidy import tidied

if TYPE_CHECKING:
    import polars as pl

ROWS_LOOKED_AT = 50
"""Rows of a sheet that tell whether the first one names the columns."""


def workbook_table(
    content: bytes, title: str, header: Header | None = None, thousands: Thousands | None = None
) -> RawTable:
    """Return the first sheet of a workbook; see `gdsim.files.data.text.text_table.text_table`."""
    import polars as pl

    names, cells = cells_apart("workbook", content, title)
    looked_at = [names, *cells.head(ROWS_LOOKED_AT).rows()]
    rows = [[str(cell or "") for cell in row] for row in looked_at]
    if header == "first" or (header is None and names_columns(rows)):
        return _rows_table(title, names, cells, first=2, thousands=thousands)
    row = pl.DataFrame([[cell or None] for cell in names], schema=cells.schema)
    made_up = tuple(map(numbered_name, range(len(names))))
    whole = pl.concat([row, cells])
    return _rows_table(title, made_up, whole, first=1, thousands=thousands, is_headerless=True)


def parquet_table(
    content: bytes,
    title: str,
    header: Header | None = None,  # noqa: ARG001 - a schema always names its columns
    thousands: Thousands | None = None,
) -> RawTable:
    """Return the table in a Parquet file, columns of lists and the like left out."""
    names, cells = cells_apart("parquet", content, title)
    return _rows_table(title, names, cells, first=1, thousands=thousands, has_header=False)


def _rows_table(
    title: str,
    names: tuple[str, ...],
    frame: pl.DataFrame,
    first: int,
    thousands: Thousands | None,
    *,
    has_header: bool = True,
    is_headerless: bool = False,
) -> RawTable:
    import polars as pl

    refuse_empty(frame, title)

    def as_text(n_rows: int | None) -> pl.DataFrame:
        some = frame if n_rows is None else frame.head(n_rows)
        return some.select(pl.all().cast(pl.String))

    table = RawTable(
        title,
        names,
        frame,
        as_text,
        lambda rows: [row + first for row in rows],
        unit="row",
        has_header=has_header,
        is_headerless=is_headerless,
        thousands=thousands,
    )
    return tidied(table)
