"""Tables in text: a header and rows, separated by commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.files.data.table import RawTable, refuse_empty, refuse_numbers
from gdsim.files.shortened import shortened
from gdsim.i18n import tr

if TYPE_CHECKING:
    import polars as pl

MOST_COLUMNS = 100_000
"""The most columns of a text that is read."""

MOST_BYTES_OF_HEADER = 1_000_000

COMPRESSED = (b"x\x01", b"x^", b"x\xda")
"""What polars takes for the beginning of compressed text, and what text can begin with as well."""


def text_table(content: bytes, title: str) -> RawTable:
    """Return the table in text: a header and rows, separated by commas, semicolons or tabs."""
    import polars as pl

    if b"\n" not in content:
        # Lines that end as they did on the first Macs.
        content = content.replace(b"\r", b"\n")
    names, separator = _header(content, title)
    if content.endswith((b"\n\n", b"\n\r\n")):
        content = content.rstrip(b"\r\n")
    try:
        try:
            frame = _frame(content, separator, infer=True)
        except pl.exceptions.PolarsError:
            frame = _frame(content, separator)
    except pl.exceptions.PolarsError as error:
        raise _ragged(content, title, names, separator) or InputError(
            "{path} cannot be read as a table ({reason}); each row needs as many values as the"
            " header has names, in UTF-8",
            path=title,
            reason=shortened(str(error).splitlines()[0]),
        ) from error
    refuse_empty(frame, title)
    refuse_numbers(names, title, tr("line"))
    if len(names) != len(frame.columns):
        raise InputError(
            "{path}, line 1: the header cannot be read; name each column there, without quotes",
            path=title,
        )
    return RawTable(
        title,
        names,
        frame,
        as_text=lambda n_rows: _frame(content, separator, n_rows=n_rows),
        places=lambda rows: _lines(content, rows),
        # A single name leaves open whether a comma would separate.
        separator=separator if len(names) > 1 else ",",
    )


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


def _ragged(content: bytes, title: str, names: Sequence[str], separator: str) -> InputError | None:
    """Return what is wrong with the first row that has more cells than the header names."""
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", errors="replace", newline="")
    reader = csv.reader(text, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            if len(cells) > len(names):
                return InputError(
                    "{path}, line {line}: the row has {found} values, and the header names"
                    " {expected} columns; give each row as many",
                    path=title,
                    line=begins,
                    found=len(cells),
                    expected=len(names),
                )
            begins = reader.line_num + 1
    except csv.Error:
        pass
    return None


def _header(content: bytes, title: str) -> tuple[tuple[str, ...], str]:
    """Return the names of the header and the separator; refuse what is no text."""
    head = content[:MOST_BYTES_OF_HEADER].split(b"\n", 1)[0]
    try:
        text = head.decode("utf-8-sig").strip("\r\n ")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError(
            "{path} is not a text file in UTF-8; save it as CSV, .xlsx or .parquet", path=title
        )
    if not text.strip():
        raise InputError("{path} has no header row in line 1; name the columns there", path=title)
    separator = max("\t;,", key=text.count)
    try:
        names = next(csv.reader([text], delimiter=separator))
    except csv.Error as error:
        raise InputError(
            "{path}, line 1: the header cannot be read; name each column there, without quotes",
            path=title,
        ) from error
    if len(names) > MOST_COLUMNS or len(head) == MOST_BYTES_OF_HEADER:
        raise InputError(
            "{path} has more columns than the {most} that are read; save those you need",
            path=title,
            most=f"{MOST_COLUMNS:,}",
        )
    return tuple(name.strip().strip('"') for name in names), separator


def _lines(content: bytes, rows: Sequence[int]) -> list[int]:
    """Return the lines on which rows begin, both in order; a quoted cell may span several."""
    if b'"' not in content:
        return [row + 2 for row in rows]
    wanted, found = set(rows), []
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", errors="replace", newline="")
    reader = csv.reader(text, delimiter=_header(content, "")[1])
    begins = 1
    try:
        for row, _ in enumerate(reader, start=-1):
            if row in wanted:
                found.append(begins)
            begins = reader.line_num + 1
            if len(found) == len(wanted):
                break
    except csv.Error:
        return [row + 2 for row in rows]
    return found + [row + 2 for row in rows[len(found) :]]
