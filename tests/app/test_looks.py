"""Theme, size and number format are chosen once, remembered, and reach everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from gdsim.app.looks import Looks, apply_to_application
from gdsim.app.menus.action_table import ACTIONS
from gdsim.app.menus.actions import Actions
from gdsim.app.preferences import Preferences
from gdsim.app.settings_file import SettingsFile
from gdsim.numbers import NumberFormat
from gdsim.views.style.theme import DARK, LIGHT, Theme


class View:
    """Writes down what it is given."""

    def __init__(self) -> None:
        self.themes: list[Theme] = []
        self.formats: list[NumberFormat] = []

    def set_theme(self, theme: Theme) -> None:
        self.themes.append(theme)

    def set_number_format(self, number_format: NumberFormat) -> None:
        self.formats.append(number_format)


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    apply_to_application(LIGHT)
    window = QMainWindow()
    qtbot.addWidget(window)
    yield window
    apply_to_application(LIGHT)


@pytest.fixture
def actions(window: QMainWindow) -> Actions:
    names = [spec.name for spec in ACTIONS if spec.is_action]
    return Actions(window, window.menuBar(), dict.fromkeys(names, lambda: None))


@pytest.fixture
def preferences() -> Preferences:
    return Preferences(None, theme="light")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def looks(
    window: QMainWindow, preferences: Preferences, actions: Actions, view: View, said: list[str]
) -> Looks:
    return Looks(window, preferences, actions, [view], [view], said.append)


def test_a_view_is_dressed_at_once_and_with_every_choice(looks: Looks, view: View) -> None:
    assert view.themes == [LIGHT]
    looks.set_theme("dark")
    assert view.themes == [LIGHT, DARK]
    assert DARK.window in QApplication.instance().styleSheet()


def test_the_same_theme_again_costs_nothing(looks: Looks, view: View) -> None:
    looks.set_theme("light")
    assert view.themes == [LIGHT]


def test_the_choice_is_checked_and_remembered(
    looks: Looks, actions: Actions, preferences: Preferences
) -> None:
    looks.set_theme("dark")
    assert preferences.theme == "dark"
    checked = [name for name in ("system", "light", "dark") if actions.is_checked(f"theme_{name}")]
    assert checked == ["dark"]


def test_a_number_format_is_given_on(looks: Looks, view: View) -> None:
    looks.set_number_format(NumberFormat.significant(3))
    assert view.formats == [NumberFormat.decimals(4), NumberFormat.significant(3)]


def test_choices_are_taken_up_at_the_next_start(
    window: QMainWindow, actions: Actions, view: View, tmp_path: Path
) -> None:
    def started() -> Looks:
        store = SettingsFile(tmp_path / "s.json")
        return Looks(window, Preferences(store, "light"), actions, [view], [view], lambda _: None)

    before = started()
    before.set_theme("dark")
    before.set_number_format(NumberFormat.significant(3))
    started()
    assert (view.themes[-1], view.formats[-1]) == (DARK, NumberFormat.significant(3))
    assert actions.is_checked("theme_dark")


def test_a_size_counts_from_the_next_start_on_and_that_is_said(
    looks: Looks, said: list[str]
) -> None:
    looks.set_scale(1.5)
    assert said == ["From the next start on everything is drawn at 150%."]
