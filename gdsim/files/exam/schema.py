"""The tables of the store, and how a file of an earlier version becomes one of this."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from gdsim.engine.errors import InputError
from gdsim.study.exam.memory.kept_answers import SESSION_FORMS, SUPPORTS

APPLICATION = 0x67647369
"""What marks a file as this program's, in its header: ``gdsi``."""

Migration = Callable[[sqlite3.Connection], None]

ANSWER_COLUMNS = (
    "id",
    "at_utc",
    "utc_offset",
    "local_day",
    "session",
    "session_form",
    "mixed",
    "kind",
    "version",
    "level",
    "seed",
    "marks",
    "most",
    "first_try",
    "confidence",
    "seconds",
    "slip",
    "grade",
    "support",
    "question",
    "given",
    "program",
)
"""The columns of an answer, in the order of the table, of an export and of the history."""


def _one_of(words: Sequence[str]) -> str:
    return "({})".format(", ".join(f"'{word}'" for word in words))


_ANSWER = f"""
CREATE TABLE answer (
    id TEXT PRIMARY KEY NOT NULL,
    at_utc TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    local_day TEXT NOT NULL,
    session TEXT NOT NULL,
    session_form TEXT NOT NULL CHECK (session_form IN {_one_of(SESSION_FORMS)}),
    mixed INTEGER NOT NULL CHECK (mixed IN (0, 1)),
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    level INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    marks REAL NOT NULL,
    most REAL NOT NULL,
    first_try INTEGER NOT NULL CHECK (first_try IN (0, 1)),
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 3),
    seconds REAL NOT NULL,
    slip TEXT,
    grade TEXT NOT NULL,
    support TEXT NOT NULL CHECK (support IN {_one_of(SUPPORTS)}),
    question TEXT NOT NULL,
    given TEXT NOT NULL,
    program TEXT NOT NULL
) STRICT
"""

_SESSION = """
CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_utc TEXT NOT NULL,
    ended INTEGER NOT NULL CHECK (ended IN (0, 1))
) STRICT
"""

_SETTING = "CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT"

_NEVER = """
CREATE TRIGGER answer_is_never_{done} BEFORE {doing} ON answer
BEGIN SELECT RAISE(ABORT, 'an answer is never {done}'); END
"""

TRIGGERS = {
    f"answer_is_never_{done}": _NEVER.format(doing=doing, done=done)
    for doing, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
}
"""What keeps answers as they were given, by name."""


def _to_version_1(connection: sqlite3.Connection) -> None:
    for statement in (_ANSWER, _SESSION, _SETTING, *TRIGGERS.values()):
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (_to_version_1,)
"""What leads from each version to the next; never changed, only added to."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def require_ours(connection: sqlite3.Connection, name: str, newest: int) -> None:
    """Raise InputError for a file of another program, or of a newer version of this one."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and application != APPLICATION:
        raise InputError(
            "{name} is a database of another program; move it away, and a new one is begun",
            name=name,
        )
    if (version := version_of(connection)) > newest:
        raise InputError(
            "{name} was written by a newer version of this program ({version}, and this one knows"
            " {newest}); update the program",
            name=name,
            version=version,
            newest=newest,
        )


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Bring a file to the newest version, all at once or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have done it since.
        for version in range(version_of(connection), len(migrations)):
            migrations[version](connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
