"""A damaged store: put aside, the newest good copy taken, and what can still be read saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gdsim.engine.errors import InputError, Remark
from gdsim.files.exam.answer_rows import answer_of
from gdsim.files.exam.backups import day_of, newest_good, restore
from gdsim.files.exam.connection import connect, has_integrity
from gdsim.files.exam.schema import ANSWER_COLUMNS
from gdsim.study.exam.memory.kept_answers import Answer, check_answer

LOGS = ("", "-wal", "-shm", "-journal")
"""What a store's file and those that SQLite keeps beside it end with."""


class Rescued(Struct, frozen=True):
    """What became of a damaged store.

    Attributes
    ----------
    aside
        Where the damaged file is now.
    backup_day
        Of the copy that was taken; None where there was none.
    answers
        What could be read in the damaged file.
    """

    aside: Path
    backup_day: str | None
    answers: tuple[Answer, ...]

    def remark(self, added: int) -> Remark:
        """Return the sentence on it; `added` answers were not in the copy."""
        if self.backup_day is None:
            return Remark(
                "the file of your answers was damaged and is now called {aside}; there was no copy"
                " of it, and {n} answer could be read and was saved",
                "the file of your answers was damaged and is now called {aside}; there was no copy"
                " of it, and {n} answers could be read and were saved",
                aside=self.aside.name,
                n=added,
            )
        return Remark(
            "the file of your answers was damaged and is now called {aside}; the copy of {day} is"
            " used instead, and {n} answer that it had not was saved",
            "the file of your answers was damaged and is now called {aside}; the copy of {day} is"
            " used instead, and {n} answers that it had not were saved",
            aside=self.aside.name,
            day=self.backup_day,
            n=added,
        )


def put_right(path: Path, folder: Path, now: datetime) -> Rescued | None:
    """Put a damaged store aside and a good copy in its place, if there is one.

    Returns None where another program has done so meanwhile.
    """
    if _is_good_now(path):
        return None
    aside = _put_aside(path, now)
    answers = tuple(_readable(aside))
    backup = newest_good(folder)
    if backup is not None:
        restore(backup, path)
    return Rescued(aside, None if backup is None else day_of(backup), answers)


def damaged_files(folder: Path) -> Iterator[Path]:
    """Yield what was put aside, with its logs."""
    yield from folder.glob("exam-damaged-*.db*")


def _is_good_now(path: Path) -> bool:
    try:
        with closing(connect(path)) as connection:
            return has_integrity(connection)
    except sqlite3.DatabaseError:
        return False


def _put_aside(path: Path, now: datetime) -> Path:
    stem = f"exam-damaged-{now:%Y%m%d-%H%M%S}"
    names = [f"{stem}.db", *(f"{stem}-{k}.db" for k in range(2, 100))]
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    for ending in LOGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def _readable(path: Path) -> Iterator[Answer]:
    """Yield the answers that can be read, from both ends up to where the file is damaged."""
    seen: set[str] = set()
    columns = ", ".join(ANSWER_COLUMNS)
    for direction in ("ASC", "DESC"):
        # One by one: the rows before the damaged one are good.
        with suppress(sqlite3.Error), closing(connect(path)) as connection:
            query = f"SELECT {columns} FROM answer ORDER BY rowid {direction}"  # noqa: S608
            for row in connection.execute(query):
                answer = _checked(row)
                if answer is not None and answer.id not in seen:
                    seen.add(answer.id)
                    yield answer


def _checked(row: tuple[object, ...]) -> Answer | None:
    try:
        answer = answer_of(row)
        check_answer(answer)
    except (InputError, ValueError, TypeError, AttributeError):
        return None
    return answer
