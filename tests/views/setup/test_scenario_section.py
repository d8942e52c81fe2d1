"""The list of scenarios, and the one that is shown."""

from __future__ import annotations

import gettext

import pytest
from pytestqt.qtbot import QtBot

from gdsim import i18n
from gdsim.views.setup.scenario_section import ScenarioSection


def test_a_title_is_in_the_language_of_the_person_before_and_after_all_are_listed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = gettext.NullTranslations()
    monkeypatch.setattr(catalogue, "gettext", lambda text: {"Bowl": "Schale"}.get(text, text))
    monkeypatch.setattr(i18n, "_catalogue", lambda: catalogue)
    section = ScenarioSection()
    qtbot.addWidget(section)
    section.set_scenario("bowl", "Bowl", "")
    assert section.combo.currentText() == "Schale"
    section.set_scenarios([("Lessons", [("valley", "Valley"), ("bowl", "Bowl")])])
    section.set_scenario("bowl", "Bowl", "")
    assert section.combo.currentText() == "Schale"
