"""The rail: where one is, told by more than colour, and a way to the other places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.views.places.rail import WIDTH, PlaceRail, RailItem
from gdsim.views.style.theme import DARK, LIGHT, Theme, apply_theme

ITEMS = (
    RailItem("one", "First", "explore", "The first place (Ctrl+1)"),
    RailItem("two", "Second", "notes", "The second place (Ctrl+2)"),
)


@pytest.fixture
def rail(qtbot: QtBot) -> PlaceRail:
    rail = PlaceRail(ITEMS)
    qtbot.addWidget(rail)
    rail.resize(WIDTH, 300)
    rail.show()
    return rail


def test_a_click_asks_for_the_place_and_changes_nothing_by_itself(
    rail: PlaceRail, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(rail.placeRequested) as asked:
        qtbot.mouseClick(rail.button("two"), Qt.MouseButton.LeftButton)
    assert asked.args == ["two"]
    assert [rail.button(key).isChecked() for key in ("one", "two")] == [True, False]


def test_a_click_on_where_one_is_leaves_it_chosen(rail: PlaceRail, qtbot: QtBot) -> None:
    qtbot.mouseClick(rail.button("one"), Qt.MouseButton.LeftButton)
    assert rail.button("one").isChecked()


def test_arrows_ask_for_the_neighbour_and_stop_at_the_ends(rail: PlaceRail, qtbot: QtBot) -> None:
    rail.placeRequested.connect(rail.set_place)
    asked: list[str] = []
    rail.placeRequested.connect(asked.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(rail, key)
    assert asked == ["two", "one"]


def test_a_word_that_needs_more_room_widens_the_rail(rail: PlaceRail, qtbot: QtBot) -> None:
    assert rail.width() == WIDTH
    wide = PlaceRail((RailItem("one", "Herumprobieren", "explore", ""),))
    qtbot.addWidget(wide)
    button = wide.button("one")
    assert wide.width() > WIDTH
    assert wide.width() > button.fontMetrics().horizontalAdvance(button.text())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_where_one_is_can_be_told_without_colour(
    rail: PlaceRail, qapp: QApplication, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    rail.set_theme(theme)
    levels = []
    for key in ("one", "two"):
        picture = rail.button(key).grab().toImage()
        levels.append(picture.pixelColor(1, picture.height() // 2).lightness())
    # A bar at its left edge: in grey, too, far from the ground.
    assert abs(levels[0] - levels[1]) > 60
    apply_theme(qapp, LIGHT)
