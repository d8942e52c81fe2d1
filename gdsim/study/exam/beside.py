"""Slips made in predictions and tables, where no question is set: which card they call for."""

from __future__ import annotations

import json

from gdsim.clock import Moment
from gdsim.study.exam.memory.kept_answers import Answer, SessionForm, slip_noticed
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.update_task import UpdateTask

EASIEST = 1
"""The level that a slip calls for: what went wrong is to be right by itself first."""

_OF_LOSSES = ("loss", "new_loss", "fall")

_OF_RULES = {
    "momentum": "momentum",
    "nesterov": "nesterov",
    "adagrad": "adagrad-rate",
    "rmsprop": "rmsprop-rate",
    "adam": "adam-moments",
    "amsgrad": "adam-moments",
    "adamw": "adam-moments",
    "nadam": "adam-moments",
}
"""The kind that asks for the step of a rule, where there is one of its own."""


def card_of(rule: str, mark: Mark) -> CardKey:
    """Return the card that asks for what went wrong in an answer to an update of a rule."""
    if mark.field.quantity in _OF_LOSSES:
        return CardKey("loss-change", EASIEST)
    if mark.field.quantity == "new":
        return CardKey(_OF_RULES.get(rule, "one-update"), EASIEST)
    return CardKey("one-update", EASIEST)


def noticed(
    form: SessionForm, task: UpdateTask, mark: Mark, moment: Moment, session: str, program: str
) -> Answer | None:
    """Return what is kept of an answer that a usual slip explains; None for any other.

    Parameters
    ----------
    form
        ``predict`` or ``check``.
    task
        The update that was answered.
    """
    if mark.grade is not Grade.WRONG or mark.slip is None:
        return None
    name = f"{mark.field.quantity}-{mark.field.index}"
    question = {
        "objective": task.objective.expression.text,
        "rule": task.rule.name,
        "learning-rate": task.learning_rate,
        "theta": task.theta.tolist(),
        "update": task.t,
        "asked": name,
    }
    return slip_noticed(
        moment,
        form,
        card_of(task.rule.name, mark),
        key_of(mark.slip),
        session=session,
        question=json.dumps(question),
        given=json.dumps({name: mark.answer.text}),
        program=program,
    )
