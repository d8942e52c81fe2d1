"""Copies of the store: one a day, the newest fourteen kept, and one before every migration."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import suppress
from datetime import date
from pathlib import Path

from gdsim.files.atomic import atomic_path
from gdsim.files.exam.connection import is_good

KEPT = 14
"""How many daily copies are kept."""

_NAME = re.compile(r"exam-(?P<day>\d{4}-\d{2}-\d{2})(?P<version>-version-\d+)?\.db")


def backups_of(folder: Path) -> Path:
    """Return the folder of the copies; it need not exist."""
    return folder / "backups"


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of an open store; a file that was there is replaced at the end.

    A copy of the file itself would miss what still stands in its log.

    Raises
    ------
    sqlite3.Error
        Where the store is damaged.
    InputError
        Where the copy cannot be written.
    """
    with atomic_path(target) as temporary:
        try:
            connection.execute("VACUUM INTO ?", (str(temporary),))
        except sqlite3.OperationalError as error:
            # All that concerns the new file: no room, no right, a folder that went away.
            raise OSError(str(error)) from error


def back_up_daily(connection: sqlite3.Connection, folder: Path, day: date) -> None:
    """Make the day's copy where there is none yet, and delete the oldest ones; see `back_up`."""
    target = backups_of(folder) / f"exam-{day.isoformat()}.db"
    if target.exists():
        return
    target.parent.mkdir(exist_ok=True)
    back_up(connection, target)
    daily = [path for path in _copies(folder) if "version" not in path.name]
    for path in daily[KEPT:]:
        with suppress(OSError):
            path.unlink()


def back_up_version(connection: sqlite3.Connection, folder: Path, day: date, version: int) -> None:
    """Keep a store as it was before its file is brought to another version; see `back_up`."""
    target = backups_of(folder) / f"exam-{day.isoformat()}-version-{version}.db"
    target.parent.mkdir(exist_ok=True)
    back_up(connection, target)


def newest_good(folder: Path) -> Path | None:
    """Return the newest copy in which nothing is wrong."""
    return next((path for path in _copies(folder) if is_good(path)), None)


def day_of(backup: Path) -> str:
    """Return the day of a copy, as its name has it."""
    match = _NAME.fullmatch(backup.name)
    return match["day"] if match else backup.name


def restore(backup: Path, target: Path) -> None:
    """Put a copy in the place of the store."""
    with atomic_path(target) as temporary:
        shutil.copyfile(backup, temporary)


def delete_all(folder: Path) -> None:
    """Delete every copy, and what was left of copies half made.

    Raises
    ------
    OSError
        If one cannot be deleted.
    """
    for pattern in ("exam-*.db", ".gdsim-*.db"):
        for path in backups_of(folder).glob(pattern):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        backups_of(folder).rmdir()


def _copies(folder: Path) -> list[Path]:
    """Return the copies, the newest first."""
    found = [path for path in backups_of(folder).glob("exam-*.db") if _NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.name, reverse=True)
