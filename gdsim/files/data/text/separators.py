"""What separates the cells of a text, told by its first rows."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gdsim.files.data.spelling import is_number

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

BLANKS = " "
"""Stands for any number of blanks and tabs between two cells."""

SEPARATORS = ("\t", ";", "|", ",", BLANKS)
"""What may separate cells; of those that fit equally well, the first is taken."""

LEAST_SHARE = 0.8
"""Share of rows that must have as many cells as most have."""

MOST_ROWS = 50
"""Rows that are looked at."""

Row = tuple[list[str], int]
"""Cells of a row, and the number of lines up to its end."""


def rows_of(text: str, separator: str, most: int = MOST_ROWS) -> list[Row]:
    """Return the first rows of a text that are not blank; fewer where quotes are never closed."""
    stream = io.StringIO(text, newline="")
    is_parted = separator != BLANKS
    reader = csv.reader(stream, delimiter=separator) if is_parted else _parted_by_blanks(stream)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(([cell.strip() for cell in cells], reader.line_num))
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _parted_by_blanks(lines: Iterable[str]) -> CsvReader:
    """Return what reads lines whose cells are parted by any number of blanks and tabs."""
    plain = (line.strip(" \t\r\n").replace("\t", " ") + "\n" for line in lines)
    return csv.reader(plain, delimiter=" ", skipinitialspace=True)


def separator_of(text: str) -> str:
    """Return what separates the cells of a text, one of `SEPARATORS`.

    Each row has to have as many cells; of separators for which that is so, the one that leaves most
    numbers is taken. Where there is none, that which the first line has most of.
    """
    best, most_numbers = "", -math.inf
    first = text.partition("\n")[0]
    for separator in SEPARATORS:
        if separator not in text and not (separator == BLANKS and "\t" in text):
            continue
        share = _share_of_numbers([cells for cells, _ in rows_of(text, separator)])
        if share > most_numbers:
            best, most_numbers = separator, share
    return best or max("\t;,", key=first.count)


def _share_of_numbers(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of numbers among cells, less 1 where the first row lacks a name.

    Minus infinity where rows have not as many cells as most of them have.
    """
    if not rows:
        return -math.inf
    width, count = Counter(map(len, rows[1:] or rows)).most_common(1)[0]
    is_even = width > 1 and count >= LEAST_SHARE * len(rows[1:] or rows)
    # A header may name neither what numbers the rows, nor what follows a separator at their end.
    if not is_even or len(rows[0]) not in (width, width - 1) or (width == 2 and len(rows[0]) == 1):
        return -math.inf
    cells = [cell for row in (rows[1:] or rows) for cell in row]
    return sum(map(is_number, cells)) / len(cells) - (len(rows[0]) < width)


_RUN = re.compile(rb"[ \t]+")


def parted_by_tabs(content: bytes) -> bytes:
    """Return a text whose cells are parted by any number of blanks with one tab between them.

    Lines stay where they are, unless a quoted cell has several.
    """
    if b'"' not in content:
        lines = [_RUN.sub(b"\t", line.strip(b" \t\r")) for line in content.split(b"\n")]
        return b"\n".join(lines)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    lines_of_text = content.decode("utf-8", errors="replace").splitlines(keepends=True)
    reader = _parted_by_blanks(lines_of_text)
    try:
        for cells in reader:
            if cells and any(cells):
                writer.writerow(cells)
            else:
                out.write("\n")
    except csv.Error:
        return b"\n".join(_RUN.sub(b"\t", line.strip()) for line in content.split(b"\n"))
    return out.getvalue().encode()
