"""The actions of the window: each does what it is named for, once, and is found in a menu."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gdsim.app.menus.action_table import ACTIONS, MENUS, scale_action, theme_action
from gdsim.app.menus.actions import Actions
from gdsim.app.preferences import SCALES, THEME_CHOICES
from gdsim.shortcuts import SHORTCUTS
from gdsim.views.style.theme import LIGHT

NAMES = [spec.name for spec in ACTIONS if spec.is_action]


def handlers(done: list[str]) -> dict[str, Callable[[], object]]:
    return {name: lambda name=name: done.append(name) for name in NAMES}


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def actions(window: QMainWindow, done: list[str]) -> Actions:
    return Actions(window, window.menuBar(), handlers(done))


@pytest.mark.parametrize("name", NAMES)
def test_an_action_does_what_it_is_given_to_do(
    actions: Actions, done: list[str], name: str
) -> None:
    actions.trigger(name)
    assert done == [name]


def test_an_action_without_a_handler_is_named_at_the_start(window: QMainWindow) -> None:
    some = handlers([])
    del some["sweep"], some["about"]
    with pytest.raises(ValueError, match=r"without a handler: \['about', 'sweep'\]"):
        Actions(window, window.menuBar(), some)


def test_a_handler_without_an_action_is_named_at_the_start(window: QMainWindow) -> None:
    with pytest.raises(ValueError, match=r"without an action: \['fly'\]"):
        Actions(window, window.menuBar(), {**handlers([]), "fly": print})


def test_each_action_stands_in_the_menu_of_its_row_in_the_order_of_the_table(
    actions: Actions,
) -> None:
    for name, _ in (*MENUS, ("scale", "")):
        shown = [one.text() for one in actions.menu(name).actions() if not one.isSeparator()]
        assert shown == [spec.text for spec in ACTIONS if spec.menu == name and spec.text]


def test_no_menu_begins_or_ends_with_a_line_or_has_two_in_a_row(actions: Actions) -> None:
    for name, _ in MENUS:
        lines = [one.isSeparator() for one in actions.menu(name).actions()]
        assert not (lines[0] or lines[-1])
        assert not any(one and next_one for one, next_one in pairwise(lines))


def test_what_is_checked_is_shown_without_being_done(actions: Actions, done: list[str]) -> None:
    actions.set_checked("curvature", True)
    assert actions.is_checked("curvature")
    assert done == []
    actions.trigger("curvature")
    assert not actions.is_checked("curvature")
    assert done == ["curvature"]


@pytest.mark.parametrize(
    "name", [*map(theme_action, THEME_CHOICES), *map(scale_action, SCALES), "toggle_setup"]
)
def test_choices_and_what_is_shown_or_not_can_be_checked(actions: Actions, name: str) -> None:
    actions.set_checked(name, True)
    assert actions.is_checked(name)


def test_commands_cannot_be_checked(actions: Actions) -> None:
    actions.set_checked("step", True)
    assert not actions.is_checked("step")


def test_what_cannot_be_chosen_now_does_nothing(actions: Actions, done: list[str]) -> None:
    actions.set_enabled("scale_2", False)
    actions.trigger("scale_2")
    assert not actions.is_enabled("scale_2")
    assert done == []


def test_keys_that_step_repeat_while_they_are_held_and_others_do_not(
    window: QMainWindow, actions: Actions
) -> None:
    held = {
        keys.toString()
        for action in window.actions() + [a for m, _ in MENUS for a in actions.menu(m).actions()]
        if action.autoRepeat()
        for keys in action.shortcuts()
    }
    stepping = {"Left", "Right", "Shift+Left", "Shift+Right", "PgUp", "PgDown"}
    assert held == stepping | {"Ctrl+Return", ".", ","}


def test_icons_are_drawn_when_a_menu_is_opened(actions: Actions) -> None:
    actions.set_theme(LIGHT)
    opening = next(one for one in actions.menu("file").actions() if one.text() == "&Open…")
    assert opening.icon().isNull()
    actions.menu("file").aboutToShow.emit()
    assert not opening.icon().isNull()


def test_the_page_of_keys_tells_each_action_with_its_keys(actions: Actions) -> None:
    told = dict(actions.shortcut_table())
    assert told["Export table"] == "Ctrl+E"
    assert told["Redo"] == "Ctrl+Shift+Z, Ctrl+Y"
    assert len(told) == len(SHORTCUTS)


def test_every_key_belongs_to_one_action() -> None:
    assert set(SHORTCUTS) <= set(NAMES)
    keys = [QKeySequence(key).toString() for several in SHORTCUTS.values() for key in several]
    assert all(keys)
    assert len(keys) == len(set(keys))
