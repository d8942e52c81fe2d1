"""Tables made by hand, read as text."""

from __future__ import annotations

from pathlib import Path

from gdsim.engine.errors import InputError
from gdsim.files.regular import read_regular
from gdsim.study.practice.tables.hand_table import MOST_TABLE_CHARACTERS


def hand_table_text(path: Path) -> str:
    """Return the text of a file with a table made by hand.

    Raises
    ------
    InputError
        If it cannot be read, is too large, or is no text in UTF-8.
    """
    too_large = InputError(
        "{path} is too large for a table made by hand; give at most {most} characters",
        path=path.name,
        most=f"{MOST_TABLE_CHARACTERS:,}",
    )
    try:
        return read_regular(path, 4 * MOST_TABLE_CHARACTERS, too_large).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("{path} is not a text file in UTF-8", path=path.name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("cannot read {path} ({reason})", path=path.name, reason=reason) from error
