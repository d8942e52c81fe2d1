"""Answers taken to another computer: written to a file, and joined with those that are there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

import msgspec

from gdsim import __version__
from gdsim.engine.errors import InputError
from gdsim.files.atomic import write_bytes
from gdsim.files.exam.answer_rows import answer_of
from gdsim.files.exam.connection import connect_to_read
from gdsim.files.exam.schema import ANSWER_COLUMNS, MIGRATIONS, require_ours
from gdsim.files.exam.store import ExamStore
from gdsim.files.regular import read_regular
from gdsim.files.shortened import shortened
from gdsim.study.exam.memory.kept_answers import Answer, check_answer
from gdsim.study.exam.memory.settings import ExamSettings

FORMAT = "gdsim-exam"

VERSION = 1
"""Of the form of an export; it grows with every change that an earlier program cannot read."""

MOST_BYTES = 2**30
"""The largest file that is read."""

_SQLITE = b"SQLite format 3\0"


class _Export(msgspec.Struct):
    """An export, its answers not yet read."""

    format: Literal["gdsim-exam"]
    version: int
    answers: list[msgspec.Raw]
    settings: msgspec.Raw = msgspec.Raw(b"null")


def export_answers(store: ExamStore, target: Path) -> int:
    """Write all answers and the settings to a JSON file; return how many answers there are."""
    answers = store.answers()
    content = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "settings": store.settings(),
        "answers": answers,
    }
    write_bytes(target, msgspec.json.format(msgspec.json.encode(content), indent=1))
    return len(answers)


def import_answers(store: ExamStore, source: Path) -> tuple[int, int]:
    """Join the answers in an export, or in a copy of a store, with those of `store`.

    What is there already stays as it is; settings are taken where none were made yet.

    Returns
    -------
    tuple
        How many answers were new, and how many the file holds.

    Raises
    ------
    InputError
        If the file cannot be read, or a row of it says what no answer can say; it names the row,
        from 1, and nothing is taken then.
    """
    answers, settings = _read(source)
    try:
        added = store.merge(answers)
    except InputError as error:
        raise InputError("{path}: {reason}", path=shortened(source.name), reason=error) from error
    if settings is not None and store.settings() == ExamSettings():
        store.set(settings)
    return added, len(answers)


def _read(source: Path) -> tuple[list[Answer], ExamSettings | None]:
    too_large = InputError(
        "{path} has more than {most} bytes; give an export of this program",
        path=shortened(source.name),
        most=MOST_BYTES,
    )
    try:
        content = read_regular(source, MOST_BYTES, too_large)
    except OSError as error:
        raise InputError(
            "cannot read {path} ({reason}); give an export or a copy of your answers",
            path=shortened(source),
            reason=error.strerror or str(error),
        ) from error
    if content.startswith(_SQLITE):
        return _answers_in_copy(source), None
    return _answers_in_export(content, source)


def _answers_in_export(content: bytes, source: Path) -> tuple[list[Answer], ExamSettings | None]:
    name = shortened(source.name)
    try:
        export = msgspec.json.decode(content, type=_Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            "{path} is no export of answers ({reason}); give a file that “gdsim exam export” wrote,"
            " or a copy that “gdsim exam backup” made",
            path=name,
            reason=error,
        ) from error
    if export.version > VERSION:
        raise InputError(
            "{path} was written by a newer version of this program; update the program", path=name
        )
    answers = [_answer(raw, number, name) for number, raw in enumerate(export.answers, 1)]
    try:
        settings = msgspec.json.decode(export.settings, type=ExamSettings | None)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(
            "{path}: the settings cannot be read ({reason}); leave them out",
            path=name,
            reason=error,
        ) from error
    return answers, settings


def _answer(raw: msgspec.Raw, number: int, name: str) -> Answer:
    try:
        answer = msgspec.json.decode(raw, type=Answer)
        check_answer(answer)
    except (msgspec.DecodeError, InputError, UnicodeDecodeError, RecursionError) as error:
        raise _row_refused(name, number, error) from error
    return answer


def _row_refused(name: str, number: int, error: Exception) -> InputError:
    return InputError(
        "{path}, row {row}: {reason}; export the answers again, or leave the row out",
        path=name,
        row=number,
        reason=error,
    )


def _answers_in_copy(source: Path) -> list[Answer]:
    name = shortened(source.name)
    columns = ", ".join(ANSWER_COLUMNS)
    answers = []
    try:
        with closing(connect_to_read(source)) as connection:
            require_ours(connection, name, len(MIGRATIONS))
            _require_table(connection, name)
            rows = connection.execute(
                f"SELECT {columns} FROM answer ORDER BY rowid"  # noqa: S608
            )
            for number, row in enumerate(rows, 1):
                answers.append(_checked(row, number, name))
    except sqlite3.Error as error:
        raise InputError(
            "{path} is no whole copy of answers ({reason}); give one that “gdsim exam backup” made",
            path=name,
            reason=error,
        ) from error
    return answers


def _require_table(connection: sqlite3.Connection, name: str) -> None:
    """Raise InputError where the answers are no table: a view may calculate without end."""
    kind = connection.execute("SELECT type FROM sqlite_master WHERE name = 'answer'").fetchone()
    if kind != ("table",):
        raise InputError(
            "{path} holds no answers; give a copy that “gdsim exam backup” made", path=name
        )


def _checked(row: tuple[object, ...], number: int, name: str) -> Answer:
    try:
        answer = answer_of(row)
        # The types as well: tables of other programs hold what they like.
        answer = msgspec.convert(msgspec.to_builtins(answer), Answer)
        check_answer(answer)
    except (InputError, ValueError, TypeError) as error:
        raise _row_refused(name, number, error) from error
    return answer
