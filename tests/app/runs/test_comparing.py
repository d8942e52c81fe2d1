"""Comparing runs in the real window: the table of runs, its target, and the verdict."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import settle
from gdsim.app.pages import RUNS, TABLE
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from tests.app.opening import opened, press
from tests.app.runs.runs_table import DIFFERS, HERE, LOSS, TO_TARGET, UPDATES, VERDICT, column

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_table_compares_the_runs(desk: Desk, qtbot: QtBot) -> None:
    for _ in range(5):
        press(desk, Qt.Key.Key_Right)
    desk.keeping.keep_present()
    desk.session.go_to(0)
    desk.session.change({"learning_rate": 0.26})
    for _ in range(5):
        press(desk, Qt.Key.Key_Right)
    desk.window.pages.turn_to(RUNS)
    page = desk.window.pages.page(RUNS)
    assert page is not None
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    assert column(desk, VERDICT) == ["diverging", "converging"]
    assert (column(desk, UPDATES)[1], column(desk, TO_TARGET)[1]) == ("5", "–")
    assert column(desk, LOSS)[1] == f"{16 * 0.8**10 + 16 * 0.2**10:.4f}"
    assert column(desk, DIFFERS) == ["η = 0.26", "η = 0.1"]
    page.target.setText("7")
    page.target.editingFinished.emit()
    # 32, 10.88, 6.58, ...: the loss is at most 7 after two updates.
    qtbot.waitUntil(lambda: column(desk, TO_TARGET)[1] == "2")
    assert "Diverging" in desk.window.verdict.evidence.text()
    assert "below 0.25 are stable" in desk.window.verdict.about_rate.text()


def test_the_runs_are_listed_as_they_are_whenever_the_page_is_turned_to(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.window.pages.turn_to(RUNS)
    press(desk, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: column(desk, UPDATES) == ["40"])
    desk.window.pages.turn_to(TABLE)
    desk.scenarios.show_builtin("rosenbrock")
    desk.window.centralWidget().setFocus()
    for _ in range(4):
        press(desk, Qt.Key.Key_Right)
    press(desk, Qt.Key.Key_B, CTRL)
    desk.window.pages.turn_to(RUNS)
    # At once: not even one picture shows what was there before.
    assert column(desk, UPDATES) == ["4", "4"]
    loss = desk.session.snapshot().row.loss
    assert column(desk, LOSS) == [NumberFormat().text(loss)] * 2


def test_the_losses_at_the_cursor_are_listed_as_it_moves(qtbot: QtBot, desk: Desk) -> None:
    desk.window.pages.turn_to(RUNS)
    press(desk, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: desk.session.run.length == 40)
    desk.keeping.keep_present()
    desk.session.change({"learning_rate": 0.2})
    for _ in range(3):
        press(desk, Qt.Key.Key_Right)
    for t in (2, 1):
        desk.session.go_to(t)
        settle(desk.window)
        # Each update multiplies w1 by 1 - 2 eta, w2 by 1 - 8 eta.
        by_hand = [
            (4 * (1 - 2 * rate) ** t) ** 2 + 4 * (2 * (1 - 8 * rate) ** t) ** 2
            for rate in (0.2, 0.1)
        ]
        shown = [float(text) for text in column(desk, HERE)]
        assert shown == pytest.approx(by_hand, abs=5e-5)


def test_the_loss_of_a_run_that_diverged_leaves_room_for_names(qtbot: QtBot, desk: Desk) -> None:
    desk.session.change({"learning_rate": 0.3})
    press(desk, Qt.Key.Key_End)
    desk.window.pages.turn_to(RUNS)
    run = desk.session.run
    qtbot.waitUntil(lambda: run.stop is not None)
    qtbot.waitUntil(lambda: column(desk, UPDATES) == [str(run.length)])
    (told,) = column(desk, LOSS)
    assert len(told) <= 8
    w = run.theta
    assert float(told) == pytest.approx(w[0] ** 2 + 4 * w[1] ** 2, rel=1e-3)


def test_while_predicting_the_page_of_runs_tells_of_none(qtbot: QtBot, desk: Desk) -> None:
    desk.window.pages.turn_to(RUNS)
    press(desk, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: column(desk, UPDATES) == ["40"])
    page = desk.window.pages.build(RUNS)
    desk.keeping.keep_present()
    desk.session.go_to(1)
    desk.session.set_veiled(True)
    assert page.veil.isVisible()
    assert not page.table.isVisible()
    assert column(desk, UPDATES) == []
    desk.window.pages.turn_to(TABLE)
    desk.window.pages.turn_to(RUNS)
    assert not page.table.isVisible()
    desk.session.set_veiled(False)
    qtbot.waitUntil(lambda: column(desk, UPDATES) == ["40", "40"])
    assert page.table.isVisible()
    assert not page.veil.isVisible()


def test_the_first_look_at_the_page_while_predicting_shows_no_run(desk: Desk) -> None:
    press(desk, Qt.Key.Key_Right)
    desk.session.set_veiled(True)
    desk.window.pages.turn_to(RUNS)
    settle(desk.window)
    assert desk.window.pages.build(RUNS).veil.isVisible()
    assert column(desk, UPDATES) == []


def test_the_verdict_is_of_the_run_up_to_the_cursor(desk: Desk) -> None:
    run = Run(desk.session.run.experiment.with_(iterations=100))
    run.advance(100)
    desk.session.begin(run, 100)
    for t, words in ((100, "Converged"), (0, "Converging"), (3, "Converging"), (99, "Converged")):
        desk.session.go_to(t)
        settle(desk.window)
        assert desk.window.verdict.evidence.text().startswith(words + ":")


def test_all_runs_are_exported_as_one_table(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for _ in range(2):
        press(desk, Qt.Key.Key_Right)
    desk.keeping.keep_present()
    desk.session.change({"learning_rate": 0.2})
    press(desk, Qt.Key.Key_Right)
    desk.window.pages.build(RUNS).exportRequested.emit()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["run"] for row in rows} == {
        "Gradient descent, η = 0.2, from 2",
        "Gradient descent, η = 0.1",
    }
    assert sum(row["run"] == "Gradient descent, η = 0.2, from 2" for row in rows) == 3
    desk.keeping.keep_present()
    desk.window.pages.build(RUNS).exportRequested.emit()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["run"] for row in rows} == {
        "Gradient descent, η = 0.2, from 2 (2)",
        "Gradient descent, η = 0.2, from 2",
        "Gradient descent, η = 0.1",
    }


def test_an_emptied_target_is_a_share_of_the_first_loss_again(qtbot: QtBot, desk: Desk) -> None:
    desk.window.pages.turn_to(RUNS)
    page = desk.window.pages.build(RUNS)
    qtbot.waitUntil(lambda: page.target.text() == "0.3200")
    page.target.setText("7")
    page.target.editingFinished.emit()
    qtbot.waitUntil(lambda: page.target_origin.text() == "")
    page.target.clear()
    page.target.editingFinished.emit()
    qtbot.waitUntil(lambda: page.target.text() == "0.3200")
    assert "can be gained" in page.target_origin.text()


def test_what_can_be_gained_is_told_only_where_the_least_loss_is_known(
    qtbot: QtBot, desk: Desk
) -> None:
    """Of a loss that was typed, the lowest that runs came to is all that is known."""
    desk.window.pages.turn_to(RUNS)
    page = desk.window.pages.build(RUNS)
    desk.session.change({"objective": "w1^2 + 4*w2^2 + sin(w1)", "learning_rate": 0.001})
    press(desk, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "not known" in page.target_origin.text())
    assert "what these runs gain" in page.target_origin.text()


def test_the_usual_target_can_be_reached_where_the_least_loss_is_above_0(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.window.pages.turn_to(RUNS)
    page = desk.window.pages.build(RUNS)
    data = desk.session.run.objective.data
    x = np.column_stack([data[:, 0] - 20, np.ones(len(data))])
    least = float(np.linalg.lstsq(x, data[:, 1])[1][0]) / len(data)
    target = least + 0.01 * (float(np.mean(data[:, 1] ** 2)) - least)
    qtbot.waitUntil(lambda: page.target.text() != "")
    assert float(page.target.text()) == pytest.approx(target, rel=1e-3)
