"""What is said of the run that a window opens on, before anybody has done anything."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import desk_on, settle
from gdsim.app.places.table import PLACES
from gdsim.app.preferences import Preferences
from gdsim.app.runs import judging
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    scenario = builtin_scenario("bowl-too-large")
    run = run_scenario(scenario)
    desk = desk_on(Preferences(None, theme="light"), scenario, run, run.length)
    qtbot.addWidget(desk.window)
    return desk


def said(desk: Desk) -> str:
    return desk.window.verdict.evidence.text()


def test_the_run_that_a_window_opens_on_is_judged_once_it_is_seen(qtbot: QtBot, desk: Desk) -> None:
    desk.window.show()
    qtbot.waitUntil(lambda: said(desk).startswith("Diverging: "))


def test_one_that_is_opened_as_a_symbol_is_judged_too(qtbot: QtBot, desk: Desk) -> None:
    desk.window.showMinimized()
    desk.window.showNormal()
    qtbot.waitUntil(lambda: said(desk).startswith("Diverging: "))


def test_a_run_on_many_rows_is_judged_at_the_start_as_well(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_ROWS_AT_ONCE", 0)
    desk.window.show()
    qtbot.waitUntil(lambda: said(desk).startswith("Diverging: "))


@pytest.mark.parametrize("place", [place.key for place in PLACES])
def test_a_picture_of_any_place_is_taken_when_all_is_there(desk: Desk, place: str) -> None:
    desk.window.show()
    desk.window.places.turn_to(next(one for one in PLACES if one.key == place))
    settle(desk.window)
    assert said(desk).startswith("Diverging: ")
    combo = desk.window.setup.scenario.combo
    offered = [combo.itemData(k) for k in range(combo.count()) if combo.itemData(k) is not None]
    assert offered == [name for name, _ in builtin_scenarios()]
    assert combo.currentData() == "bowl-too-large"
