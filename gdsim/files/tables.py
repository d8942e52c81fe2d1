"""The iteration table of a run as a file: one frame, written in any of the formats."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, get_args

import numpy as np

from gdsim.engine.errors import InputError
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.run import Run
from gdsim.files.atomic import atomic_path
from gdsim.files.endings import format_by_ending
from gdsim.numbers import half_up

if TYPE_CHECKING:
    import polars as pl

Format = Literal["csv", "tsv", "md", "tex", "json", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

XLSX_ROWS = 1_048_575
"""Rows below the header that a worksheet holds."""

MOST_DECIMALS = 17

TIE_NOISE, LARGEST_WITH_TIES = 1e-14, 1e14
"""Share of a number by which a tie may be off, and the size from which none can be told."""


def table_frame(run: Run, state: bool = False) -> pl.DataFrame:
    """Return the updates made as a frame, in the column order that scripts rely on.

    ``iteration, epoch, batch, batch_size, learning_rate``, a column a parameter, ``loss,
    full_loss`` (null where not evaluated), ``grad_<p>``, ``new_<p>`` and, with `state`,
    ``state_<name>_<p>`` after the update.
    """
    import polars as pl

    rows, names = run.columns(0, run.length), run.objective.parameters
    columns: dict[str, object] = {
        "iteration": rows.iteration,
        "epoch": rows.epoch,
        "batch": rows.batch,
        "batch_size": rows.batch_size,
        "learning_rate": rows.learning_rate,
    }
    columns |= _by_parameter("{}", names, rows.theta)
    columns |= {"loss": rows.loss, "full_loss": _null_where_nan("full_loss", rows.full_loss)}
    columns |= _by_parameter("grad_{}", names, rows.gradient)
    columns |= _by_parameter("new_{}", names, rows.new_theta)
    if state:
        for name, values in rows.state.items():
            for column, numbers in _by_parameter(f"state_{name}_{{}}", names, values).items():
                columns[column] = _null_where_nan(column, numbers)
    frame = pl.DataFrame(columns)
    if len(frame.columns) < len(columns):
        raise InputError("two columns of the table would have the same name; rename a parameter")
    return frame


def _null_where_nan(name: str, values: np.ndarray) -> pl.Series:
    import polars as pl

    return pl.Series(name, np.ascontiguousarray(values), nan_to_null=bool(np.isnan(values).any()))


def _by_parameter(
    pattern: str, names: tuple[str, ...], values: np.ndarray
) -> Mapping[str, np.ndarray]:
    return {
        pattern.format(name): np.ascontiguousarray(values[:, k]) for k, name in enumerate(names)
    }


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


def format_of(path: Path) -> Format:
    """Return the format that a file's suffix stands for; raise InputError if it is none."""
    return format_by_ending(path, FORMATS)


def write_table(
    run: Run,
    target: Path | BinaryIO,
    format: Format,  # noqa: A002  (the command line's word)
    decimals: int | None = None,
    state: bool = False,
) -> None:
    """Write the updates made; a file is replaced whole or left as it was.

    Parameters
    ----------
    decimals
        Decimals of every number that is not whole; None for the shortest text that reads back as
        the same number. JSON, Parquet and workbooks then hold rounded numbers.

    Raises
    ------
    InputError
        If the format cannot hold the table or the file cannot be written.
    """
    write_frame(table_frame(run, state), target, format, decimals)


def write_frame(
    frame: pl.DataFrame,
    target: Path | BinaryIO,
    format: Format,  # noqa: A002  (the command line's word)
    decimals: int | None = None,
    sheet: str = "iterations",
) -> None:
    """Write any frame of texts and numbers, as `write_table` does; `sheet` names a worksheet."""
    if format == "xlsx" and len(frame) > XLSX_ROWS:
        raise InputError(
            "an Excel sheet holds {most} rows and the table has {rows}; export CSV or Parquet",
            most=XLSX_ROWS,
            rows=len(frame),
        )
    write = _WRITERS[format] if format != "xlsx" else partial(_write_xlsx, sheet=sheet)
    if isinstance(target, Path):
        with atomic_path(target) as temporary, temporary.open("wb") as file:
            write(frame, file, decimals)
    else:
        write(frame, target, decimals)


def _write_csv(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    _without_minus_zero(frame, decimals).write_csv(
        file, line_terminator="\r\n", float_precision=decimals
    )


def _write_tsv(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    _without_minus_zero(frame, decimals).write_csv(file, separator="\t", float_precision=decimals)


def _write_json(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    file.write(_rounded(frame, decimals).write_json().encode())


def _write_parquet(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    _rounded(frame, decimals).write_parquet(file)


def _write_xlsx(
    frame: pl.DataFrame, file: BinaryIO, decimals: int | None, sheet: str = "iterations"
) -> None:
    import polars as pl

    shown = "General" if decimals is None else "0" + ("." + "0" * decimals if decimals else "")
    buffer = io.BytesIO()
    _rounded(frame, decimals).write_excel(
        buffer,
        worksheet=sheet,
        dtype_formats={pl.Float64: shown, pl.Int64: "0"},
        freeze_panes=(1, 0),
        autofit=len(frame) <= 1000,
    )
    file.write(buffer.getvalue())


def _write_markdown(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    names = [name.replace("_", r"\_").replace("|", r"\|") for name in frame.columns]
    lines = ["| " + " | ".join(names) + " |", "|" + " ---: |" * len(names)]
    cells = _cells(frame, decimals, lambda text: text.replace("|", r"\|"))
    lines += ["| " + " | ".join(row) + " |" for row in cells]
    file.write(("\n".join(lines) + "\n").encode())


def _write_latex(frame: pl.DataFrame, file: BinaryIO, decimals: int | None) -> None:
    lines = [
        r"% needs \usepackage{booktabs}",
        rf"\begin{{tabular}}{{{'r' * len(frame.columns)}}}",
        r"\toprule",
        " & ".join(_latex_header(name) for name in frame.columns) + r" \\",
        r"\midrule",
        *(" & ".join(row) + r" \\" for row in _cells(frame, decimals, _latex_text)),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    file.write(("\n".join(lines) + "\n").encode())


def _latex_header(name: str) -> str:
    counts = ("_per_epoch", "_per_gradient", "_batches")
    if name in _PLAIN or name.startswith("state_") or name.endswith(counts):
        return name.replace("_", " ")
    for prefix, shown in (("grad_", r"\partial L / \partial {}"), ("new_", r"\text{{new }} {}")):
        if name.startswith(prefix):
            return f"${shown.format(latex_of_name(name.removeprefix(prefix)))}$"
    return f"${latex_of_name(name)}$"


def _latex_text(text: str) -> str:
    """Return a text with LaTeX's own characters written out."""
    return re.sub(r"[#$%&_{}^~\\]", lambda match: _LATEX_CHARACTERS[match[0]], text)


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


_WRITERS: Mapping[str, Callable[[pl.DataFrame, BinaryIO, int | None], None]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "md": _write_markdown,
    "tex": _write_latex,
    "json": _write_json,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
