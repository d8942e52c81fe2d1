"""Files as tables, by their endings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.data.binary_tables import parquet_table, workbook_table
from gdsim.files.data.table import RawTable
from gdsim.files.data.text import text_table
from gdsim.files.regular import read_regular
from gdsim.files.shortened import shortened

MOST_BYTES_OF_FILE = 2**31

READERS: Mapping[str, Callable[[bytes, str], RawTable]] = {
    ".csv": text_table,
    ".tsv": text_table,
    ".txt": text_table,
    ".xlsx": workbook_table,
    ".parquet": parquet_table,
}
"""Takes a file's content and what to call it, by the file's ending; any other is read as text."""

ENDINGS = tuple(READERS)


def open_table(path: Path) -> RawTable:
    """Return the table in a file, by its ending: a workbook, Parquet, or text as CSV and TSV.

    Raises
    ------
    InputError
        If the file cannot be read, is too large, changes meanwhile, or holds no table.
    """
    return READERS.get(path.suffix.lower(), text_table)(_bytes_of(path), path.name)


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
