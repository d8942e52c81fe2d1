"""Where the names and the rows of a text stand, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.files.data.spelling import Header, is_gap, is_number
from gdsim.files.data.table import numbered_name
from gdsim.files.data.text.separators import (
    BLANKS,
    Row,
    parted_by_tabs,
    rows_of,
    separator_of,
)
from gdsim.i18n import ntr, tr

MOST_COLUMNS = 100_000
"""The most columns of a text that is read."""

MOST_BYTES_OF_HEADER = 1_000_000
BYTES_LOOKED_AT = 200_000
"""Bytes after the header that tell what the rows are like."""

YEARS = range(1000, 3000)
"""Numbers that may name columns."""

_SEP = re.compile(rb"\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)
_LINE = re.compile(rb"[^\n]*(?:\n|$)")
_COMMENT = re.compile(rb"(?m)^#[^\n]*$")


class Layout(Struct, frozen=True):
    """A text, cut into what it consists of.

    Attributes
    ----------
    names
        Of the columns, empty where one has none.
    separator
        What stands between cells.
    content
        A row of names, perhaps others than `names`, and the rows below it; comments among them are
        blank lines.
    at
        Where in it the rows begin.
    first_line
        Number of the line that the rows begin in, from 1.
    comments
        Numbers of the lines that are comments.
    is_headerless
        Whether the columns are called by their numbers.
    remarks
        What is to be said of it, a sentence each.
    """

    names: tuple[str, ...]
    separator: str
    content: bytes
    at: int
    first_line: int
    comments: tuple[int, ...] = ()
    is_headerless: bool = False
    remarks: tuple[str, ...] = ()


class _Lead(Struct, frozen=True):
    """What stands before the names: the rest of the text, its line, and what was found."""

    rest: bytes
    line: int
    comments: tuple[int, ...]
    last_comment: str
    separator: str


def layout_of(content: bytes, title: str, header: Header | None = None) -> Layout:
    """Return the layout of a text in UTF-8.

    Parameters
    ----------
    title
        What to call it in a message.
    header
        Whether the first row names the columns; None to tell by what stands in it.

    Raises
    ------
    InputError
        If there is no row, or a row of too many columns.
    """
    lead = _lead(content)
    first = lead.rest[:MOST_BYTES_OF_HEADER].split(b"\n", 1)[0]
    if not first.strip():
        raise InputError("{path} has no header row in line 1; name the columns there", path=title)
    rest, comments = _without_comments(lead)
    looked_at = rest[: max(len(first) + BYTES_LOOKED_AT, 2 * len(first))]
    if len(looked_at) < len(rest) and b"\n" in looked_at:
        looked_at = looked_at.rpartition(b"\n")[0]
    text = looked_at.decode("utf-8", errors="replace")
    separator = lead.separator or separator_of(text)
    remarks = []
    if separator == BLANKS:
        rest, separator = parted_by_tabs(rest), "\t"
        text = parted_by_tabs(looked_at).decode("utf-8", errors="replace")
        remarks.append(tr("the cells were taken to be separated by blanks"))
    sample = rows_of(text, separator)
    if not sample:
        raise no_header(title, lead.line)
    if len(first) == MOST_BYTES_OF_HEADER or len(sample[0][0]) > MOST_COLUMNS:
        raise InputError(
            "{path} has more columns than the {most} that are read; save those you need",
            path=title,
            most=f"{MOST_COLUMNS:,}",
        )
    found = _named(rest, separator, sample, lead, header)
    said = (*_said_of_comments(comments), *remarks, *found.remarks)
    return replace(found, comments=comments, remarks=said)


def no_header(title: str, line: int) -> InputError:
    """Return the refusal of a row of names that cannot be read."""
    return InputError(
        "{path}, line {line}: the header cannot be read; name each column there, without quotes",
        path=title,
        line=line,
    )


def _lead(content: bytes) -> _Lead:
    """Return what stands before the first row that is neither blank nor a comment."""
    at, line, comments, last, separator = 0, 1, [], "", ""
    while at < len(content):
        told = _SEP.match(content, at) if line == 1 else None
        found = _LINE.match(content, at)
        if found is None or not (told or _is_aside(content, found)):
            break
        text = found[0].strip()
        if told:
            separator = told[1].decode("latin-1")
        elif text:
            comments.append(line)
            last = text.lstrip(b"#").decode("utf-8", errors="replace").strip()
        at, line = found.end(), line + 1
    return _Lead(content[at:] if at else content, line, tuple(comments), last, separator)


def _is_aside(content: bytes, line: re.Match[bytes]) -> bool:
    """Tell whether a line before the names is blank or a comment, and not the names themselves."""
    text = line[0].strip()
    if not text.startswith(b"#"):
        return not text
    below = content[line.end() : line.end() + BYTES_LOOKED_AT].partition(b"\n")[0].strip()
    width = [max(one.count(mark) for mark in (b",", b";", b"\t", b"|")) for one in (text, below)]
    # As in "#,x,y": names, the first of which is the sign for a number.
    return below.startswith(b"#") or not (width[0] == width[1] > 0 and text[1:2] in b",;\t|")


def _without_comments(lead: _Lead) -> tuple[bytes, tuple[int, ...]]:
    """Return the text with blank lines for its comments, and the numbers of all their lines.

    Where every row begins with a #, it is a part of the rows.
    """
    # A single byte is found much sooner than two.
    if b"#" not in lead.rest or b"\n#" not in lead.rest:
        return lead.rest, lead.comments
    below = lead.rest.partition(b"\n")[2].splitlines()
    if all(line.startswith(b"#") for line in below if line.strip()):
        return lead.rest, lead.comments
    numbers = [k for k, line in enumerate(below, start=lead.line + 1) if line.startswith(b"#")]
    first, _, others = lead.rest.partition(b"\n")
    return first + b"\n" + _COMMENT.sub(b"", others), (*lead.comments, *numbers)


def _named(
    rest: bytes, separator: str, sample: Sequence[Row], lead: _Lead, header: Header | None
) -> Layout:
    """Return the layout with the names that the first row has, or with such as are made up."""
    cells, n_lines = sample[0]
    below = [row for row, _ in sample[1:]]
    if not (header == "first" or (header is None and names_columns([cells, *below]))):
        return _headerless(rest, separator, sample, lead)
    at = 0
    for _ in range(n_lines):
        at = rest.find(b"\n", at) + 1 or len(rest)
    names = cells
    if below and len(cells) > 1 and all(len(row) == len(cells) + 1 for row in below):
        # A separator stands at the end of each, or what tells the rows apart has no name.
        if not any(row[-1] for row in below):
            names = [*cells, ""]
        elif _tells_rows_apart([row[0] for row in below]):
            names = ["", *cells]
    names = [names[0].lstrip("# ") if names[0].startswith("#") else names[0], *names[1:]]
    first_line = lead.line + n_lines
    if n_lines == 1 and len(names) == len(cells):
        return Layout(tuple(names), separator, rest, at, first_line)
    return _under_made_up(tuple(names), separator, rest[at:], first_line)


def _tells_rows_apart(cells: Sequence[str]) -> bool:
    """Tell whether some first cells, at least two, are numbers one after the other, or names."""
    if len(set(cells)) < max(2, len(cells)):
        return False
    if all(cell.isdigit() for cell in cells):
        return all(int(b) - int(a) == 1 for a, b in pairwise(cells))
    return not any(map(is_number, cells))


def _under_made_up(
    names: tuple[str, ...], separator: str, rows: bytes, first_line: int, **more: Any
) -> Layout:
    """Return the layout of rows that have no row of their names, or none of use, above them."""
    header = separator.join(f"c{k}" for k in range(len(names))).encode() + b"\n"
    return Layout(names, separator, header + rows, len(header), first_line, **more)


def _headerless(rest: bytes, separator: str, sample: Sequence[Row], lead: _Lead) -> Layout:
    width = max(len(row) for row, _ in sample)
    for split in (lead.last_comment.split(separator), lead.last_comment.split()):
        names = tuple(name.strip() for name in split)
        if len(names) == width > 1 and not any(map(is_number, names)):
            said = tr("the names of the columns were taken from the comment in line {line}")
            remark = said.format(line=lead.comments[-1])
            return _under_made_up(names, separator, rest, lead.line, remarks=(remark,))
    names = tuple(map(numbered_name, range(width)))
    return _under_made_up(names, separator, rest, lead.line, is_headerless=True)


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first of some rows names columns, and is not data as the others are.

    It is data where it has numbers, and texts only where the others have texts too. Years that
    stand beside a text are names, and so are the numbers that programs give to columns without any.
    """
    first, others = rows[0], rows[1:]
    if _is_counted(first):
        return True
    numbers = [cell for cell in first if is_number(cell)]
    texts = [k for k, cell in enumerate(first) if not (is_number(cell) or is_gap(cell))]
    if not numbers:
        return True
    if not texts:
        return False
    for k in texts:
        below = [row[k] for row in others if k < len(row) and not is_gap(row[k])]
        if not below or sum(map(is_number, below)) > len(below) / 2:
            return True
    return all(cell.isdigit() and int(cell) in YEARS for cell in numbers)


def _is_counted(cells: Sequence[str]) -> bool:
    """Tell whether cells are 0, 1, 2 and so on, perhaps after one with nothing in it."""
    counted = cells[1:] if not cells[0] else cells
    is_long = len(counted) > 2 or (len(counted) > 0 and not cells[0])
    return is_long and list(counted) == [str(k) for k in range(len(counted))]


def _said_of_comments(comments: Sequence[int]) -> list[str]:
    if not comments:
        return []
    shown = ", ".join(map(str, comments[:5])) + (", …" if len(comments) > 5 else "")
    said = ntr(
        "line {lines} begins with # and was left out as a comment",
        "lines {lines} begin with # and were left out as comments",
        len(comments),
    )
    return [said.format(lines=shown)]
