"""Tables in workbooks and in Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gdsim.files.data.apart import cells_apart
from gdsim.files.data.table import RawTable, refuse_empty, refuse_numbers
from gdsim.i18n import tr

if TYPE_CHECKING:
    import polars as pl


def workbook_table(content: bytes, title: str) -> RawTable:
    """Return the first sheet of a workbook, its first row the header."""
    names, cells = cells_apart("workbook", content, title)
    refuse_numbers(names, title, tr("row"))
    return _rows_table(title, names, cells, first=2)


def parquet_table(content: bytes, title: str) -> RawTable:
    """Return the table in a Parquet file, columns of lists and the like left out."""
    names, cells = cells_apart("parquet", content, title)
    return _rows_table(title, names, cells, first=1)


def _rows_table(title: str, names: tuple[str, ...], frame: pl.DataFrame, first: int) -> RawTable:
    import polars as pl

    refuse_empty(frame, title)

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
