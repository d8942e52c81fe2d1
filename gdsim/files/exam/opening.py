"""Opening the store: brought up to date, looked through, copied, and put right where damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from gdsim.clock import Clock, system_clock
from gdsim.engine.errors import InputError, Remark
from gdsim.files.exam.backups import back_up_daily, back_up_version
from gdsim.files.exam.connection import (
    connect,
    connect_to_read,
    has_integrity,
    is_damage,
    told,
    transaction,
)
from gdsim.files.exam.rescue import put_right
from gdsim.files.exam.schema import MIGRATIONS, Migration, migrate, require_ours, version_of
from gdsim.files.exam.store import ExamStore, get_setting, put_setting
from gdsim.files.folders import data_folder
from gdsim.files.regular import require_regular
from gdsim.study.exam.memory.kept_answers import Answer

FILE = "exam.db"

DAYS_BETWEEN_CHECKS = 7
"""Days after which the whole file is looked through at the start."""


def open_store(
    folder: Path | None = None,
    clock: Clock | None = None,
    migrations: Sequence[Migration] = MIGRATIONS,
    vfs: str | None = None,
) -> ExamStore:
    """Open the person's store, or begin one; a damaged one is put right as far as that goes.

    Parameters
    ----------
    folder
        By default the folder of the person's data.
    clock
        By default the system's, or the one that is set.
    migrations, vfs
        See `gdsim.files.exam.schema` and `connect`.

    Raises
    ------
    InputError
        If it cannot be used, is another program's, or a newer version's.
    """
    folder = data_folder() if folder is None else folder
    opening = _Opening(folder, clock or system_clock(), tuple(migrations), vfs)
    with told(opening.path):
        folder.mkdir(parents=True, exist_ok=True)
        return opening.store()


class _Opening:
    """All that is done before a store is used."""

    def __init__(
        self, folder: Path, clock: Clock, migrations: tuple[Migration, ...], vfs: str | None
    ) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.clock = clock
        self.migrations = migrations
        self.vfs = vfs
        self.remarks: list[Remark] = []

    def store(self) -> ExamStore:
        """Return the store, from a copy where the file is damaged."""
        try:
            return self._opened()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        rescued = put_right(self.path, self.folder, self.clock.now())
        store = self._opened()
        if rescued is not None:
            store.remarks.append(rescued.remark(store.merge(_consistent(rescued.answers, store))))
        return store

    def _opened(self) -> ExamStore:
        self._look_before()
        connection = connect(self.path, self.vfs)
        try:
            require_ours(connection, self.path.name, len(self.migrations))
            self._bring_up_to_date(connection)
            self._check_weekly(connection)
            self._back_up_daily(connection)
        except BaseException:
            connection.close()
            raise
        return ExamStore(connection, self.path, self.clock, self.remarks)

    def _look_before(self) -> None:
        """Refuse a file that is not ours before anything is done to it."""
        # SQLite would wait for whoever writes at the other end of a pipe.
        require_regular(self.path)
        if self.path.exists():
            with closing(connect_to_read(self.path)) as connection:
                require_ours(connection, self.path.name, len(self.migrations))

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        version = version_of(connection)
        if version == len(self.migrations):
            return
        if version:
            back_up_version(connection, self.folder, self.clock.today(), version)
        migrate(connection, self.migrations)

    def _check_weekly(self, connection: sqlite3.Connection) -> None:
        today = self.clock.today()
        last = get_setting(connection, "checked_on")
        if last and 0 <= (today - date.fromisoformat(last)).days < DAYS_BETWEEN_CHECKS:
            return
        if not has_integrity(connection):
            error = sqlite3.DatabaseError("the file is damaged")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        with transaction(connection):
            put_setting(connection, "checked_on", today.isoformat())

    def _back_up_daily(self, connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT 1 FROM answer LIMIT 1").fetchone() is None:
            return
        try:
            back_up_daily(connection, self.folder, self.clock.today())
        except (InputError, OSError) as error:
            # Whoever has no room for a copy may still answer questions.
            self.remarks.append(
                Remark("today's copy of your answers could not be made ({reason})", reason=error)
            )


def _consistent(answers: Sequence[Answer], store: ExamStore) -> list[Answer]:
    """Return the answers of a damaged file that do not contradict those in the store."""
    here = {answer.id: answer for answer in store.answers()}
    return [answer for answer in answers if here.get(answer.id, answer) == answer]
