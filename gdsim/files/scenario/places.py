"""Where in a scenario file something is refused: the line, and which of several tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from gdsim.engine.errors import InputError

Table: TypeAlias = tuple[str, int]
"""The name of tables such as ``[[change]]``, and the number of one of them, from 0."""


def within(error: InputError, name: str, number: int) -> InputError:
    """Return a refusal of something in a table that remembers which one that is."""
    values: dict[str, Any] = {"table": (name, number), **error.values}
    return InputError(error.template, error.plural, **values)


def table_of(error: InputError) -> Table | None:
    """Return the table that a refusal is about; None where it is about none."""
    table = error.values.get("table")
    return table if isinstance(table, tuple) else None


def at_line(key: str, text: str, error: InputError, table: Table | None = None) -> InputError:
    """Return `error` with the line where `key` is set in front, if that is found."""
    pattern = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=|\b{re.escape(key)}\s*=""")
    lines = text.splitlines()
    for number in _lines_of(table, lines):
        if pattern.search(lines[number]):
            return InputError("line {line}: {sentence}", line=number + 1, sentence=error)
    return error


def _lines_of(table: Table | None, lines: Sequence[str]) -> range:
    """Return the lines below the heading of a table; all of them where it has none of its own."""
    if table is None:
        return range(len(lines))
    name, number = table
    heads = [k for k, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    if number >= len(heads):
        return range(len(lines))
    first = heads[number] + 1
    others = re.compile(rf"\s*\[(?!\s*{name}\s*\.)")
    last = next((k for k in range(first, len(lines)) if others.match(lines[k])), len(lines))
    return range(first, last)
