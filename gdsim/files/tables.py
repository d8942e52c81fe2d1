"""Tables as files: any frame of texts and numbers, written in any of the formats.

A new format is a function that writes it and a row in `FORMATS`: the command line, the window's
dialogs and its file filter are made from these rows.
"""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gdsim.engine.errors import InputError
from gdsim.files.atomic import atomic_path
from gdsim.files.endings import format_by_ending
from gdsim.files.faults import faults_as_os_error, os_error_within
from gdsim.numbers import half_up
from gdsim.texts import N_

if TYPE_CHECKING:
    import polars as pl

XLSX = "xlsx"

MOST_DECIMALS = 17
"""The most decimals that a table can be asked for; a float has no more that mean anything."""

MOST_ROWS_OF_A_WORKSHEET = 1_048_575
"""The most rows below the header of an Excel sheet."""

MOST_ROWS_MEASURED = 1000
"""The most rows for which a worksheet's columns are made as wide as what stands in them."""

TIE_NOISE, LARGEST_WITH_TIES = 1e-14, 1e14
"""Share of a number by which a tie may be off, and the size from which none can be told."""


class Use(IntEnum):
    """What a format is mostly for; a file dialog names the formats in this order."""

    SPREADSHEET = 0
    ANALYSIS = 1
    PROGRAMS = 2
    READING = 3


@dataclass(frozen=True)
class Layout:
    """How a table is written.

    Attributes
    ----------
    decimals
        Decimals of every number that is not whole; None for the shortest text that reads back as
        the same number.
    worksheet
        The name of the worksheet, in a format that has any.
    """

    decimals: int | None = None
    worksheet: str = "iterations"


@dataclass(frozen=True)
class FormatSpec:
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
    write: Callable[[pl.DataFrame, BinaryIO, Layout], None]

    @property
    def is_for_reading(self) -> bool:
        """Whether people read it as it is: exact numbers would be too long for them."""
        return self.use is Use.READING


def format_of(path: Path) -> str:
    """Return the format that a file's suffix stands for; raise InputError if it is none."""
    return format_by_ending(path, FORMATS)


def write_frame(
    frame: pl.DataFrame,
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
        with atomic_path(target) as temporary, temporary.open("wb") as file, faults_as_os_error():
            write(frame, file, layout)
    else:
        with faults_as_os_error():
            write(frame, target, layout)


def require_room(format: str, rows: int) -> None:  # noqa: A002  (the command line's word)
    """Raise InputError where a format cannot hold a table of so many rows."""
    if format == XLSX and rows > MOST_ROWS_OF_A_WORKSHEET:
        raise InputError(
            "an Excel sheet holds {most} rows and the table has {rows}; export CSV or Parquet",
            most=MOST_ROWS_OF_A_WORKSHEET,
            rows=rows,
        )


def _write_csv(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    _for_spreadsheets(_without_minus_zero(frame, layout.decimals)).write_csv(
        file, line_terminator="\r\n", float_precision=layout.decimals
    )


def _write_tsv(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    _for_spreadsheets(_without_minus_zero(frame, layout.decimals)).write_csv(
        file, separator="\t", float_precision=layout.decimals
    )


def _for_spreadsheets(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with an apostrophe before each text that a spreadsheet would calculate.

    Names of runs come from files' names. Settings are options of the command line, as typed.
    """
    import polars as pl
    import polars.selectors as cs

    texts = cs.string() - cs.by_name("settings", require_all=False)
    is_formula = texts.str.contains(r"^[=+\-@\t\r]")
    return frame.with_columns(
        pl.when(is_formula).then(pl.lit("'") + texts).otherwise(texts).name.keep()
    )


def _write_json(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    file.write(_rounded(frame, layout.decimals).write_json().encode())


def _write_parquet(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    _rounded(frame, layout.decimals).write_parquet(file)


def _write_xlsx(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    import polars as pl
    from xlsxwriter.exceptions import XlsxFileError

    require_room(XLSX, len(frame))
    decimals = layout.decimals
    shown = "General" if decimals is None else "0" + ("." + "0" * decimals if decimals else "")
    buffer, fault = io.BytesIO(), None
    try:
        _rounded(frame, decimals).write_excel(
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


def _write_markdown(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    names = [_markdown_text(name).replace("_", r"\_") for name in frame.columns]
    lines = ["| " + " | ".join(names) + " |", "|" + " ---: |" * len(names)]
    cells = _cells(frame, layout.decimals, _markdown_text)
    lines += ["| " + " | ".join(row) + " |" for row in cells]
    file.write(("\n".join(lines) + "\n").encode())


def _markdown_text(text: str) -> str:
    """Return a text as it can stand in a cell: on one line, no bar in it."""
    return _on_one_line(text).replace("|", r"\|")


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*", " ", text)


_PLAIN = frozenset(
    "loss full_loss iteration epoch batch batch_size learning_rate run settings iterations"
    " final_loss distance_to_minimum stop_reason verdict diverged iterations_to_target".split()
)
"""Columns whose names are words rather than the names of parameters or settings."""

_LATEX_CHARACTERS = {c: f"\\{c}" for c in "#$%&_{}"} | {
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\\": r"\textbackslash{}",
}


def _write_latex(frame: pl.DataFrame, file: BinaryIO, layout: Layout) -> None:
    lines = [
        r"% needs \usepackage{booktabs}",
        rf"\begin{{tabular}}{{{'r' * len(frame.columns)}}}",
        r"\toprule",
        " & ".join(_latex_header(name) for name in frame.columns) + r" \\",
        r"\midrule",
        *(" & ".join(row) + r" \\" for row in _cells(frame, layout.decimals, _latex_text)),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    file.write(("\n".join(lines) + "\n").encode())


def _latex_header(name: str) -> str:
    from gdsim.engine.formula.latex import latex_of_name  # SymEngine, which a help page can spare

    counts = ("_per_epoch", "_per_gradient", "_batches")
    if name in _PLAIN or name.startswith("state_") or name.endswith(counts):
        return name.replace("_", " ")
    for prefix, shown in (("grad_", r"\partial L / \partial {}"), ("new_", r"\text{{new }} {}")):
        if name.startswith(prefix):
            return f"${shown.format(latex_of_name(name.removeprefix(prefix)))}$"
    return f"${latex_of_name(name)}$"


def _latex_text(text: str) -> str:
    """Return a text with LaTeX's own characters written out."""
    return re.sub(r"[#$%&_{}^~\\]", lambda match: _LATEX_CHARACTERS[match[0]], _on_one_line(text))


def _cells(
    frame: pl.DataFrame, decimals: int | None, escape: Callable[[str], str]
) -> list[list[str]]:
    """Return every row as texts, empty where there is no value, those that are texts escaped."""

    def text(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return escape(value)
        if isinstance(value, float):
            return repr(value) if decimals is None else f"{value:.{decimals}f}"
        return str(value)

    rows = _without_minus_zero(frame, decimals).iter_rows()
    return [[text(value) for value in row] for row in rows]


def _rounded(frame: pl.DataFrame, decimals: int | None) -> pl.DataFrame:
    import polars.selectors as cs

    if decimals is None:
        return frame
    return _without_ties(frame, decimals).with_columns(cs.float().round(decimals) + 0.0)


def _without_minus_zero(frame: pl.DataFrame, decimals: int | None) -> pl.DataFrame:
    """Return the frame ready to be rounded: no ties, and 0 for what would round to minus zero."""
    import polars as pl
    import polars.selectors as cs

    if decimals is None:
        return frame
    tiny = cs.float().abs() < 0.5 * 10.0**-decimals
    negative = cs.float() <= 0
    frame = _without_ties(frame, decimals)
    return frame.with_columns(pl.when(tiny & negative).then(0.0).otherwise(cs.float()).name.keep())


def _without_ties(frame: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Return the frame with numbers half way between two of `decimals` rounded up.

    Only these are rounded otherwise by one writer than by another, and than on screen.
    """
    import numpy as np
    import polars as pl
    import polars.selectors as cs

    changed = []
    for column in frame.select(cs.float()).iter_columns():
        values = column.to_numpy()
        with np.errstate(all="ignore"):
            scaled = np.abs(values) * 10.0**decimals
            is_tie = np.abs(scaled % 1 - 0.5) < TIE_NOISE * np.maximum(scaled, 1)
        is_tie &= scaled < LARGEST_WITH_TIES
        if is_tie.any():
            values = values.copy()
            values[is_tie] = [float(half_up(x, -decimals)) for x in values[is_tie].tolist()]
            changed.append(pl.Series(column.name, values, nan_to_null=column.has_nulls()))
    return frame.with_columns(changed)


FORMATS: Mapping[str, FormatSpec] = {
    spec.ending: spec
    for spec in (
        FormatSpec("csv", N_("CSV, comma-separated"), Use.SPREADSHEET, _write_csv),
        FormatSpec("tsv", N_("TSV, tab-separated"), Use.SPREADSHEET, _write_tsv),
        FormatSpec("md", N_("Markdown table"), Use.READING, _write_markdown),
        FormatSpec("tex", N_("LaTeX table"), Use.READING, _write_latex),
        FormatSpec("json", N_("JSON, one object a row"), Use.PROGRAMS, _write_json),
        FormatSpec("parquet", N_("Apache Parquet"), Use.ANALYSIS, _write_parquet),
        FormatSpec(XLSX, N_("Excel workbook"), Use.SPREADSHEET, _write_xlsx),
    )
}
"""Every format of a table, by its ending."""
