"""A slip made in a prediction or a table calls for the kind that asks for what went wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gdsim.clock import moment_of
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.run.run import Run
from gdsim.study.exam.beside import card_of, noticed
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.memory.kept_answers import check_answer
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.marking import mark
from gdsim.study.practice.update_task import UpdateTask

MOMENT = moment_of(datetime(2026, 11, 27, 18, tzinfo=UTC))
SESSION = "00000000-0000-4000-8000-000000000001"


def task(rule: str = "gd") -> UpdateTask:
    return UpdateTask.of(
        Run(
            Experiment(
                objective="w^2",
                parameters=("w",),
                start=(3.0,),
                learning_rate=0.1,
                rule=rule,
            )
        ),
        0,
    )


def marked(asked: UpdateTask, quantity: str, text: str):
    field = Field(quantity)  # type: ignore[arg-type]
    (one,) = mark(asked, {field: Answer.read(text, field.kind)}).marks
    return one


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("quantity", ["loss", "gradient", "new", "new_loss", "fall"])
def test_every_slip_calls_for_a_kind_and_level_that_there_are(rule: str, quantity: str) -> None:
    card = card_of(rule, marked(task(), quantity, "77"))
    assert card.level in KINDS[card.kind].levels


def test_going_uphill_is_kept_with_the_slip_s_name() -> None:
    kept = noticed("predict", task(), marked(task(), "new", "3.6"), MOMENT, SESSION, "1")
    assert kept is not None
    check_answer(kept)
    assert (kept.kind, kept.slip, kept.session_form) == ("one-update", "sign", "predict")


@pytest.mark.parametrize(("quantity", "text"), [("new", "2.4"), ("new", "77.123"), ("new", "2")])
def test_right_answers_and_those_no_slip_explains_are_not_kept(quantity: str, text: str) -> None:
    assert noticed("check", task(), marked(task(), quantity, text), MOMENT, SESSION, "1") is None
