"""An answer as it is kept: once written it is never changed, and all else is derived from it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from gdsim.clock import UTC_FORM, Moment
from gdsim.engine.errors import InputError, require_choice
from gdsim.study.exam.memory.syllabus import HARDEST, CardKey

SessionForm = Literal["warm-up", "drill", "due", "mock", "predict", "check"]
"""Where an answer was given: in a session, or where a person's own numbers are marked."""

Support = Literal["alone", "blanks"]
"""What was seen of the working before: nothing, or a part of it."""

SESSION_FORMS: tuple[SessionForm, ...] = get_args(SessionForm)
SUPPORTS: tuple[Support, ...] = get_args(Support)

BESIDE: frozenset[SessionForm] = frozenset({"predict", "check"})
"""Where no question of a kind is set: a slip made there calls for its kind, and no more."""

MOST_TEXT = 2**20
"""The most characters of a question or of what was given."""

MOST_NUMBER = 2**63 - 1
"""The largest whole number that is kept."""


class Outcome(Struct, frozen=True):
    """How an answer turned out, without the question.

    Attributes
    ----------
    id, session
        UUIDs, of the answer and of the session that it was given in.
    at_utc, utc_offset, local_day
        See `Moment`.
    mixed
        Whether questions of other kinds stood around it.
    kind, version, level, seed
        What the question was made from.
    marks, most
        What was got, and what there was to get.
    first_try
        Whether it is the first answer to this very question.
    confidence
        1 unsure, 2 fairly sure, 3 sure; None where nothing was said.
    seconds
        From the question, or from the try before, to this answer.
    slip
        The key of the slip that was made; None for none, or for none that has a name.
    grade
        The words of the marking, one a field: ``right follows wrong``, or ``given-up``.
    """

    id: str
    at_utc: str
    utc_offset: int
    local_day: date
    session: str
    session_form: SessionForm
    mixed: bool
    kind: str
    version: int
    level: int
    seed: int
    marks: float
    most: float
    first_try: bool
    confidence: int | None
    seconds: float
    slip: str | None
    grade: str
    support: Support = "alone"

    @property
    def key(self) -> CardKey:
        """The card that it belongs to."""
        return CardKey(self.kind, self.level)

    @property
    def is_right(self) -> bool:
        """Whether all marks were got."""
        return self.marks >= self.most

    @property
    def is_fair(self) -> bool:
        """Whether it shows what the person can do: alone, at once, on a question that was set."""
        return self.first_try and self.support == "alone" and self.session_form not in BESIDE

    @property
    def order(self) -> tuple[date, str, str]:
        """What answers are put in order by."""
        return (self.local_day, self.at_utc, self.id)


class Answer(Outcome, frozen=True, kw_only=True):
    """An answer with all that is needed to mark it again.

    Attributes
    ----------
    question, given
        JSON: the whole question, and what was typed or chosen.
    program
        The version of the program that marked it.
    """

    question: str
    given: str
    program: str


AnyOutcome = TypeVar("AnyOutcome", bound=Outcome)


def in_order(outcomes: Iterable[AnyOutcome]) -> list[AnyOutcome]:
    """Return outcomes in the order in which they came about, by the person's own days."""
    return sorted(outcomes, key=lambda one: one.order)


def new_id() -> str:
    """Return a name for an answer or a session that no other has."""
    return str(uuid.uuid4())


def slip_noticed(
    moment: Moment,
    form: SessionForm,
    key: CardKey,
    slip: str,
    *,
    session: str,
    question: str,
    given: str,
    program: str,
) -> Answer:
    """Return what is kept of a slip made in a prediction or in a table made by hand.

    Parameters
    ----------
    form
        ``predict`` or ``check``.
    key
        The card that asks for what went wrong; it becomes due.
    """
    return Answer(
        id=new_id(),
        at_utc=moment.at_utc,
        utc_offset=moment.utc_offset,
        local_day=moment.local_day,
        session=session,
        session_form=form,
        mixed=False,
        kind=key.kind,
        version=0,
        level=key.level,
        seed=0,
        marks=0.0,
        most=1.0,
        first_try=True,
        confidence=None,
        seconds=0.0,
        slip=slip,
        grade="wrong",
        question=question,
        given=given,
        program=program,
    )


_WORDS = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")
_GRADES = re.compile(r"([a-z-]+( [a-z-]+)*)?")


def check_answer(answer: Answer) -> None:
    """Raise InputError where an answer says what none can say; names the value."""
    _check_names(answer)
    _check_moment(answer)
    _check_number("version", answer.version, 0, MOST_NUMBER)
    _check_number("level", answer.level, 1, HARDEST)
    _check_number("seed", answer.seed, 0, MOST_NUMBER)
    _check_number("most", answer.most, 0, 1000)
    _check_number("marks", answer.marks, 0, answer.most)
    _check_number("seconds", answer.seconds, 0, 1e6)
    if answer.confidence is not None:
        _check_number("confidence", answer.confidence, 1, 3)
    for what, text in (("question", answer.question), ("given", answer.given)):
        _check_json(what, text)


def _check_names(answer: Answer) -> None:
    for what, text in (("id", answer.id), ("session", answer.session)):
        if not _is_uuid(text):
            raise InputError(
                "{what} is {text}; give a UUID in small letters", what=what, text=_short(text)
            )
    require_choice("session_form", answer.session_form, SESSION_FORMS)
    require_choice("support", answer.support, SUPPORTS)
    for what, key in (("kind", answer.kind), ("slip", answer.slip)):
        if key is not None and not (_WORDS.fullmatch(key) and len(key) < 100):
            raise InputError(
                "{what} is {key}; give small letters and figures joined by hyphens",
                what=what,
                key=_short(key),
            )
    if not (_GRADES.fullmatch(answer.grade) and len(answer.grade) < 1000):
        raise InputError(
            "grade is {grade}; give words in small letters, one a field",
            grade=_short(answer.grade),
        )
    if len(answer.program) > 100:
        raise InputError("program is {program}; give a version", program=_short(answer.program))


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _check_moment(answer: Answer) -> None:
    try:
        # strptime also reads what strftime does not write, such as a month of one figure.
        at_utc = datetime.strptime(answer.at_utc, UTC_FORM)
        is_written_so = at_utc.strftime(UTC_FORM) == answer.at_utc
    except ValueError:
        is_written_so = False
    if not is_written_so:
        raise InputError(
            "at_utc is {text}; give a moment such as 2026-11-27T18:00:00.000000Z",
            text=_short(answer.at_utc),
        )
    _check_number("utc_offset", answer.utc_offset, -24 * 60, 24 * 60)
    if abs((answer.local_day - at_utc.date()).days) > 1:
        raise InputError(
            "local_day is {day}, and at_utc {at_utc}; they are at most a day apart",
            day=answer.local_day,
            at_utc=answer.at_utc,
        )


def _check_number(what: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise InputError(
            "{what} is {value}; give a number from {least} to {most}",
            what=what,
            value=value,
            least=least,
            most=most,
        )


def _check_json(what: str, text: str) -> None:
    if len(text) > MOST_TEXT:
        raise InputError(
            "{what} has {count} characters; give at most {most}",
            what=what,
            count=len(text),
            most=MOST_TEXT,
        )
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(
            "{what} is {text}, which is not JSON", what=what, text=_short(text)
        ) from None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
