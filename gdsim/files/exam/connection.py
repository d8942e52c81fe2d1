"""A connection to an SQLite file, as safe as its folder allows; its faults told in a sentence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gdsim.engine.errors import InputError
from gdsim.files.shortened import shortened

MOST_WAITING = 10.0
"""Seconds to wait for another program that writes."""

DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""What SQLite says of a file that is damaged."""


class _Connection(sqlite3.Connection):
    """Says of a file that it is damaged where even what SQLite says of it is no text."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            damage = sqlite3.DatabaseError("the file is damaged")
            damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damage from error


def connect(path: Path, vfs: str | None = None) -> sqlite3.Connection:
    """Return a connection in which every statement is its own transaction unless one is begun.

    Writing goes to a log beside the file (WAL), so that nobody waits for readers; where the folder
    refuses that, as on a network, SQLite's older journal is used. A commit is on the disk when it
    returns.

    Parameters
    ----------
    vfs
        SQLite's name of another way to reach files; None for the system's own.
    """
    connection = _opened(path, vfs)
    try:
        _set_journal(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise
        # A log is there already, and the folder has no memory that programs can share.
        connection = _opened(path, vfs)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = NORMAL")
    except BaseException:
        connection.close()
        raise
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _opened(path: Path, vfs: str | None) -> sqlite3.Connection:
    options = f"?vfs={vfs}" if vfs else ""
    return _plain(f"{path.absolute().as_uri()}{options}")


def _plain(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=MOST_WAITING, factory=_Connection
    )
    # What stands in a file's own tables is to start nothing.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that nobody writes, and that it cannot write either."""
    return _plain(f"{path.absolute().as_uri()}?mode=ro&immutable=1")


def _set_journal(connection: sqlite3.Connection) -> None:
    """Ask for WAL; the change itself does not wait for other programs, so this does."""
    deadline = time.monotonic() + MOST_WAITING
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is damaged."""
    # The lower byte is the error, the others what kind of it.
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGE


def is_good(path: Path) -> bool:
    """Tell whether a file is a whole database of this program."""
    try:
        connection = connect_to_read(path)
        try:
            return has_integrity(connection)
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def has_integrity(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite finds nothing wrong in a file."""
    try:
        rows = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise
    return rows == [("ok",)]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of the block or nothing; other programs wait meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself may have rolled back, as where the disk is full.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite says as an InputError that names the file and what can be done."""
    try:
        yield
    except sqlite3.Error as error:
        raise _refusal(path, error) from error
    except OSError as error:
        raise InputError(
            "cannot use {path} ({reason}); make room, or let its folder be written to",
            path=shortened(path),
            reason=error.strerror or str(error),
        ) from error


def _refusal(path: Path, error: sqlite3.Error) -> InputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return InputError(
            "{path} is being written by another program; close that one, or wait for it",
            path=shortened(path),
        )
    return InputError(
        "cannot use {path} ({reason}); make room, or let its folder be written to",
        path=shortened(path),
        reason=str(error),
    )
