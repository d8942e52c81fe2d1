"""The places beside the rail: each built late, and found again as it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.places.place import Place
from gdsim.views.places.places import Places, PlaceSpec


class Sample(Place):
    """A place with two fields; the second has the keyboard first."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = (QLineEdit(), QLineEdit())
        column = QVBoxLayout(self)
        for field in self.fields:
            column.addWidget(field)

    def first_focus(self) -> QWidget:
        return self.fields[1]


ONE = PlaceSpec("explore", "One", "", "explore", Sample)
TWO = PlaceSpec("notes", "Two", "", "notes", Sample)


@pytest.fixture
def places(qtbot: QtBot) -> Places:
    places = Places((ONE, TWO))
    qtbot.addWidget(places)
    with qtbot.waitActive(places):
        places.show()
        places.activateWindow()
    return places


def test_the_second_place_is_built_when_one_comes_there(places: Places, qtbot: QtBot) -> None:
    assert places.place(TWO) is None
    with qtbot.waitSignal(places.turned) as told:
        places.turn_to(TWO)
    assert told.args == ["notes"]
    assert places.current == "notes"
    assert places.build(TWO).fields[1].hasFocus()


def test_the_keyboard_is_where_it_was_left(places: Places) -> None:
    places.build(ONE).fields[0].setFocus()
    places.turn_to(TWO)
    places.turn_to(ONE)
    assert places.build(ONE).fields[0].hasFocus()


def test_what_had_the_keyboard_may_be_gone_since(places: Places) -> None:
    gone, hidden = places.build(ONE).fields
    for field in (gone, hidden):
        field.setFocus()
        places.turn_to(TWO)
        if field is gone:
            gone.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        else:
            hidden.hide()
        places.turn_to(ONE)
        assert places.hasFocus()
