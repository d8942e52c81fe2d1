"""Files as tables, by their endings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.data.sheets.raw_tables import parquet_table, workbook_table
from gdsim.files.data.spelling import Header, Thousands
from gdsim.files.data.table import RawTable
from gdsim.files.data.text.text_table import text_table
from gdsim.files.regular import read_regular
from gdsim.files.shortened import shortened

MOST_BYTES_OF_FILE = 2**31

Reader = Callable[[bytes, str, Header | None, Thousands | None], RawTable]

READERS: Mapping[str, Reader] = {
    ".csv": text_table,
    ".tsv": text_table,
    ".txt": text_table,
    ".xlsx": workbook_table,
    ".parquet": parquet_table,
}
"""Takes a file's content and what to call it, by the file's ending; any other is read as text."""

ENDINGS = tuple(READERS)


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a workbook of Excel 97 to 2003 begins with."""

ELSEWHERE = (".xls", ".ods", ".xlsb", ".xlsm", ".numbers", ".sav", ".dta", ".mat", ".rds", ".rda")
"""Endings of tables that other programs can save as CSV."""


def open_table(
    path: Path, header: Header | None = None, thousands: Thousands | None = None
) -> RawTable:
    """Return the table in a file, by its ending: a workbook, Parquet, or text as CSV and TSV.

    Parameters
    ----------
    header
        Whether the first row names the columns; None to tell by what stands in it.
    thousands
        What stands between thousands; None to tell by the cells.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, changes meanwhile, or holds no table.
    """
    content, ending = _bytes_of(path), path.suffix.lower()
    if ending in ELSEWHERE or content.startswith(OLD_WORKBOOK):
        raise InputError(
            "{path} is of a kind that is not read; open it in the program that it is from, such as"
            " Excel or LibreOffice, and save it as .xlsx or CSV",
            path=path.name,
        )
    return READERS.get(ending, text_table)(content, path.name, header, thousands)


def _bytes_of(path: Path) -> bytes:
    """Return a file's content, read at once so that no later change of the file is seen."""
    too_large = InputError("{path} is larger than 2 GiB; give a smaller file", path=path.name)
    try:
        return read_regular(path, MOST_BYTES_OF_FILE, too_large)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError(
            "cannot read {path} ({reason}); name a file that ends in one of {accepted}",
            path=shortened(path),
            reason=reason or str(error),
            accepted=", ".join(ENDINGS),
        ) from error
