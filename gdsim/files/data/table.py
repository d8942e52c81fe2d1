"""A table as it stands in a file or in pasted text, before its cells are taken for numbers."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gdsim.engine.errors import InputError
from gdsim.i18n import ntr, tr

if TYPE_CHECKING:
    import polars as pl

MOST_BYTES = 2**31
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


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


def open_table(path: Path) -> RawTable:
    """Return the table in a file, by its ending: a workbook, Parquet, or text as CSV and TSV.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, changes meanwhile, or holds no table.
    """
    content = _bytes_of(path)
    match path.suffix.lower():
        case ".xlsx":
            return _workbook(content, path.name)
        case ".parquet":
            return _parquet(content, path.name)
    return text_table(content, path.name)


def _bytes_of(path: Path) -> bytes:
    """Return a file's content, read at once so that no later change of the file is seen."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > MOST_BYTES:
                raise InputError("{path} is larger than 2 GiB; give a smaller file", path=path.name)
            content = file.read(MOST_BYTES)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise InputError(
            "cannot read {path} ({reason}); name a file that ends in one of {accepted}",
            path=path,
            reason=error.strerror or str(error),
            accepted=", ".join(ENDINGS),
        ) from error
    changed = (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
    if changed or len(content) != before.st_size:
        raise InputError(
            "{path} changed while it was being read; wait until it is written, and read it again",
            path=path.name,
        )
    return content


def text_table(content: bytes, title: str) -> RawTable:
    """Return the table in text: a header and rows, separated by commas, semicolons or tabs."""
    import polars as pl

    names, separator = _header(content, title)
    if content.endswith((b"\n\n", b"\n\r\n")):
        content = content.rstrip(b"\r\n")

    def read(infer: bool, n_rows: int | None = None) -> pl.DataFrame:
        frame = pl.read_csv(content, separator=separator, infer_schema=infer, n_rows=n_rows)
        frame.columns = [str(k) for k in range(len(frame.columns))]
        return frame

    try:
        try:
            frame = read(infer=True)
        except pl.exceptions.PolarsError:
            frame = read(infer=False)
    except pl.exceptions.PolarsError as error:
        raise _ragged(content, title, names, separator) or InputError(
            "{path} cannot be read as a table ({reason}); each row needs as many values as the"
            " header has names, in UTF-8",
            path=title,
            reason=str(error).splitlines()[0],
        ) from error
    _refuse_empty(frame, title)
    _refuse_numbers(names, title, tr("line"))
    if len(names) != len(frame.columns):
        raise InputError(
            "{path}, line 1: the header cannot be read; name each column there, without quotes",
            path=title,
        )
    return RawTable(
        title,
        names,
        frame,
        as_text=lambda n_rows: read(infer=False, n_rows=n_rows),
        places=lambda rows: _lines(content, rows),
        # A single name leaves open whether a comma would separate.
        separator=separator if len(names) > 1 else ",",
    )


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
    head = content[:1_000_000].split(b"\n", 1)[0]
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
            "{path}, line 1: the header cannot be read ({reason}); name the columns there",
            path=title,
            reason=str(error),
        ) from error
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


def _workbook(content: bytes, title: str) -> RawTable:
    """Return the first sheet of a workbook, its first row the header."""
    # Chosen for its speed and since it has no dependencies; polars itself reads workbooks with it.
    import fastexcel

    try:
        sheet = partial(fastexcel.read_excel(content).load_sheet, 0, header_row=None, skip_rows=0)
        cells = _exact(sheet(dtypes="string").to_polars(), sheet(dtypes="float").to_polars())
    except fastexcel.FastExcelError as error:
        raise _unreadable(title, "an Excel workbook", error) from error
    import polars as pl

    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    used = [name for name in cells.columns if cells[name].null_count() < len(cells)]
    if not filled.any() or not filled[0]:
        raise InputError("{path} has no header row in row 1; name the columns there", path=title)
    last = len(filled) - int(filled.reverse().arg_max() or 0)
    cells = cells.select(used).head(last)
    names = tuple((name or "").strip() for name in cells.row(0))
    _refuse_numbers(names, title, tr("row"))
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


def _parquet(content: bytes, title: str) -> RawTable:
    """Return the table in a Parquet file, columns of lists and the like left out."""
    import polars as pl

    try:
        schema = pl.read_parquet_schema(io.BytesIO(content))
        flat = [name for name, kind in schema.items() if not kind.is_nested()]
        frame = pl.read_parquet(io.BytesIO(content), columns=flat)
        texts = [name for name in flat if not schema[name].is_numeric()]
        frame = frame.with_columns(pl.col(texts).cast(pl.String))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise _unreadable(title, "a Parquet file", error) from error
    return _rows_table(title, tuple(flat), frame, first=1)


def _rows_table(title: str, names: tuple[str, ...], frame: pl.DataFrame, first: int) -> RawTable:
    import polars as pl

    _refuse_empty(frame, title)
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


def _unreadable(title: str, kind: str, error: BaseException) -> InputError:
    return InputError(
        "{path} cannot be read as {kind} ({reason}); save it again, or as CSV",
        path=title,
        kind=kind,
        reason=(str(error).splitlines() or [type(error).__name__])[0],
    )


def _refuse_empty(frame: pl.DataFrame, title: str) -> None:
    if not len(frame) or not frame.columns:
        raise InputError("{path} has no rows below the header; give at least one", path=title)


def _refuse_numbers(names: Sequence[str], title: str, unit: str) -> None:
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
        name=repr(names[0]),
    )
