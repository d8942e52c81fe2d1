"""Every step is taken back whole, and has a name."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.files.scenario.scenario import builtin_scenario
from tests.app.document.acting import actions_of, bytes_of, moves_of
from tests.app.opening import opened


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


@pytest.mark.parametrize("seed", range(2))
def test_taking_every_step_back_gives_the_same_bytes_and_doing_them_again_does(
    seed: int, qtbot: QtBot, desk: Desk, tmp_path: Path, full: bool
) -> None:
    for run in range(20 if full else 1):
        chance = random.Random(100 * seed + run)  # noqa: S311 - choices of a test
        desk.documents.new()
        before = bytes_of(desk, tmp_path)
        # Where the run is another, going back leads to where it was left; moves are no steps.
        desk.session.change({"learning_rate": 0.15})
        for _ in range(100 if full else 25):
            chance.choice(moves_of(desk, chance))()
            chance.choice(actions_of(desk, chance))()
        after, n = bytes_of(desk, tmp_path), 0
        while desk.history.undo_name:
            desk.history.undo()
            n += 1
        assert n > 10
        assert bytes_of(desk, tmp_path) == before
        while desk.history.redo_name:
            desk.history.redo()
        assert bytes_of(desk, tmp_path) == after


def test_the_scenario_left_comes_back_with_all_that_belongs_to_it(desk: Desk) -> None:
    himmelblau = builtin_scenario("himmelblau")
    desk.scenarios.show_builtin("himmelblau")
    desk.window.completeRequested.emit()
    seen = desk.window.landscape.plot.area.viewRange()
    minima = [one.tolist() for one in desk.window.landscape.plot.minima]
    assert len(minima) == 4
    desk.scenarios.show_builtin("noisy-bowl")
    desk.history.undo()
    assert desk.origin.scenario == himmelblau
    assert desk.window.windowTitle().startswith(himmelblau.title)
    assert desk.window.setup.scenario.combo.currentData() == "himmelblau"
    assert [one.tolist() for one in desk.window.landscape.plot.minima] == minima
    desk.window.completeRequested.emit()
    assert np.allclose(desk.window.landscape.plot.area.viewRange(), seen)


def test_the_runs_prepared_for_a_scenario_come_back_with_it(desk: Desk) -> None:
    desk.scenarios.show_builtin("why-sparse")
    names = [one.name for one in desk.kept.runs]
    assert names
    desk.scenarios.show_builtin("one-step")
    assert desk.kept.runs == ()
    desk.history.undo()
    assert [one.name for one in desk.kept.runs] == names
    desk.scenarios.show_builtin("one-step")
    assert desk.kept.runs == ()


def test_a_run_left_behind_and_the_change_are_one_step(desk: Desk) -> None:
    for _ in range(5):
        desk.session.step()
    desk.session.go_to(2)
    desk.session.change({"learning_rate": 0.2})
    assert len(desk.kept.runs) == 1
    desk.history.undo()
    assert desk.kept.runs == ()
    assert (desk.session.run.length, desk.session.cursor) == (5, 2)


def test_taking_back_a_name_leaves_the_run_where_it_stands(desk: Desk) -> None:
    desk.keeping.keep_present()
    desk.kept.rename(desk.kept.runs[0].key, "mine")
    desk.session.step()
    desk.history.undo()
    assert desk.kept.runs[0].name != "mine"
    assert desk.session.cursor == 1


def test_moving_along_the_run_is_no_step(desk: Desk) -> None:
    assert not desk.actions.is_enabled("redo")
    desk.session.step()
    desk.session.back()
    assert desk.history.undo_name == ""
    assert not desk.actions.is_enabled("undo")


NAMES = (
    ({"learning_rate": 0.3}, "learning rate 0.3"),
    ({"rule": "momentum"}, "update rule Momentum"),
    ({"start": (1.0, -2.5)}, "start (1, -2.5)"),
    ({"objective": "x^2"}, "objective x^2"),
    ({"iterations": 7}, "at most 7 iterations"),
)


def test_each_step_has_its_name_in_the_menu(desk: Desk) -> None:
    (undo,) = (a for a in desk.actions.menu("edit").actions() if a.text().startswith("&Undo"))
    for changes, name in NAMES:
        desk.session.change(changes)
        assert desk.history.undo_name == name
        assert undo.text() == f"&Undo: {name}"
        assert undo.isEnabled()
        desk.history.undo()
        assert undo.text() == "&Undo"
        assert not undo.isEnabled()
        assert desk.history.redo_name == name


def test_steps_on_kept_runs_scenarios_and_titles_have_names_too(desk: Desk) -> None:
    told = []
    desk.history.changed.connect(lambda: told.append(desk.history.undo_name))
    desk.scenarios.show_builtin("himmelblau")
    desk.documents.set_texts("Mine", "")
    desk.kept.keep(desk.session.run, "first")
    key = desk.kept.runs[0].key
    desk.kept.rename(key, "one")
    desk.kept.set_shown(key, False)
    desk.kept.remove(key)
    title = builtin_scenario("himmelblau").title
    assert told == [
        f"scenario {title}",
        "title and description",
        "keep first",
        "rename first",
        "hide one",
        "remove one",
    ]


def test_a_kept_run_that_goes_further_is_taken_back_to_where_it_was(desk: Desk) -> None:
    desk.session.step()
    desk.actions.trigger("keep")
    (kept,) = desk.kept.runs
    length = kept.run.length
    for rate in (0.05, 0.06):
        desk.session.change({"learning_rate": rate})
    desk.history.undo()
    for _ in range(9):
        desk.session.step()
    assert desk.kept.runs[0].run.length > length
    desk.history.undo()
    assert [one.run.length for one in desk.kept.runs] == [length]
