"""Answers of a person, made in a line, and what there is to be asked of them."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from gdsim.clock import moment_of
from gdsim.study.exam.memory.kept_answers import Answer, Outcome
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey, KindInfo, Syllabus

FIRST_DAY = date(2026, 11, 2)

SYLLABUS = Syllabus(
    (
        KindInfo("one-update", "iteration", {1: 60, 2: 120, 3: 150}, "One update"),
        KindInfo("loss-drop", "iteration", {1: 40, 2: 60}, "How far the loss falls"),
        KindInfo("updates-per-epoch", "epochs", {1: 40, 2: 45, 3: 60}, "Updates an epoch"),
        KindInfo("largest-rate", "rates", {1: 60, 2: 90, 3: 120}, "The largest rate"),
    ),
    {"iteration": "One iteration", "epochs": "Updates and epochs", "rates": "Learning rates"},
)

SESSION = "0d8b7b1c-6a0f-4d3e-9a52-7a3c1f0e5b11"


def day(number: int) -> date:
    """Return a day of the person's, counted from 0."""
    return FIRST_DAY + timedelta(days=number)


_BLANK = Answer(
    id="",
    at_utc="",
    utc_offset=0,
    local_day=FIRST_DAY,
    session=SESSION,
    session_form="due",
    mixed=False,
    kind="one-update",
    version=1,
    level=1,
    seed=7,
    marks=2.0,
    most=2.0,
    first_try=True,
    confidence=None,
    seconds=50.0,
    slip=None,
    grade="right right",
    question='{"stem": "…"}',
    given='["2.4", "3.2"]',
    program="0.1.0",
)


def answer(number: int = 0, hour: float = 18.0, is_right: bool = True, **other: Any) -> Answer:
    """Return an answer of a day, counted from 0, at an hour of it, in UTC."""
    at = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC)
    moment = moment_of(at + timedelta(days=number, hours=hour))
    values: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "at_utc": moment.at_utc,
        "local_day": moment.local_day,
        "utc_offset": moment.utc_offset,
        "marks": 2.0 if is_right else 0.0,
        "grade": "right right" if is_right else "wrong wrong",
    }
    return replace(_BLANK, **(values | other))


def of(key: CardKey) -> dict[str, Any]:
    """Return what an answer says of its card."""
    return {"kind": key.kind, "level": key.level}


def standing(
    *outcomes: Outcome, on: int = 0, settings: ExamSettings | None = None, **other: Any
) -> Standing:
    """Return how a person stands on a day, counted from 0."""
    syllabus = other.get("syllabus", SYLLABUS)
    return Standing(outcomes, syllabus, settings or ExamSettings(), day(on))
