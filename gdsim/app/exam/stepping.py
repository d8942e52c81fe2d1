"""From a question to the simulator: the same numbers, at the line that went wrong."""

from __future__ import annotations

from msgspec import Struct

from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.question import Question
from gdsim.study.practice.answers import Quantity

_PLACES: dict[Quantity, tuple[int, Stage]] = {
    "loss": (0, Stage.LOSS),
    "gradient": (0, Stage.GRADIENT),
    "new": (0, Stage.UPDATE),
    "new_loss": (1, Stage.LOSS),
    "fall": (1, Stage.LOSS),
}
"""Where a number of an update is worked out: so many updates later, and in which stage."""


class Shown(Struct, frozen=True):
    """A question's run as the simulator is to show it.

    Attributes
    ----------
    title
        What the kind of question is called.
    at
        The update to stand before.
    stage
        The stage of that update to look at; None for the whole.
    """

    title: str
    run: Run
    at: int
    stage: Stage | None = None


def shown_by(question: Question, marked: MarkedQuestion | None) -> Shown | None:
    """Return a question's run at its first wrong line; None where it stands on no run."""
    if question.run is None:
        return None
    title, run = KINDS[question.kind].title, question.run.twin()
    at, stage = _wrong_line(marked) or (question.at, None)
    run.advance(max(0, at - run.length))
    return Shown(title, run, min(at, run.length), stage)


def _wrong_line(marked: MarkedQuestion | None) -> tuple[int, Stage] | None:
    for one in marked.marks if marked is not None else ():
        if not one.counts_as_right and one.field.update is not None:
            update, asked = one.field.update
            later, stage = _PLACES[asked.quantity]
            return update + later, stage
    return None
