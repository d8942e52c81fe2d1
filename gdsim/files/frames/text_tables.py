"""Small tables as CSV, TSV and JSON, to the byte as polars writes large ones.

Loading polars takes ten times as long as writing a small table does. Both write the shortest
digits that read back as the same number, of these the nearest to it; only where a point stands and
an exponent begins is a convention.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, isnan
from operator import add
from typing import Any

from gdsim.files.frames.column_frame import Column, Frame


def float_text(x: float) -> str:
    """Return a number as polars writes it, the shortest text that reads back as the same.

    Python's own, but for NaN; exponents have no zeros in front and begin below 1e-5, not 1e-4.
    """
    text = repr(x)
    if "e" not in text:
        return "NaN" if text == "nan" else text
    mantissa, exponent = text.split("e")
    if exponent == "-05":
        sign = "-" if x < 0 else ""
        return f"{sign}0.0000{mantissa.lstrip('-').replace('.', '')}"
    return f"{mantissa}e{int(exponent):+d}"


def delimited_text(frame: Frame, decimals: int | None, separator: str, line_end: str) -> str:
    """Return a frame as lines, with quotes around the cells that could not be told otherwise."""

    def quoted(text: str) -> str:
        if text and not any(c in text for c in (separator, '"', "\n", "\r")):
            return text
        return '"' + text.replace('"', '""') + '"'

    def cells(column: Column) -> list[str]:
        if column.kind == "O":
            return column.to_list(quoted, "")
        return column.to_list(_shown(column.kind, decimals), "")

    rows = zip(*(cells(column) for column in frame.by_name.values()), strict=True)
    lines = [separator.join(map(quoted, frame.columns)), *map(separator.join, rows)]
    return line_end.join([*lines, ""])


def _shown(kind: str, decimals: int | None) -> Callable[[Any], str]:
    """Return what shows a number of a kind; `decimals` are those of floats alone."""
    if kind == "b":
        return lambda truth: "true" if truth else "false"
    if kind != "f":
        return str
    if decimals is None:
        return float_text
    return lambda x: "NaN" if isnan(x) else f"{x:.{decimals}f}"


def for_spreadsheets(name: str, column: Column) -> Column:
    """Return texts with an apostrophe before each that a spreadsheet would calculate.

    Names of runs come from files' names. Settings are options of the command line, as typed.
    """
    if name == "settings":
        return column
    return Column.of(
        column.to_list(lambda text: f"'{text}" if text.startswith(_OF_FORMULAS) else text), str
    )


_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would calculate."""


def json_text(frame: Frame) -> str:
    """Return a frame as a list of objects, one a row; what is no finite number is null."""
    from json.encoder import encode_basestring

    columns = [_json_cells(column, encode_basestring) for column in frame.by_name.values()]
    keys = [f"{encode_basestring(name)}:" for name in frame.columns]
    rows = ("{" + ",".join(map(add, keys, row)) + "}" for row in zip(*columns, strict=True))
    return "[" + ",".join(rows) + "]"


def _json_cells(column: Column, quoted: Callable[[str], str]) -> list[str]:
    if column.kind == "O":
        return column.to_list(quoted, "null")
    if column.kind == "f":
        return column.to_list(lambda x: float_text(x) if isfinite(x) else "null", "null")
    return column.to_list(_shown(column.kind, None), "null")
