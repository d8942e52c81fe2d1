"""Answers as rows of the table, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gdsim.files.exam.schema import ANSWER_COLUMNS
from gdsim.study.exam.memory.kept_answers import Answer, Outcome

WHOLE_ONLY = ("question", "given", "program")
"""Columns of an answer that an outcome has not."""

OUTCOME_COLUMNS = tuple(name for name in ANSWER_COLUMNS if name not in WHOLE_ONLY)

_DAY, _MIXED, _FIRST = (ANSWER_COLUMNS.index(name) for name in ("local_day", "mixed", "first_try"))


def row_of(answer: Answer) -> tuple[Any, ...]:
    """Return the row of an answer."""
    row = [getattr(answer, name) for name in ANSWER_COLUMNS]
    row[_DAY] = answer.local_day.isoformat()
    row[_MIXED], row[_FIRST] = int(answer.mixed), int(answer.first_try)
    return tuple(row)


def outcome_of(row: Sequence[Any]) -> Outcome:
    """Return what a row of `OUTCOME_COLUMNS` says."""
    return Outcome(*_typed(row))


def answer_of(row: Sequence[Any]) -> Answer:
    """Return what a row of `ANSWER_COLUMNS` says."""
    return Answer(**dict(zip(ANSWER_COLUMNS, _typed(row), strict=True)))


def _typed(row: Sequence[Any]) -> list[Any]:
    typed = list(row)
    typed[_DAY] = date.fromisoformat(row[_DAY])
    typed[_MIXED], typed[_FIRST] = bool(row[_MIXED]), bool(row[_FIRST])
    return typed
