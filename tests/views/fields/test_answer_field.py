"""A field for an answer, built alone."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.marking import mark
from gdsim.study.practice.update_task import UpdateTask
from gdsim.views.fields.answer_field import AnswerField
from gdsim.views.style.theme import LIGHT

W1 = Field("new", 0)


@pytest.fixture
def field(qtbot: QtBot) -> AnswerField:
    made = AnswerField(W1, "new w1")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3.2", ""),
        ("3,2", ""),
        ("3 1/5", "read as 3.2"),
        ("3,200", "read as 3.2 or 3200"),
        ("4-0.1*8", "read as 3.2"),
        ("three", ""),
    ],
)
def test_how_a_text_is_read_stands_beside_the_field(
    field: AnswerField, text: str, told: str
) -> None:
    QTest.keyClicks(field.edit, text)
    assert field.reading == told


def test_a_right_answer_says_by_which_reading_it_is_right(field: AnswerField) -> None:
    task = UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 1), 0)
    QTest.keyClicks(field.edit, "3,200")
    field.show_mark(mark(task, {W1: Answer.read("3,200")}).marks[0], LIGHT)
    assert field.reading == "read as 3.2"
    QTest.keyClicks(field.edit, "5")
    assert field.reading == ""


def test_a_wrong_answer_does_not_say_which_reading_is_nearer(field: AnswerField) -> None:
    task = UpdateTask.of(run_scenario(builtin_scenario("toy-bowl"), 1), 0)
    QTest.keyClicks(field.edit, "7,777")
    field.show_mark(mark(task, {W1: Answer.read("7,777")}).marks[0], LIGHT)
    assert field.reading == "read as 7.777 or 7777"


def test_least_digits_are_stated(field: AnswerField) -> None:
    assert "2 figures or 3 decimals" in field.edit.toolTip()
