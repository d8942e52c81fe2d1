"""Tables in text: rows of cells, with names above them or without."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.files.data.spelling import Header, Thousands
from gdsim.files.data.table import RawTable, refuse_empty
from gdsim.files.data.text.decoding import decoded
from gdsim.files.data.text.layout import Layout, layout_of, no_header
from gdsim.files.data.tidy import tidied
from gdsim.files.shortened import shortened

if TYPE_CHECKING:
    import polars as pl

COMPRESSED = (b"x\x01", b"x^", b"x\xda")
"""What polars takes for the beginning of compressed text, and what text can begin with as well."""


def text_table(
    content: bytes, title: str, header: Header | None = None, thousands: Thousands | None = None
) -> RawTable:
    """Return the table in a text.

    Parameters
    ----------
    title
        What to call it in a message.
    header
        Whether the first row names the columns; None to tell by what stands in it.
    thousands
        What stands between thousands; None to tell by the cells.

    Raises
    ------
    InputError
        If it is no text, or no table.
    """
    content, remarks = decoded(content, title)
    if b"\n" not in content:
        # Lines that end as they did on the first Macs.
        content = content.replace(b"\r", b"\n")
    layout = layout_of(content, title, header)
    if layout.content.endswith((b"\n\n", b"\n\r\n")):
        layout = replace(layout, content=layout.content.rstrip(b"\r\n"))
    frame = _found(layout, title)
    refuse_empty(frame, title)
    if len(layout.names) != len(frame.columns):
        raise no_header(title, 1)
    is_single = len(layout.names) == 1 and b'"' not in layout.content
    table = RawTable(
        title,
        layout.names,
        frame,
        as_text=lambda n_rows: _texts(layout, title, n_rows),
        places=lambda rows: _lines(layout, rows),
        is_headerless=layout.is_headerless,
        # A comma in a single column separates nothing.
        separator="\t" if is_single else layout.separator,
        thousands=thousands,
        remarks=(*remarks, *layout.remarks),
    )
    return tidied(table, comments=layout.comments)


def _found(layout: Layout, title: str) -> pl.DataFrame:
    """Return the cells, of types that polars finds, or as texts where it cannot keep to them."""
    import polars as pl

    try:
        try:
            return _frame(layout.content, layout.separator, infer=True)
        except pl.exceptions.PolarsError:
            return _frame(layout.content, layout.separator)
    except pl.exceptions.PolarsError as error:
        raise _ragged(layout, title) or _unreadable(title, error) from error


def _texts(layout: Layout, title: str, n_rows: int | None) -> pl.DataFrame:
    """Return the cells as texts: all, or those of the first so many rows."""
    import polars as pl

    try:
        return _frame(layout.content, layout.separator, n_rows=n_rows)
    except pl.exceptions.PolarsError as error:
        # Such as a quote that is closed among numbers alone.
        raise _unreadable(title, error) from error


def _unreadable(title: str, error: Exception) -> InputError:
    return InputError(
        "{path} cannot be read as a table ({reason}); each row needs as many values as the header"
        " has names, in UTF-8",
        path=title,
        reason=_reason(str(error).splitlines()[0]),
    )


def _reason(said: str) -> InputError:
    """Return what polars said, or what it means where that is for programmers."""
    if "malformed" in said or said.startswith('could not parse `"'):
        return InputError("a quote is never closed, or closed within a value")
    if "more fields" in said:
        return InputError("a row has more values than others, or lines end in several ways")
    return InputError("{sentence}", sentence=shortened(said))


def _frame(
    content: bytes, separator: str, *, infer: bool = False, n_rows: int | None = None
) -> pl.DataFrame:
    """Return the cells, as texts or of the types that polars finds in them."""
    import polars as pl

    if content.startswith(COMPRESSED):
        content = codecs.BOM_UTF8 + content
    frame = pl.read_csv(content, separator=separator, infer_schema=infer, n_rows=n_rows)
    frame.columns = [str(k) for k in range(len(frame.columns))]
    return frame


def _rows(layout: Layout) -> io.TextIOWrapper:
    """Return the rows as a stream of text."""
    stream = io.BytesIO(layout.content)
    stream.seek(layout.at)
    return io.TextIOWrapper(stream, "utf-8", errors="replace", newline="")


def _ragged(layout: Layout, title: str) -> InputError | None:
    """Return what is wrong with the first row that has more cells than the header names."""
    reader, first = csv.reader(_rows(layout), delimiter=layout.separator), layout.first_line
    begins = first
    try:
        for cells in reader:
            if len(cells) > len(layout.names):
                return InputError(
                    "{path}, line {line}: the row has {found} values, and the header names {n}"
                    " column; give each row as many",
                    "{path}, line {line}: the row has {found} values, and the header names {n}"
                    " columns; give each row as many",
                    path=title,
                    line=begins,
                    found=len(cells),
                    n=len(layout.names),
                )
            begins = first + reader.line_num
    except csv.Error:
        pass
    return None


def _lines(layout: Layout, rows: Sequence[int]) -> list[int]:
    """Return the lines on which rows begin, both in order; a quoted cell may span several."""
    first = layout.first_line
    if b'"' not in layout.content:
        return [row + first for row in rows]
    wanted, found = set(rows), []
    reader = csv.reader(_rows(layout), delimiter=layout.separator)
    begins = first
    try:
        for row, _ in enumerate(reader):
            if row in wanted:
                found.append(begins)
            begins = first + reader.line_num
            if len(found) == len(wanted):
                break
    except csv.Error:
        return [row + first for row in rows]
    return found + [row + first for row in rows[len(found) :]]
