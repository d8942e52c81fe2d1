"""An answer made from the item it was given to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gdsim.clock import Moment
from gdsim.study.exam.memory.kept_answers import Answer, SessionForm, new_id
from gdsim.study.exam.sessions.item import Item
from gdsim.study.exam.sessions.mock import Mock, Result


class Marked(Struct, frozen=True):
    """What was given to a question, and what it got.

    Attributes
    ----------
    version
        Of the question's kind.
    question, given
        JSON: the whole question, and what was typed or chosen.
    marks, most, confidence, seconds, slip, grade
        See `Outcome`.
    """

    version: int
    question: str
    given: str
    marks: float
    most: float
    seconds: float
    grade: str
    slip: str | None = None
    confidence: int | None = None

    @property
    def is_right(self) -> bool:
        """Whether all marks were got."""
        return self.marks >= self.most


def answer_to(
    item: Item,
    marked: Marked,
    *,
    moment: Moment,
    session: str,
    form: SessionForm,
    tries: int,
    program: str,
) -> Answer:
    """Return what is kept of an answer.

    Parameters
    ----------
    session, form
        The id and the form of the session.
    tries
        How often the item was answered before.
    """
    return Answer(
        id=new_id(),
        at_utc=moment.at_utc,
        utc_offset=moment.utc_offset,
        local_day=moment.local_day,
        session=session,
        session_form=form,
        mixed=item.is_mixed,
        kind=item.kind,
        version=marked.version,
        level=item.level,
        seed=item.seed,
        marks=marked.marks,
        most=marked.most,
        first_try=tries == 0,
        confidence=marked.confidence,
        seconds=marked.seconds,
        slip=marked.slip,
        grade=marked.grade,
        support=item.support,
        question=marked.question,
        given=marked.given,
        program=program,
    )


def hand_in(
    mock: Mock, marked: Sequence[Marked], moment: Moment, program: str
) -> tuple[Mock, list[Answer]]:
    """Return the exam with its marks, and what is kept of its answers.

    An item that was never looked at gets no marks, and no answer is kept of it.

    Parameters
    ----------
    marked
        For each item, in their order.
    """
    results = [Result(one.marks, one.most, one.slip) for one in marked]
    answers = [
        answer_to(
            sheet.item,
            one,
            moment=moment,
            session=mock.id,
            form=mock.form,
            tries=0,
            program=program,
        )
        for sheet, one in zip(mock.sheets, marked, strict=True)
        if sheet.given or sheet.seconds
    ]
    return mock.handed_in(results), answers
