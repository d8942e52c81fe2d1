"""The place of notes: every topic can be turned to, and every statement asks for its run."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gdsim.study.notes.contents import notes
from gdsim.study.notes.note import Flowchart, Statement
from gdsim.views.notes.flowchart import FlowchartView
from gdsim.views.notes.place import NotesPlace
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import DARK


@pytest.fixture
def place(qtbot: QtBot) -> NotesPlace:
    place = NotesPlace()
    qtbot.addWidget(place)
    place.resize(900, 600)
    place.show()
    return place


def test_previous_and_next_turn_through_all_topics(place: NotesPlace, qtbot: QtBot) -> None:
    seen = [place.topic.title]
    assert not place.previous.isEnabled()
    while place.next.isEnabled():
        qtbot.mouseClick(place.next, Qt.MouseButton.LeftButton)
        seen.append(place.topic.title)
    assert seen == [note.title for note in notes()]
    qtbot.mouseClick(place.previous, Qt.MouseButton.LeftButton)
    assert place.topic.title == seen[-2]


@pytest.mark.parametrize("note", notes(), ids=lambda note: note.key)
def test_topic_shows_its_statements_and_each_asks_for_its_run(
    place: NotesPlace, qtbot: QtBot, note
) -> None:
    place.show_topic(note.key)
    told = [label.text() for label in place.body.widget().findChildren(QLabel)]
    asked = []
    place.showRequested.connect(asked.append)
    for button in place.body.widget().findChildren(QPushButton):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    statements = [block for block in note.blocks if isinstance(block, Statement)]
    assert {one.text for one in statements} <= set(told)
    assert asked == [one.show for one in statements]


def test_boxes_of_a_flowchart_do_not_touch_and_stay_inside(place: NotesPlace, qtbot: QtBot) -> None:
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


def test_theme_reaches_formulas_of_topics_shown_later(place: NotesPlace) -> None:
    place.set_theme(DARK)
    place.show_topic("rule")
    (formula,) = place.body.widget().findChildren(FormulaLabel)
    picture = formula.grab().toImage()
    colours = {picture.pixelColor(x, y).lightness() for x in range(60) for y in range(20)}
    assert max(colours) > 150, "light ink on a dark ground"


def test_arrow_keys_in_the_list_of_topics_turn_to_them(place: NotesPlace, qtbot: QtBot) -> None:
    place.first_focus().setFocus()
    qtbot.keyClick(place.first_focus(), Qt.Key.Key_Down)
    assert place.topic == notes()[1]
    qtbot.keyClick(place.first_focus(), Qt.Key.Key_End)
    assert place.topic == notes()[-1]


@pytest.mark.parametrize("width", [700, 1200, 1800])
def test_lines_are_no_longer_than_is_easy_to_read_and_stand_in_the_middle(
    place: NotesPlace, qtbot: QtBot, width: int
) -> None:
    place.resize(width, 600)
    column = place.body.widget()
    (title,) = (one for one in column.findChildren(QLabel) if one.text() == place.topic.title)
    left = title.mapTo(place.body, title.rect().topLeft()).x()
    right = place.body.viewport().width() - left - title.width()
    assert title.width() <= 720
    assert title.width() > 0.5 * min(720, place.body.width())
    assert abs(left - right) <= 2
