"""The table of places: each has a key, keeps its state, and leaves the others' commands alone."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gdsim.app.menus.action_table import ACTIONS
from gdsim.app.places.table import EXPLORE, NOTES, PLACES
from gdsim.shortcuts import SHORTCUTS
from gdsim.views.places.place import Place
from gdsim.views.style.theme import DARK
from tests.app.opening import cursor, opened, press

CTRL = Qt.KeyboardModifier.ControlModifier
NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def test_keys_and_titles_are_told_apart() -> None:
    assert len({spec.key for spec in PLACES}) == len(PLACES)
    assert len({spec.title for spec in PLACES}) == len(PLACES)


@pytest.mark.parametrize("number", range(1, len(PLACES) + 1))
def test_ctrl_with_a_number_goes_to_the_place_of_that_number(qtbot: QtBot, number: int) -> None:
    desk = opened(qtbot)
    press(desk, NUMBERS[number % len(PLACES)], CTRL)
    press(desk, NUMBERS[number - 1], CTRL)
    assert desk.window.places.current == PLACES[number - 1].key
    place = desk.window.places.place(PLACES[number - 1])
    assert place is not None and place.isVisible()
    assert desk.window.places.rail.button(PLACES[number - 1].key).isChecked()


def test_a_place_has_the_keyboard_where_it_was_left(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    field = desk.window.setup.rate.rate
    field.setFocus()
    press(desk, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is not field
    press(desk, Qt.Key.Key_1, CTRL)
    assert QApplication.focusWidget() is field


def test_keys_of_the_simulator_do_nothing_elsewhere(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_F2)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        press(desk, key)
    assert cursor(desk) == 1
    press(desk, Qt.Key.Key_1, CTRL)
    press(desk, Qt.Key.Key_Right)
    assert cursor(desk) == 2


def test_what_could_not_be_taken_back_before_cannot_be_after_coming_back(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    for possible in (False, True):
        assert desk.actions.is_enabled("undo") == possible
        press(desk, Qt.Key.Key_F2)
        assert not desk.actions.is_enabled("undo")
        press(desk, Qt.Key.Key_1, CTRL)
        assert desk.actions.is_enabled("undo") == possible
        desk.session.change({"learning_rate": 0.2})


def test_playing_ends_when_one_leaves_the_simulator(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    told: list[bool] = []
    desk.session.playingChanged.connect(told.append)
    press(desk, Qt.Key.Key_Space)
    press(desk, Qt.Key.Key_F2)
    assert told == [True, False]


def test_a_scenario_that_is_opened_elsewhere_is_seen(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    press(desk, Qt.Key.Key_F2)
    desk.scenarios.show_builtin("himmelblau")
    assert desk.window.places.current == EXPLORE.key


def test_a_document_that_is_begun_elsewhere_is_seen(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    press(desk, Qt.Key.Key_F2)
    desk.actions.trigger("new")
    assert desk.window.places.current == EXPLORE.key


def test_theme_reaches_a_place_before_and_after_it_is_built(qtbot: QtBot) -> None:
    given: list[object] = []
    desk = opened(qtbot)
    desk.looks.set_theme("dark")
    place = desk.window.places.build(NOTES)
    assert place._theme is DARK
    place.set_theme = given.append  # type: ignore[method-assign]
    desk.looks.set_theme("light")
    assert [theme.name for theme in given] == ["light"]


def test_every_command_for_one_place_names_a_place_that_there_is() -> None:
    keys = {spec.key for spec in PLACES}
    assert {spec.home for spec in ACTIONS if spec.home} <= keys
    assert keys <= set(SHORTCUTS)


def test_every_row_of_the_table_makes_a_place_of_its_own(qtbot: QtBot) -> None:
    made = [spec.make() for spec in PLACES]
    for place in made:
        qtbot.addWidget(place)
    assert all(isinstance(place, Place) for place in made)
    assert len({type(place) for place in made}) == len(PLACES)


def test_the_rail_is_reached_with_tab_and_gone_along_with_arrows(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    rail = desk.window.places.rail
    here = rail.button(EXPLORE.key)
    for _ in range(150):
        if here.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert here.hasFocus()
    QTest.keyClick(here, Qt.Key.Key_Down)
    assert desk.window.places.current == PLACES[1].key
    assert rail.button(PLACES[1].key).hasFocus()
    QTest.keyClick(rail.button(PLACES[1].key), Qt.Key.Key_Up)
    assert desk.window.places.current == EXPLORE.key


def test_places_that_are_not_seen_first_are_imported_later() -> None:
    code = (
        "import sys, gdsim.app.desk\n"
        "print([name for name in ('notes', 'practice') if f'gdsim.views.{name}' in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_place_whose_focus_gave_way_to_something_else_is_turned_to_all_the_same(
    qtbot: QtBot,
) -> None:
    desk = opened(qtbot)
    places = desk.window.places
    places.turn_to(NOTES)
    notes = places.build(NOTES)
    button = next(one for one in notes.findChildren(QPushButton) if "Show me" in one.text())
    button.setFocus()
    places.turn_to(EXPLORE)
    notes.topics.setCurrentRow(1)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(button)
    places.turn_to(NOTES)
    assert places.current == NOTES.key
    assert QApplication.focusWidget() is not None
