"""The page of notes: every topic can be turned to, and every statement asks for its run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.study.notes.blocks import Flowchart, Statement
from gdsim.study.notes.contents import notes
from gdsim.views.pages.notes.flowchart import FlowchartView
from gdsim.views.pages.notes.page import NotesPage
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import DARK


@pytest.fixture
def page(qtbot: QtBot) -> NotesPage:
    page = NotesPage()
    qtbot.addWidget(page)
    page.resize(470, 420)
    page.show()
    return page


def test_previous_and_next_turn_through_all_topics(page: NotesPage, qtbot: QtBot) -> None:
    seen = [page.topics.currentText()]
    assert not page.previous.isEnabled()
    while page.next.isEnabled():
        qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
        seen.append(page.topics.currentText())
    assert seen == [note.title for note in notes()]
    qtbot.mouseClick(page.previous, Qt.MouseButton.LeftButton)
    assert page.topics.currentText() == seen[-2]


@pytest.mark.parametrize("note", notes(), ids=lambda note: note.key)
def test_topic_shows_its_statements_and_each_asks_for_its_run(
    page: NotesPage, qtbot: QtBot, note
) -> None:
    page.show_topic(note.key)
    told = [label.text() for label in page.body.widget().findChildren(QLabel)]
    asked = []
    page.showRequested.connect(asked.append)
    for button in page.body.widget().findChildren(QPushButton):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    statements = [block for block in note.blocks if isinstance(block, Statement)]
    assert {one.text for one in statements} <= set(told)
    assert asked == [one.show for one in statements]


def test_boxes_of_a_flowchart_do_not_touch_and_stay_inside(page: NotesPage, qtbot: QtBot) -> None:
    for note in notes():
        for chart in (block for block in note.blocks if isinstance(block, Flowchart)):
            view = FlowchartView(chart)
            qtbot.addWidget(view)
            for width in (260, 420, 900):
                view.resize(width, view.heightForWidth(width))
                boxes = list(view.boxes().values())
                assert all(view.rect().toRectF().contains(box) for box in boxes)
                for k, box in enumerate(boxes):
                    assert not any(box.intersects(other) for other in boxes[:k])


def test_theme_reaches_formulas_of_topics_shown_later(page: NotesPage) -> None:
    page.set_theme(DARK)
    page.show_topic("rule")
    (formula,) = page.body.widget().findChildren(FormulaLabel)
    picture = formula.grab().toImage()
    colours = {picture.pixelColor(x, y).lightness() for x in range(60) for y in range(20)}
    assert max(colours) > 150, "light ink on a dark ground"
