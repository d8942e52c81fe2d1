"""Reads an iteration table that a person made: pasted from a spreadsheet, or a CSV file's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.readings import DecimalSign, NumberKind
from gdsim.study.practice.answers import Answer, Field, entries_of
from gdsim.study.practice.tables.hand_columns import Column, Role, column_of, usual_columns

MOST_TABLE_ROWS, MOST_TABLE_CHARACTERS = 1000, 1_000_000

LATEST_UPDATE = 100_000
"""The largest number of an update that a row may have."""

EMPTY_CELLS = frozenset({"", "-", "–", "—", "−", "…", "...", "?"})
"""Texts of a cell that was left empty."""


class Cell(Struct, frozen=True):
    """One cell: the text, the field that it answers and its answer, None where it is none.

    `before` is the index of the parameter that it has before the update, `state` what it has of
    what the rule remembers, before the update or after it.
    """

    text: str
    field: Field | None = None
    answer: Answer | None = None
    before: int | None = None
    state: Field | None = None

    @property
    def is_left_empty(self) -> bool:
        """Whether nothing was given."""
        return self.text in EMPTY_CELLS

    @property
    def is_unreadable(self) -> bool:
        """Whether it should be a number, and is some other text."""
        is_asked = self.field is not None or self.before is not None
        return is_asked and self.answer is None and not self.is_left_empty


class HandRow(Struct, frozen=True):
    """One line of the table, for update `t`."""

    t: int
    cells: tuple[Cell, ...]

    def answers(self) -> dict[Field, Answer]:
        """Return the numbers given, by what they answer."""
        return {
            cell.field: cell.answer
            for cell in self.cells
            if cell.field is not None and cell.answer is not None
        }

    def before(self) -> dict[int, Answer]:
        """Return the parameters before the update, by index."""
        return {
            cell.before: cell.answer
            for cell in self.cells
            if cell.before is not None and cell.answer is not None
        }


class HandTable(Struct, frozen=True):
    """A table as it was typed; a list such as [8, 16] is a cell for each of its numbers.

    Every row has a cell for each heading, and there is a row at least.

    Attributes
    ----------
    unknown
        The headings of columns that are not checked, since they are not understood.
    is_numbered
        Whether a column has the numbers of the updates; else rows count from 0.
    """

    header: tuple[str, ...]
    rows: tuple[HandRow, ...]
    unknown: tuple[str, ...] = ()
    is_numbered: bool = False

    def follows(self, place: int) -> bool:
        """Whether there is a row at `place` whose update is the next after the row above's."""
        return 0 < place < len(self.rows) and self.rows[place].t == self.rows[place - 1].t + 1


def read_hand_table(text: str, parameters: Sequence[str], states: Sequence[str] = ()) -> HandTable:
    """Return the table in `text`: fields parted by tabs, semicolons, commas or bars.

    A column is known by its heading: iteration, loss, gradient (of all parameters as a list, or of
    one, as grad_w1 or ∂L/∂w1), new w1, w1 before the update, new loss; without headings the columns
    are iteration, loss, gradients and new parameters.

    Parameters
    ----------
    states
        The names of what the run's rule remembers; see `remembered`.

    Raises
    ------
    InputError
        If there is no table, or no column of it is known.
    """
    lines = _bounded_lines(text)
    if not any(_is_number(part) for line in lines for part in _flat(line)):
        _refuse_without_numbers(lines, parameters)
    has_header = not any(_is_number(part) for part in _flat(lines[0]))
    header, body = (lines[0], lines[1:]) if has_header else ([], lines)
    columns = (
        [column_of(title, parameters, states) for title in header]
        if has_header
        else usual_columns(len(body[0]), _has_list(body[0]), parameters)
    )
    columns = [_unless_repeated(k, column, body) for k, column in enumerate(columns)]
    if all(column.role in (Role.UNKNOWN, Role.ITERATION) for column in columns):
        raise InputError(
            "no column of the table is known; use headings such as {accepted}",
            accepted=", ".join(("iteration", "loss", *heading_examples(parameters))),
        )
    titles = header or [column.title for column in columns]
    sign = _decimal_sign(body)
    return HandTable(
        tuple(_wide(titles, columns, parameters)),
        tuple(_row(i, line, columns, len(parameters), sign) for i, line in enumerate(body)),
        tuple(column.title for column in columns if column.role is Role.UNKNOWN),
        any(column.role is Role.ITERATION for column in columns),
    )


def _unless_repeated(place: int, column: Column, body: list[list[str]]) -> Column:
    """Return the column; one of epochs with several updates does not number these."""
    if column.role is not Role.ITERATION or not column.title.lower().startswith("epoch"):
        return column
    numbers = [line[place] for line in body if place < len(line)]
    is_numbering = len(set(numbers)) == len(numbers)
    return column if is_numbering else replace(column, role=Role.UNKNOWN)


def _bounded_lines(text: str) -> list[list[str]]:
    """Return the fields of each line; refuse a text without any, or with too many."""
    too_long = InputError(
        "the table is too long; give one of up to {most} rows", most=MOST_TABLE_ROWS
    )
    if len(text) > MOST_TABLE_CHARACTERS:
        raise too_long
    lines = _lines(text)
    if not lines:
        raise InputError("there is no table; give lines of numbers with a heading for each column")
    if len(lines) > MOST_TABLE_ROWS + 1:
        raise too_long
    return lines


def _refuse_without_numbers(lines: list[list[str]], parameters: Sequence[str]) -> NoReturn:
    roles = [column_of(title, parameters).role for title in lines[0]]
    if any(role is not Role.UNKNOWN for role in roles):
        raise InputError("the table has headings only; give at least one line of numbers")
    raise InputError(
        "the text is no table, as no cell of it is a number; copy the rows of your table, with"
        " headings such as {accepted}",
        accepted=", ".join(("iteration", "loss", *heading_examples(parameters))),
    )


def heading_examples(parameters: Sequence[str]) -> list[str]:
    """Return headings of gradients and new parameters that are understood."""
    return [*(f"grad_{name}" for name in parameters), *(f"new_{name}" for name in parameters)]


def _lines(text: str) -> list[list[str]]:
    """Return the fields of each line that has any, without the signs that LaTeX parts math by."""
    text = re.sub(r"\\[()]|\$", "", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parting = next((sign for sign in "\t|;" if any(sign in line for line in lines)), ",")
    fields = [_split(line.strip("|") if parting == "|" else line, parting) for line in lines]
    return [line for line in fields if any(not re.fullmatch(r"[-: ]*", part) for part in line)]


def _split(line: str, parting: str) -> list[str]:
    """Split outside brackets and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "[({":
            depth += 1
        elif not quoted and sign in "])}":
            depth = max(0, depth - 1)
        elif sign == parting and not quoted and not depth:
            parts.append(line[start:i])
            start = i + 1
    return [part.strip().strip('"').strip() for part in (*parts, line[start:])]


def _has_list(line: Sequence[str]) -> bool:
    return any(len(entries_of(part)) > 1 for part in line)


def _flat(line: Sequence[str]) -> list[str]:
    return [part for text in line for part in entries_of(text)]


def _is_number(text: str) -> bool:
    try:
        Answer.read(text)
    except InputError:
        return False
    return True


def _decimal_sign(lines: Sequence[Sequence[str]]) -> DecimalSign:
    """Return the sign that stands before decimals wherever that can be seen, if it is one alone."""
    seen = {
        match[1]
        for line in lines
        for part in _flat(line)
        if (
            match := re.fullmatch(
                r"[-+−–]?(?:\d*([.,])(?:\d{1,2}|\d{4,})|0([.,])\d+)", part.strip()
            )
        )
        and match[1]
    }
    if len(seen) != 1:
        return ""
    return "," if seen == {","} else "."


def _wide(titles: Sequence[str], columns: Sequence[Column], parameters: Sequence[str]) -> list[str]:
    """Return the titles with one for each number of a gradient that stands in one column."""
    wide: list[str] = []
    for title, column in zip(titles, columns, strict=True):
        is_list = column.role is Role.GRADIENTS
        wide += [f"∂L/∂{name}" for name in parameters] if is_list else [title]
    return wide


def _row(
    place: int, line: Sequence[str], columns: Sequence[Column], d: int, sign: DecimalSign
) -> HandRow:
    cells: list[Cell] = []
    t = place
    padded = [*line, *[""] * (len(columns) - len(line))]
    for text, column in zip(padded, columns, strict=False):
        if column.role is Role.GRADIENTS:
            parts = [*entries_of(text), *[""] * d][:d]
            cells += [_cell(part, Field("gradient", k), sign) for k, part in enumerate(parts)]
            continue
        cell = _cell(text, column.field, sign, "count" if column.role is Role.ITERATION else None)
        if column.role is Role.BEFORE:
            cell = replace(cell, before=column.index)
        if column.role is Role.STATE:
            cell = replace(cell, field=None, state=column.field)
        cells.append(cell)
        if cell.answer is not None and column.role is Role.ITERATION:
            t = int(cell.answer.value) if 0 <= cell.answer.value <= LATEST_UPDATE else place
    return HandRow(t, tuple(cells))


def _cell(
    text: str, field: Field | None, sign: DecimalSign, kind: NumberKind | None = None
) -> Cell:
    kind = kind or (field.kind if field is not None else "number")
    try:
        return Cell(text, field, Answer.read(text, kind, sign))
    except InputError:
        return Cell(text, field)
