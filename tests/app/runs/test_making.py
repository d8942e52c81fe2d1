"""Scenarios whose runs take long: shown at once, and made beside the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import first_desk
from gdsim.app.runs import making
from gdsim.engine.run import room
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import MOST_UPDATES_COMPARED, first_run
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.models.kept_runs import MOST_KEPT_RUNS
from tests.app.opening import opened
from tests.files.scenario.compared import compared_runs

NAME = "why-sparse"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no time for any run before the window is shown."""
    monkeypatch.setattr(making, "SECONDS_TO_OPEN", -1.0)


def rows_of(run: Run) -> bytes:
    return run.columns(0, run.length).theta.tobytes()


def wait_until_made(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.making.is_busy, timeout=60_000)


@pytest.fixture
def desk(qtbot: QtBot, slow: None) -> Desk:
    return opened(qtbot)


def test_runs_that_take_long_are_made_while_the_window_is_open(qtbot: QtBot, desk: Desk) -> None:
    desk.scenarios.show_builtin(NAME)
    assert desk.making.is_busy
    assert (desk.session.run.length, desk.kept.runs) == (0, ())
    wait_until_made(qtbot, desk)
    scenario = builtin_scenario(NAME)
    assert rows_of(desk.session.run) == rows_of(first_run(scenario))
    expected = compared_runs(scenario, desk.session.run.objective)
    assert [kept.name for kept in desk.kept.runs] == [name for name, _ in expected]
    for kept, (_, run) in zip(desk.kept.runs, expected, strict=True):
        assert rows_of(kept.run) == rows_of(run)


def test_runs_that_are_made_are_no_step_and_nothing_to_be_saved(qtbot: QtBot, desk: Desk) -> None:
    desk.scenarios.show_builtin(NAME)
    name = desk.history.undo_name
    wait_until_made(qtbot, desk)
    assert desk.history.undo_name == name
    assert not desk.documents.is_changed
    desk.history.undo()
    assert desk.kept.runs == ()
    desk.history.redo()
    assert desk.kept.runs != ()


def test_cancel_leaves_what_is_made(qtbot: QtBot, desk: Desk) -> None:
    desk.scenarios.show_builtin(NAME)
    desk.actions.trigger("cancel")
    assert not desk.making.is_busy
    assert desk.session.run.length < MOST_UPDATES_COMPARED
    assert len(desk.kept.runs) == len(builtin_scenario(NAME).compare)


def test_whoever_goes_on_meanwhile_stays_where_he_is(qtbot: QtBot, desk: Desk) -> None:
    desk.scenarios.show_builtin(NAME)
    desk.session.change({"learning_rate": 0.001})
    desk.session.step()
    wait_until_made(qtbot, desk)
    assert desk.session.cursor == 1
    assert desk.session.run.experiment.learning_rate == 0.001
    assert len(desk.kept.runs) == len(builtin_scenario(NAME).compare)
    assert desk.documents.is_changed


def test_another_scenario_ends_the_making_of_runs_for_the_last(qtbot: QtBot, desk: Desk) -> None:
    desk.scenarios.show_builtin(NAME)
    desk.scenarios.show_builtin("one-step")
    assert not desk.making.is_busy
    assert desk.kept.runs == ()
    desk.scenarios.show_builtin(NAME)
    desk.documents.new()
    assert not desk.making.is_busy
    assert desk.kept.runs == ()


def test_a_start_on_such_a_scenario_shows_the_window_at_once(qtbot: QtBot, slow: None) -> None:
    window = first_desk(NAME).window
    qtbot.addWidget(window)
    desk = window.findChild(Desk)
    assert desk.making.is_busy
    window.completeRequested.emit()
    assert not desk.making.is_busy
    assert len(desk.kept.runs) == len(builtin_scenario(NAME).compare)
    assert not desk.documents.is_changed


def test_more_runs_than_can_be_shown_are_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    said: list[str] = []
    monkeypatch.setattr(desk.window.transport, "set_notice", said.append)
    compared = "".join(
        f'[[compare]]\nname = "run {k}"\nlearning-rate = {0.001 * (k + 1)}\n' for k in range(40)
    )
    path = tmp_path / "many.toml"
    path.write_text(f'objective = "x^2"\nstart = [1]\niterations = 9\n{compared}')
    desk.documents.open_file(path)
    assert [kept.name for kept in desk.kept.runs] == [f"run {k}" for k in range(MOST_KEPT_RUNS)]
    assert len(said) == 1 and "40" in said[0]


def test_a_run_that_breaks_off_is_told_and_the_rest_is_shown(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(desk.window.transport, "set_notice", said.append)
    path = tmp_path / "long.toml"
    path.write_text(
        'objective = "x^2"\nstart = [1]\niterations = 9000\n'
        '[[compare]]\nname = "b"\nrule = "adam"\n'
    )
    desk.documents.open_file(path)
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 0)
    wait_until_made(qtbot, desk)
    assert len(said) == 1 and "MB of memory" in said[0]
    assert desk.session.run.length > 0


def test_the_window_says_in_one_sentence_that_there_is_no_memory_for_more_rows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    said: list[str] = []
    monkeypatch.setattr(desk.window.transport, "set_notice", said.append)
    desk.session.change({"learning_rate": 1e-6, "iterations": None})
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 0)
    desk.session.run.advance(10**6)
    desk.session.go_to(desk.session.run.length)
    desk.session.play()
    qtbot.waitUntil(lambda: not desk.session.is_busy)
    assert len(said) == 1 and "new document" in said[0]
