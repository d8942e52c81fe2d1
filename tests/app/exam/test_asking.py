"""A question of a session: what costs a try, what is read before, what the simulator gives away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from gdsim.study.exam.catalogue import KINDS
from gdsim.views.practice.question_screen import Stage
from gdsim.views.style.formula import FormulaLabel
from tests.app.exam.practising import Practised, answer, asked, begin_asking, read_on, wrong

GIVEN_AWAY = (
    "find-the-rate",
    "largest-rate",
    "condition-number",
    "what-happens",
    "wrong-line",
    "wrong-cell",
)
"""Kinds whose run, opened in the simulator, shows what is asked."""


def begin(made: Practised, kind: str) -> None:
    made.practice.begin_drill_of((kind,))
    read_on(made)


@pytest.mark.parametrize("kind", ["updates-per-epoch", "true-or-false-idea", "explain"])
def test_checking_with_nothing_answered_is_told_and_costs_nothing(
    made: Practised, kind: str
) -> None:
    begin(made, kind)
    screen = made.place.question
    first = next(one.name for one in asked(made).fields if not screen.sheet.form.answers[one.name])
    screen.check.click()
    assert "Nothing is answered yet" in screen.sheet.form.editor(first).refusal
    assert screen.stage is Stage.ASKED
    assert screen.give_up.isVisible() and screen.confidence.isVisible()
    assert made.answers() == []
    session = made.practice.asking.session
    assert session is not None and session.attempt.tries == 0


@pytest.mark.parametrize("kind", [*GIVEN_AWAY, "one-update"])
def test_the_simulator_is_kept_back_where_it_gives_the_answer_away(
    made: Practised, kind: str
) -> None:
    begin(made, kind)
    screen = made.place.question
    answer(screen.sheet.form, {one.name: wrong(one) for one in asked(made).fields})
    screen.check.click()
    assert screen.stage is Stage.MISSED
    assert screen.step.isVisible() == (kind not in GIVEN_AWAY)
    screen.solution.click()
    assert screen.step.isVisible()


@pytest.mark.parametrize("kind", ["cost-of-training", "updates-per-epoch", "condition-number"])
def test_a_worked_example_shows_what_is_asked_with_its_answers(made: Practised, kind: str) -> None:
    made.practice.begin_drill_of((kind,))
    screen = made.place.question
    assert screen.stage is Stage.READING
    question = asked(made)
    form = screen.sheet.form
    assert form.isVisible()
    told = {one.text() for one in form.findChildren(QLabel)}
    typeset = {one.latex for one in form.findChildren(FormulaLabel)}
    for one in question.fields:
        assert form.answers[one.name]
        assert one.label in told or one.latex in typeset
    assert screen.sheet.area.verticalScrollBar().value() == 0


def test_every_kind_says_whether_its_run_tells_what_is_asked() -> None:
    telling = {key for key, kind in KINDS.items() if kind.run_tells_answer}
    assert telling >= set(GIVEN_AWAY)
    # What is asked there are numbers of the run's updates, worked out line by line.
    assert not telling & {"one-update", "fill-the-table", "batch-loss"}


def test_answers_shown_of_a_worked_example_are_no_answers_of_the_person(made: Practised) -> None:
    begin_asking(made)
    assert made.answers() == []
