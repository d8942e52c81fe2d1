"""Data files: named columns of numbers from CSV or TSV."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gdsim.assets import asset_path
from gdsim.engine.dataset import Dataset
from gdsim.engine.errors import InputError
from gdsim.engine.generators import generate, is_generator

if TYPE_CHECKING:
    import polars as pl

MOST_BYTES = 2**31
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def dataset_from(source: str, folder: Path) -> Dataset:
    """Return the data that a scenario or the command line names.

    Parameters
    ----------
    source
        A generator such as ``linear(rows=100)``, a file's path (seen from `folder`), or the name of
        a file that ships with the program.
    folder
        Where relative paths start.
    """
    if is_generator(source):
        return generate(source)
    path = folder / source
    shipped = asset_path("data") / source
    if not path.exists() and Path(source).name == source and shipped.is_file():
        path = shipped
    return read_data(path, source)


def read_data(path: Path, source: str | None = None) -> Dataset:
    """Return the numeric columns of a CSV or TSV file with a header row.

    Columns of text are left out; a numeric column with a gap or a stray text is refused, with the
    line, so that no row is ever dropped silently.

    Raises
    ------
    InputError
        Naming the file, and the line and column where there is one.
    """
    lines = _header_and_separator(path)
    frame = _read(path, lines)
    names: list[str] = []
    columns = []
    for name in frame.columns:
        values = _numbers(frame, name, path)
        if values is not None:
            names.append(name)
            columns.append(values)
    if not columns:
        raise InputError(
            "{path} has no column of numbers; a header row and rows of numbers are needed",
            path=path.name,
        )
    return Dataset(source or str(path), tuple(names), np.column_stack(columns))


def _header_and_separator(path: Path) -> str:
    """Return the separator, from the header; refuse what is no table."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.readline(1_000_000)
    except OSError as error:
        raise InputError(
            "cannot read {path} ({reason}); name a CSV or TSV file",
            path=path,
            reason=error.strerror or str(error),
        ) from error
    if size > MOST_BYTES:
        raise InputError("{path} is larger than 2 GiB; give a smaller file", path=path.name)
    try:
        text = head.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError("{path} is not a text file in UTF-8; save it as CSV", path=path.name)
    if not text:
        raise InputError(
            "{path} has no header row in line 1; name the columns there", path=path.name
        )
    separator = max("\t;,", key=text.count)
    _check_names([part.strip().strip('"') for part in text.split(separator)], path)
    return separator


def _check_names(names: list[str], path: Path) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise InputError(
                "{path}, line 1: the column name {name} is not accepted; a name is a letter"
                " followed by letters, digits or _",
                path=path.name,
                name=repr(name),
            )
        if names.count(name) > 1:
            raise InputError(
                "{path}, line 1: the column name {name} stands twice; names must differ",
                path=path.name,
                name=name,
            )


def _read(path: Path, separator: str) -> pl.DataFrame:
    """Return the table with every column as text."""
    import polars as pl

    try:
        frame = pl.read_csv(path, separator=separator, infer_schema=False, encoding="utf8")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(
            "{path} cannot be read as a table ({reason}); each row needs as many values as the"
            " header has names",
            path=path.name,
            reason=str(error).splitlines()[0],
        ) from error
    if not len(frame):
        raise InputError("{path} has no rows below the header; give at least one", path=path.name)
    return frame.rename({name: name.strip().strip('"') for name in frame.columns})


def _numbers(frame: pl.DataFrame, name: str, path: Path) -> np.ndarray | None:
    """Return a column as float64; None where no value of it is a number."""
    import polars as pl

    text = frame[name].str.strip_chars()
    values = text.cast(pl.Float64, strict=False)
    good = (values.is_finite() & values.is_not_null()).fill_null(value=False)
    if not good.any():
        return None
    if not good.all():
        row = int((~good).arg_max() or 0)
        found = text[row]
        raise InputError(
            "{path}, line {line}: the value {value} of column {name} is not a finite number; give"
            " a number such as 1.5, or leave the row out of the file",
            path=path.name,
            line=row + 2,
            value=repr(found) if found else "(nothing)",
            name=name,
        )
    return values.to_numpy()
