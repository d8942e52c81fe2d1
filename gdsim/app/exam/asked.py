"""An item of a session as a question: made, with what is given of it, and as its answer is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct, field

from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.fields import Field
from gdsim.study.exam.forms.json import question_json
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.marking.sentences import right_text
from gdsim.study.exam.question import Question
from gdsim.study.exam.sessions.item import Item, Shown
from gdsim.study.exam.sessions.recording import Marked

GIVEN_UP = "given-up"
"""The grade of a question that was given up."""

LONGEST = 8
"""Times the expected time that an answer takes at most: whoever is away longer does not work."""

_GIVEN: dict[Shown, float] = {"nothing": 0.0, "half": 0.5, "all-but-last": 1.0, "everything": 1.0}
"""The share of the fields that is shown."""


@lru_cache(maxsize=64)
def question_of(item: Item) -> Question:
    """Return the question of an item; raise KeyError for a kind that there is no longer."""
    return KINDS[item.kind].make(item.seed, item.level)


def can_be_asked(item: Item) -> bool:
    """Tell whether there still is such a kind and level: a session may be an old one."""
    return item.kind in KINDS and item.level in KINDS[item.kind].levels


def given_of(item: Item, question: Question) -> dict[str, str]:
    """Return the answers that are shown, from the beginning of the working.

    One is asked at least, unless the whole is only read.
    """
    fields = question.fields
    count = round(_GIVEN[item.shown] * len(fields))
    if item.is_asked:
        count = min(count, len(fields) - 1)
    return {one.name: _spelled(one) for one in fields[:count]}


def _spelled(field: Field) -> str:
    """Return the right answer as a person gives it."""
    if field.is_number:
        return right_text(field).removesuffix("%").strip()
    return ", ".join(field.right) if isinstance(field.right, tuple) else str(field.right)


def draft_text(
    answers: Mapping[str, str],
    confidence: int | None = None,
    notes: Mapping[str, str] | None = None,
) -> str:
    """Return what is typed as JSON; empty where nothing is."""
    if not any(answers.values()) and not notes:
        return ""
    draft = {"answers": dict(answers), "confidence": confidence, "notes": dict(notes or {})}
    return json.dumps(draft, ensure_ascii=False)


class Drafted(Struct, frozen=True):
    """What is typed: answers and what is written beside them, by field, and how sure one is."""

    answers: dict[str, str]
    confidence: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


def drafted_in(text: str) -> Drafted:
    """Return what a draft holds; nothing for one that cannot be read."""
    try:
        found = json.loads(text) if text else {}
        answers, notes = (
            {str(name): str(one) for name, one in found.get(part, {}).items()}
            for part in ("answers", "notes")
        )
        confidence = found.get("confidence")
    except (ValueError, AttributeError):
        return Drafted({})
    return Drafted(answers, confidence if confidence in (1, 2, 3) else None, notes)


def kept(
    question: Question,
    marked: MarkedQuestion | None,
    answers: Mapping[str, str],
    seconds: float,
    confidence: int | None = None,
) -> Marked:
    """Return what is kept of an answer; `marked` is None where the person gave up."""
    grade = GIVEN_UP
    if marked is not None:
        grade = " ".join(one.grade.name.lower().replace("_", "-") for one in marked.marks)
    slip = None if marked is None else marked.slip
    return Marked(
        version=question.version,
        question=question_json(question),
        given=json.dumps(dict(answers), ensure_ascii=False),
        marks=0.0 if marked is None else marked.got,
        most=float(question.marks),
        seconds=min(seconds, LONGEST * question.seconds),
        grade=grade,
        slip=None if slip is None else slip.key,
        confidence=confidence,
    )
