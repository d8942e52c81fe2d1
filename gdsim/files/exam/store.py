"""The store of a person's answers: only ever added to, safe from two programs and sudden ends."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from gdsim.clock import Clock
from gdsim.engine.errors import InputError, Remark
from gdsim.files.exam.answer_rows import OUTCOME_COLUMNS, answer_of, outcome_of, row_of
from gdsim.files.exam.backups import back_up, back_up_daily, delete_all
from gdsim.files.exam.connection import told, transaction
from gdsim.files.exam.rescue import damaged_files
from gdsim.files.exam.schema import ANSWER_COLUMNS, TRIGGERS
from gdsim.files.exam.states import Session, session_of, state_of
from gdsim.study.exam.memory.kept_answers import Answer, Outcome, check_answer
from gdsim.study.exam.memory.settings import ExamSettings

_INSERT = (
    f"INSERT INTO answer ({', '.join(ANSWER_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(ANSWER_COLUMNS))})"
)


class ExamStore:
    """An open store; made by `open_store`, used by one thread, closed at the end.

    Attributes
    ----------
    path
        Its file.
    clock
        What says when something was done.
    remarks
        What is to be said of how it was opened.

    Every method raises InputError where the file cannot be read or written; nothing is lost then
    that was kept before.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Clock, remarks: list[Remark]
    ) -> None:
        self._connection = connection
        self.path = path
        self.clock = clock
        self.remarks = remarks

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the log into the file, and let go of both."""
        # Another program may be reading: then it does so when it ends.
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    # --- answers --------------------------------------------------------------------------------

    def add(self, answers: Sequence[Answer], session: Session | None = None) -> None:
        """Keep answers, and with them how their session stands now; all of it or nothing.

        Raises
        ------
        InputError
            Also for an answer that says what none can say.
        """
        for answer in answers:
            check_answer(answer)
        with told(self.path), transaction(self._connection):
            self._connection.executemany(_INSERT, [row_of(answer) for answer in answers])
            if session is not None:
                self._keep_session(session, has_ended=False)

    def merge(self, answers: Sequence[Answer]) -> int:
        """Keep the answers that are not here yet, all or none; return how many those were.

        Raises
        ------
        InputError
            If one has the name of an answer that is here and says something else; it names the
            row, from 1.
        """
        added = 0
        columns = ", ".join(ANSWER_COLUMNS)
        query = f"SELECT {columns} FROM answer WHERE id = ?"  # noqa: S608
        with told(self.path), transaction(self._connection):
            for number, answer in enumerate(answers, 1):
                row = row_of(answer)
                here = self._connection.execute(query, (answer.id,)).fetchone()
                if here is None:
                    self._connection.execute(_INSERT, row)
                    added += 1
                elif here != row:
                    raise InputError(
                        "row {row}: the answer {id} is here already and says something else; an"
                        " answer is never changed, so leave this row out",
                        row=number,
                        id=answer.id,
                    )
        return added

    def outcomes(self) -> list[Outcome]:
        """Return how all answers turned out."""
        return list(self._read(OUTCOME_COLUMNS, outcome_of))

    def answers(self) -> list[Answer]:
        """Return all answers whole."""
        return list(self._read(ANSWER_COLUMNS, answer_of))

    def _read(self, columns: Sequence[str], made: Callable[[Sequence[Any]], Any]) -> Iterator[Any]:
        query = (
            f"SELECT {', '.join(columns)} FROM answer"  # noqa: S608
            " ORDER BY local_day, at_utc, id"
        )
        with told(self.path):
            for row in self._connection.execute(query):
                yield made(row)

    # --- sessions and settings ------------------------------------------------------------------

    def keep(self, session: Session, has_ended: bool = False) -> None:
        """Keep how a session stands, so that it can be gone on with."""
        with told(self.path), transaction(self._connection):
            self._keep_session(session, has_ended)
        if has_ended:
            # The program may be left on for days; what cannot be copied now is said at a start.
            with suppress(InputError, OSError), told(self.path):
                back_up_daily(self._connection, self.path.parent, self.clock.today())

    def _keep_session(self, session: Session, has_ended: bool) -> None:
        now = self.clock.moment().at_utc
        self._connection.execute(
            "INSERT INTO session (id, form, state, changed_utc, ended) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET form = excluded.form, state = excluded.state,"
            " changed_utc = excluded.changed_utc, ended = excluded.ended",
            (session.id, session.form, state_of(session), now, int(has_ended)),
        )

    def unfinished(self) -> list[Session]:
        """Return the sessions that were left before their end, the latest first."""
        return self._sessions(has_ended=False)

    def finished(self) -> list[Session]:
        """Return the sessions that came to their end, the latest first."""
        return self._sessions(has_ended=True)

    def _sessions(self, has_ended: bool) -> list[Session]:
        with told(self.path):
            rows = self._connection.execute(
                "SELECT form, state FROM session WHERE ended = ? ORDER BY changed_utc DESC, id",
                (int(has_ended),),
            ).fetchall()
        sessions = [session_of(form, state) for form, state in rows]
        return [one for one in sessions if one is not None]

    def settings(self) -> ExamSettings:
        """Return what the person has set."""
        return read_settings(self._setting("settings") or "{}")

    def set(self, settings: ExamSettings) -> None:
        """Keep what the person sets."""
        with told(self.path), transaction(self._connection):
            put_setting(self._connection, "settings", msgspec.json.encode(settings).decode())

    def _setting(self, name: str) -> str | None:
        with told(self.path):
            return get_setting(self._connection, name)

    # --- copies ---------------------------------------------------------------------------------

    def back_up(self, target: Path) -> None:
        """Write a copy of all to a file."""
        # Unlike `Path.resolve`, it takes a loop of links as it is.
        if os.path.realpath(target) == os.path.realpath(self.path):
            raise InputError(
                "{path} is the file of your answers itself; name another one for the copy",
                path=target.name,
            )
        with told(self.path):
            back_up(self._connection, target)

    def forget(self) -> None:
        """Delete all answers, sessions and settings, and every copy of them, for good."""
        folder = self.path.parent
        with told(self.path):
            self._connection.execute("PRAGMA secure_delete = ON")
            with transaction(self._connection):
                for name in TRIGGERS:
                    self._connection.execute(f"DROP TRIGGER IF EXISTS {name}")
                for table in ("answer", "session", "setting"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608
                for statement in TRIGGERS.values():
                    self._connection.execute(statement)
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            delete_all(folder)
            for path in damaged_files(folder):
                path.unlink(missing_ok=True)


def read_settings(text: str) -> ExamSettings:
    """Return settings from JSON; raise InputError where it holds none."""
    try:
        return msgspec.json.decode(text, type=ExamSettings)
    except msgspec.DecodeError as error:
        raise InputError(
            "the settings cannot be read ({reason}); set them again", reason=error
        ) from error


def get_setting(connection: sqlite3.Connection, name: str) -> str | None:
    """Return a setting; None where there is none."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def put_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a setting."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
