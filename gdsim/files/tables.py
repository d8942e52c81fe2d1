"""Tables as files: any frame of texts and numbers, written in any of the formats.

A new format is a function that writes it and a row in `FORMATS`: the command line, the window's
dialogs and its file filter are made from these rows.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from gdsim.engine.errors import InputError
from gdsim.files.disk_faults import faults_as_os_error, os_error_within
from gdsim.files.endings import format_by_ending
from gdsim.files.frames.markup_tables import write_latex, write_markdown
from gdsim.files.frames.table_layout import Layout
from gdsim.texts import N_

if TYPE_CHECKING:
    from gdsim.files.frames.column_frame import Frame

XLSX = "xlsx"

MOST_DECIMALS = 17
"""The most decimals that a table can be asked for; a float has no more that mean anything."""

MOST_ROWS_OF_A_WORKSHEET = 1_048_575
"""The most rows below the header of an Excel sheet."""

MOST_ROWS_MEASURED = 1000
"""The most rows for which a worksheet's columns are made as wide as what stands in them."""

MOST_CELLS_WITHOUT_POLARS = 100_000
"""The most cells that are written as text sooner than polars is loaded for it."""


class Use(IntEnum):
    """What a format is mostly for; a file dialog names the formats in this order."""

    SPREADSHEET = 0
    ANALYSIS = 1
    PROGRAMS = 2
    READING = 3


class FormatSpec(Struct, frozen=True):
    """A format that a table can be written in.

    Attributes
    ----------
    ending
        Of its files, without the dot; also its name on the command line.
    title
        Its name in a list of formats.
    write
        Writes a frame into an open file.
    """

    ending: str
    title: str
    use: Use
    write: Callable[[Frame, BinaryIO, Layout], None]

    @property
    def is_for_reading(self) -> bool:
        """Whether people read it as it is: exact numbers would be too long for them."""
        return self.use is Use.READING


def format_of(path: Path) -> str:
    """Return the format that a file's suffix stands for; raise InputError if it is none."""
    return format_by_ending(path, FORMATS)


def write_frame(
    frame: Frame,
    target: Path | BinaryIO,
    format: str,  # noqa: A002  (the command line's word)
    decimals: int | None = None,
    worksheet: str = "iterations",
) -> None:
    """Write a frame of texts and numbers; a file is replaced whole or left as it was.

    Parameters
    ----------
    format
        One of `FORMATS`.
    decimals, worksheet
        See `Layout`. JSON, Parquet and workbooks hold rounded numbers where decimals are given.

    Raises
    ------
    InputError
        If the format cannot hold the table or the file cannot be written.
    """
    write, layout = FORMATS[format].write, Layout(decimals, worksheet)
    if isinstance(target, Path):
        from gdsim.files.atomic import atomic_path

        with atomic_path(target) as temporary, temporary.open("wb") as file:
            write(frame, file, layout)
    else:
        write(frame, target, layout)


def require_room(format: str, rows: int) -> None:  # noqa: A002  (the command line's word)
    """Raise InputError where a format cannot hold a table of so many rows."""
    if format == XLSX and rows > MOST_ROWS_OF_A_WORKSHEET:
        raise InputError(
            "an Excel sheet holds {most} rows and the table has {rows}; export CSV or Parquet",
            most=MOST_ROWS_OF_A_WORKSHEET,
            rows=rows,
        )


def _write_csv(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    _write_delimited(frame, file, layout.decimals, ",", "\r\n")


def _write_tsv(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    _write_delimited(frame, file, layout.decimals, "\t", "\n")


def _write_delimited(
    frame: Frame, file: BinaryIO, decimals: int | None, separator: str, line_end: str
) -> None:
    from gdsim.files.frames.rounded_frames import ready_to_round
    from gdsim.files.frames.text_tables import delimited_text, for_spreadsheets

    frame = ready_to_round(frame, decimals).with_each("O", for_spreadsheets)
    if frame.cells <= MOST_CELLS_WITHOUT_POLARS:
        file.write(delimited_text(frame, decimals, separator, line_end).encode())
        return
    with faults_as_os_error():
        frame.to_polars().write_csv(
            file, separator=separator, line_terminator=line_end, float_precision=decimals
        )


def _write_json(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    from gdsim.files.frames.rounded_frames import rounded
    from gdsim.files.frames.text_tables import json_text

    if layout.decimals is None and frame.cells <= MOST_CELLS_WITHOUT_POLARS:
        file.write(json_text(frame).encode())
        return
    between = "["
    for part in frame.parts():
        with faults_as_os_error():
            rows = rounded(part, layout.decimals).write_json()
        file.write(f"{between}{rows[1:-1]}".encode())
        between = ","
    file.write(b"]")


def _write_parquet(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    from gdsim.files.frames.rounded_frames import rounded

    with faults_as_os_error():
        rounded(frame, layout.decimals).write_parquet(file)


def _write_xlsx(frame: Frame, file: BinaryIO, layout: Layout) -> None:
    import polars as pl
    from xlsxwriter.exceptions import XlsxFileError

    from gdsim.files.frames.rounded_frames import rounded

    require_room(XLSX, len(frame))
    decimals = layout.decimals
    shown = "General" if decimals is None else "0" + ("." + "0" * decimals if decimals else "")
    buffer, fault = io.BytesIO(), None
    try:
        with faults_as_os_error():
            rounded(frame, decimals).write_excel(
                buffer,
                worksheet=layout.worksheet,
                dtype_formats={pl.Float64: shown, pl.Int64: "0"},
                freeze_panes=(1, 0),
                autofit=len(frame) <= MOST_ROWS_MEASURED,
            )
    except XlsxFileError as error:
        # Not the error itself, which holds on to the archive half made.
        fault = os_error_within(error)
    if fault is not None:
        # The archive is to go while what it was made in is still open: it would complain.
        gc.collect()
        raise fault
    file.write(buffer.getvalue())


FORMATS: Mapping[str, FormatSpec] = {
    spec.ending: spec
    for spec in (
        FormatSpec("csv", N_("CSV, comma-separated"), Use.SPREADSHEET, _write_csv),
        FormatSpec("tsv", N_("TSV, tab-separated"), Use.SPREADSHEET, _write_tsv),
        FormatSpec("md", N_("Markdown table"), Use.READING, write_markdown),
        FormatSpec("tex", N_("LaTeX table"), Use.READING, write_latex),
        FormatSpec("json", N_("JSON, one object a row"), Use.PROGRAMS, _write_json),
        FormatSpec("parquet", N_("Apache Parquet"), Use.ANALYSIS, _write_parquet),
        FormatSpec(XLSX, N_("Excel workbook"), Use.SPREADSHEET, _write_xlsx),
    )
}
"""Every format of a table, by its ending."""
