"""How far the cells of a workbook's first sheet reach, before anything is made of them.

A single cell in the last corner of a sheet of six kilobytes stands for a table of 17 thousand
million cells, and what reads workbooks makes all of them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Sequence
from itertools import product
from xml.etree import ElementTree

from gdsim.engine.errors import InputError

MOST_COLUMNS = 2_000
MOST_CELLS = 30_000_000
"""The most columns and cells of a sheet that is read."""

MOST_EMPTY_CELLS = 1_000_000
"""The most cells of a sheet of which hardly any is filled."""

LEAST_SHARE_FILLED = 0.01

MOST_BYTES_OF_SHEET = 2**30
"""The most bytes of a sheet once it is unpacked."""

_SPACES = (b" ", b"\n", b"\t", b"\r")
_MARKS = tuple(b"%br=%b" % pair for pair in product(_SPACES, (b'"', b"'")))
"""What stands before the place of a row or a cell; to look for a plain text is fast."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    KeyError,
    ValueError,
)
"""What is raised for a workbook that whoever reads it will refuse."""


def require_extent(content: bytes) -> None:
    """Raise InputError where the first sheet of a workbook (.xlsx) reaches too far.

    Of what is no such workbook, or cannot be unpacked, nothing is said.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        with archive, archive.open(_first_sheet(archive)) as file:
            text = file.read(MOST_BYTES_OF_SHEET + 1)
    except _DAMAGE:
        return
    if len(text) > MOST_BYTES_OF_SHEET:
        raise InputError(
            "{path}: the first sheet has more than {most} bytes once unpacked; save it as CSV",
            path="",
            most=f"{MOST_BYTES_OF_SHEET:,}",
        )
    rows, columns, filled = _extent(text)
    cells = rows * columns
    if columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise InputError(
            "{path}: the first sheet reaches to row {rows} and column {columns}; up to {most}"
            " columns and {cells} cells are read: delete what stands far outside the table",
            path="",
            rows=f"{rows:,}",
            columns=f"{columns:,}",
            most=f"{MOST_COLUMNS:,}",
            cells=f"{MOST_CELLS:,}",
        )
    if cells > MOST_EMPTY_CELLS and filled < LEAST_SHARE_FILLED * cells:
        raise InputError(
            "{path}: the first sheet reaches to row {rows} and column {columns}, and has a value in"
            " hardly any cell; delete what stands far outside the table",
            path="",
            rows=f"{rows:,}",
            columns=f"{columns:,}",
        )


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return the name of the first sheet's part; raise KeyError where there is none."""
    parts = archive.namelist()
    if "xl/workbook.xml" in parts and "xl/_rels/workbook.xml.rels" in parts:
        book = archive.read("xl/workbook.xml")
        relations = archive.read("xl/_rels/workbook.xml.rels")
        named = re.search(rb"<(?:\w+:)?sheet\b[^>]*?\b\w+:id=[\"']([^\"']+)", book)
        for relation in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*", relations):
            target = re.search(rb"\bTarget=[\"']([^\"']+)", relation)
            own = re.search(rb"\bId=[\"']([^\"']+)", relation)
            if named and target and own and own[1] == named[1]:
                path = posixpath.join("/xl", target[1].decode())
                return posixpath.normpath(path).lstrip("/")
    sheets = sorted(filter(_SHEET.fullmatch, parts))
    if not sheets:
        raise KeyError("no sheet")
    return sheets[0]


def _extent(text: bytes) -> tuple[int, int, int]:
    """Return how many rows and columns a sheet reaches to, and how many cells stand in it."""
    prefix = re.search(rb"<(\w+:)?sheetData\b", text)
    name = (prefix and prefix[1]) or b""
    n_rows, n_cells = (_count(text, b"<%b%b" % (name, tag)) for tag in (b"row", b"c"))
    counts = {mark: text.count(mark) for mark in _MARKS}
    marks = [mark for mark, count in counts.items() if count]
    rows, columns = _last_row(text, marks), _last_column(text, marks)
    if sum(counts.values()) < n_rows + n_cells:
        # What does not say where it stands, stands behind what came before.
        starts = [found.start() for found in re.finditer(rb"<%brow\b" % name, text)]
        parts = zip(starts, [*starts[1:], len(text)], strict=True)
        columns += max((_count(text, b"<%bc" % name, *part) for part in parts), default=0)
        rows += n_rows - len(re.findall(rb"<%brow\b[^>]*\br=" % name, text))
    return rows, columns, n_cells


def _count(text: bytes, tag: bytes, start: int = 0, end: int | None = None) -> int:
    """Return how often a tag opens in a part of the text."""
    return sum(text.count(tag + after, start, end) for after in (*_SPACES, b">", b"/"))


def _last_row(text: bytes, marks: Sequence[bytes]) -> int:
    """Return the largest row number of rows and cells, 0 for none."""
    # Those with most digits alone: in a long table, only few have as many as the last.
    for digits in range(9, 0, -1):
        found = _found(text, marks, rb"[A-Za-z]{0,3}(\d{%d})[\"']" % digits)
        if found:
            return int(max(found))
    return 0


def _last_column(text: bytes, marks: Sequence[bytes]) -> int:
    """Return the number of the last column that a cell stands in, from 1; 0 for none."""
    for letters in range(3, 0, -1):
        found = _found(text, marks, rb"([A-Za-z]{%d})\d" % letters)
        if found:
            number = 0
            for letter in max(map(bytes.upper, found)):
                number = 26 * number + letter - ord("A") + 1
            return number
    return 0


def _found(text: bytes, marks: Sequence[bytes], place: bytes) -> set[bytes]:
    """Return the different texts behind a mark that are what is looked for of a place."""
    return {one for mark in marks for one in re.findall(mark + place, text)}
