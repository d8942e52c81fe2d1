"""Screens of practising, shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.study.exam.marking.marking import mark_question
from gdsim.views.practice.question_screen import QuestionScreen
from tests.views.practice.samples import COUNT, NUMBER, question

CTRL = Qt.KeyboardModifier.ControlModifier


RUN = Experiment(objective="w^2", parameters=("w",), start=(3.0,), learning_rate=0.1)


def shown(qtbot: QtBot, screen: QWidget) -> None:
    qtbot.addWidget(screen)
    screen.resize(960, 616)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()


def ask(screen: QuestionScreen, *, with_run: bool = True) -> None:
    asked = question(NUMBER, COUNT, experiment=RUN if with_run else None)
    screen.set_question(asked, "Sample", {})


def mark(screen: QuestionScreen, can_retry: bool = True, **answers: str) -> None:
    screen.sheet.form.set_answers(answers)
    screen.set_marked(mark_question(question(NUMBER, COUNT), answers), can_retry)
