"""What is remembered between two starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from gdsim.app.launch import desk_on
from gdsim.app.preferences import SCALES, THEME_CHOICES, Preferences, ThemeChoice
from gdsim.app.settings_file import SettingsFile
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat


def stored(folder: Path) -> Preferences:
    return Preferences(SettingsFile(folder / "s.json"))


@pytest.mark.parametrize("choice", THEME_CHOICES)
def test_a_theme_is_remembered(tmp_path: Path, choice: ThemeChoice) -> None:
    stored(tmp_path).theme = choice
    assert stored(tmp_path).theme == choice


@pytest.mark.parametrize("scale", SCALES)
def test_a_size_is_remembered(tmp_path: Path, scale: float) -> None:
    stored(tmp_path).scale = scale
    assert stored(tmp_path).scale == scale


@pytest.mark.parametrize(
    "number_format", [NumberFormat.significant(3), NumberFormat.decimals(0), NumberFormat.exact()]
)
def test_a_number_format_is_remembered(tmp_path: Path, number_format: NumberFormat) -> None:
    stored(tmp_path).number_format = number_format
    assert stored(tmp_path).number_format == number_format


def test_states_of_windows_are_remembered_each_for_itself(tmp_path: Path) -> None:
    stored(tmp_path).set_bytes("window/geometry", QByteArray(b"\x00\x01"))
    assert stored(tmp_path).bytes("window/geometry") == QByteArray(b"\x00\x01")
    assert stored(tmp_path).bytes("window/plots") == QByteArray()


@pytest.mark.parametrize("text", ["purple", "", "[]", "-3"])
def test_stored_nonsense_counts_as_absent(tmp_path: Path, text: str) -> None:
    store = SettingsFile(tmp_path / "s.json")
    for key in ("theme", "scale", "number-format/kind", "number-format/digits", "window/geometry"):
        store.set(key, text)
    preferences = stored(tmp_path)
    assert preferences.theme == "system"
    assert preferences.scale == 1.0
    assert preferences.number_format == NumberFormat.decimals(4)
    assert preferences.bytes("window/geometry") == QByteArray()


def test_without_a_store_only_the_theme_of_now_is_known() -> None:
    preferences = Preferences(None, theme="dark")
    assert preferences.theme == "dark"
    preferences.theme, preferences.scale = "light", 2.0
    assert (preferences.theme, preferences.scale) == ("light", 1.0)


def test_opening_the_window_remembers_nothing_that_nobody_chose(
    qtbot: QtBot, tmp_path: Path
) -> None:
    settings, scenario = tmp_path / "settings.json", builtin_scenario("toy-bowl")
    run = run_scenario(scenario, updates=0)
    window = desk_on(Preferences(SettingsFile(settings)), scenario, run).window
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    assert not settings.exists()
