"""Comparing runs in the real window."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.launch import first_window
from gdsim.app.main_window import MainWindow
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from tests.app.test_window import opened, press

# The columns of the table of runs.
NAME, LOSS, TO_TARGET, VERDICT, HERE, UPDATES, DISTANCE, DIFFERS = range(8)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return opened(qtbot)


def kept(window: MainWindow):
    return window.commands.comparing.kept.runs


def column(window: MainWindow, k: int) -> list[str]:
    table = window.runs.build().table
    return [table.item(i, k).text() for i in range(table.rowCount())]


def test_a_kept_run_stays_beside_another_and_follows_the_cursor(window: MainWindow) -> None:
    for _ in range(4):
        press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_B, CTRL)
    press(window, Qt.Key.Key_Home)
    window.session.change({"rule": "adam", "learning_rate": 0.5})
    for _ in range(6):
        press(window, Qt.Key.Key_Right)
    (one,) = kept(window)
    assert (one.name, one.row) == ("Gradient descent, η = 0.1", 6)
    assert one.run.theta == pytest.approx([4 * 0.8**6, 2 * 0.2**6])
    assert window.run_legend.isVisible()


def test_a_change_in_the_middle_keeps_the_future_that_it_leaves(window: MainWindow) -> None:
    for _ in range(6):
        press(window, Qt.Key.Key_Right)
    window.session.go_to(3)
    window.session.change({"learning_rate": 0.2})
    window.session.change({"learning_rate": 0.22})
    (one,) = kept(window)
    assert one.run.length == 6
    assert one.name == "Gradient descent, η = 0.1"
    assert window.session.run.length == 3


def test_a_change_at_the_end_or_the_start_keeps_nothing(window: MainWindow) -> None:
    for _ in range(3):
        press(window, Qt.Key.Key_Right)
    window.session.change({"learning_rate": 0.2})
    window.session.go_to(0)
    window.session.change({"learning_rate": 0.3})
    window.session.change({"start": (1.0, 1.0)})
    assert kept(window) == ()


def test_the_table_compares_the_runs(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(5):
        press(window, Qt.Key.Key_Right)
    window.commands.comparing.keep_present()
    window.session.go_to(0)
    window.session.change({"learning_rate": 0.26})
    for _ in range(5):
        press(window, Qt.Key.Key_Right)
    window.pages.setCurrentWidget(window.runs)
    page = window.runs.page
    assert page is not None
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    assert column(window, VERDICT) == ["diverging", "converging"]
    assert (column(window, UPDATES)[1], column(window, TO_TARGET)[1]) == ("5", "–")
    assert column(window, LOSS)[1] == f"{16 * 0.8**10 + 16 * 0.2**10:.4f}"
    assert column(window, DIFFERS) == ["η = 0.26", "η = 0.1"]
    page.target.setText("7")
    page.target.editingFinished.emit()
    # 32, 10.88, 6.58, ...: the loss is at most 7 after two updates.
    qtbot.waitUntil(lambda: column(window, TO_TARGET)[1] == "2")
    assert "Diverging" in window.verdict.evidence.text()
    assert "below 0.25 are stable" in window.verdict.about_rate.text()


def test_the_runs_are_listed_as_they_are_whenever_the_page_is_turned_to(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.pages.setCurrentWidget(window.runs)
    press(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: column(window, UPDATES) == ["40"])
    window.pages.setCurrentWidget(window.table)
    window.commands.show_builtin("rosenbrock")
    window.centralWidget().setFocus()
    for _ in range(4):
        press(window, Qt.Key.Key_Right)
    press(window, Qt.Key.Key_B, CTRL)
    window.pages.setCurrentWidget(window.runs)
    # At once: not even one picture shows what was there before.
    assert column(window, UPDATES) == ["4", "4"]
    loss = window.session.snapshot().row.loss
    assert column(window, LOSS) == [NumberFormat().text(loss)] * 2


def test_the_losses_at_the_cursor_are_listed_as_it_moves(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.setCurrentWidget(window.runs)
    press(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.session.run.length == 40)
    window.commands.comparing.keep_present()
    window.session.change({"learning_rate": 0.2})
    for _ in range(3):
        press(window, Qt.Key.Key_Right)
    for t in (2, 1):
        window.session.go_to(t)
        window.settle()
        # Each update multiplies w1 by 1 - 2 eta, w2 by 1 - 8 eta.
        by_hand = [
            (4 * (1 - 2 * rate) ** t) ** 2 + 4 * (2 * (1 - 8 * rate) ** t) ** 2
            for rate in (0.2, 0.1)
        ]
        shown = [float(text) for text in column(window, HERE)]
        assert shown == pytest.approx(by_hand, abs=5e-5)


def test_the_loss_of_a_run_that_diverged_leaves_room_for_names(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.change({"learning_rate": 0.3})
    press(window, Qt.Key.Key_End)
    window.pages.setCurrentWidget(window.runs)
    run = window.session.run
    qtbot.waitUntil(lambda: run.stop is not None)
    qtbot.waitUntil(lambda: column(window, UPDATES) == [str(run.length)])
    (told,) = column(window, LOSS)
    assert len(told) <= 8
    w = run.theta
    assert float(told) == pytest.approx(w[0] ** 2 + 4 * w[1] ** 2, rel=1e-3)


def test_while_predicting_the_page_of_runs_tells_of_none(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.setCurrentWidget(window.runs)
    press(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: column(window, UPDATES) == ["40"])
    page = window.runs.build()
    window.commands.comparing.keep_present()
    window.session.go_to(1)
    window.session.set_veiled(True)
    assert page.veil.isVisible()
    assert not page.table.isVisible()
    assert column(window, UPDATES) == []
    window.pages.setCurrentWidget(window.table)
    window.pages.setCurrentWidget(window.runs)
    assert not page.table.isVisible()
    window.session.set_veiled(False)
    qtbot.waitUntil(lambda: column(window, UPDATES) == ["40", "40"])
    assert page.table.isVisible()
    assert not page.veil.isVisible()


def test_the_first_look_at_the_page_while_predicting_shows_no_run(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Right)
    window.session.set_veiled(True)
    window.pages.setCurrentWidget(window.runs)
    window.settle()
    assert window.runs.build().veil.isVisible()
    assert column(window, UPDATES) == []


def test_the_verdict_is_of_the_run_up_to_the_cursor(window: MainWindow) -> None:
    run = Run(window.session.run.experiment.with_(iterations=100))
    run.advance(100)
    window.session.begin(run, 100)
    for t, words in ((100, "Converged"), (0, "Converging"), (3, "Converging"), (99, "Converged")):
        window.session.go_to(t)
        window.settle()
        assert window.verdict.evidence.text().startswith(words + ":")


def test_a_kept_run_is_known_again_wherever_the_cursor_stands(
    qtbot: QtBot, window: MainWindow
) -> None:
    for _ in range(6):
        press(window, Qt.Key.Key_Right)
    window.commands.comparing.keep_present()
    window.session.go_to(3)
    window.settle()
    assert window.commands.comparing.kept.has(window.session.run)
    window.session.change({"learning_rate": 0.2})
    assert len(kept(window)) == 1


def test_a_scenario_opens_with_its_comparison_from_the_command_line_as_from_the_list(
    qtbot: QtBot,
) -> None:
    started = first_window("why-sparse")
    qtbot.addWidget(started)
    chosen = opened(qtbot)
    chosen.commands.show_builtin("why-sparse")
    told = [
        [(one.name, one.run.length, one.row) for one in kept(window)]
        + [(window.session.run.length, window.session.snapshot().cursor)]
        for window in (started, chosen)
    ]
    assert told[0] == told[1]
    assert told[0][-1] == (80, 80)
    assert len(kept(started)) == 3


def test_a_kept_run_can_be_gone_on_with(window: MainWindow) -> None:
    for _ in range(3):
        press(window, Qt.Key.Key_Right)
    window.commands.comparing.keep_present()
    window.session.change({"start": (1.0, 1.0)})
    page = window.runs.build()
    page.openRequested.emit(kept(window)[0].key)
    press(window, Qt.Key.Key_Home)
    assert window.session.snapshot().row.theta.tolist() == [4, 2]


def test_all_runs_are_exported_as_one_table(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for _ in range(2):
        press(window, Qt.Key.Key_Right)
    window.commands.comparing.keep_present()
    window.session.change({"learning_rate": 0.2})
    press(window, Qt.Key.Key_Right)
    window.runs.build().exportRequested.emit()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["run"] for row in rows} == {
        "Gradient descent, η = 0.2, from 2",
        "Gradient descent, η = 0.1",
    }
    assert sum(row["run"] == "Gradient descent, η = 0.2, from 2" for row in rows) == 3
    window.commands.comparing.keep_present()
    window.runs.build().exportRequested.emit()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["run"] for row in rows} == {
        "Gradient descent, η = 0.2, from 2 (2)",
        "Gradient descent, η = 0.2, from 2",
        "Gradient descent, η = 0.1",
    }


def test_a_removed_run_comes_back_from_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.setCurrentWidget(window.runs)
    for name in ("first", "second"):
        window.commands.comparing.kept.keep(window.session.run, name)
    page = window.runs.build()
    qtbot.waitUntil(lambda: column(window, NAME) == ["this run", "first", "second"])
    page.table.setCurrentCell(1, NAME)
    page._buttons["close"].click()
    qtbot.waitUntil(page.bring_back.isVisible)
    assert column(window, NAME) == ["this run", "second"]
    QTest.mouseClick(page.bring_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: column(window, NAME) == ["this run", "first", "second"])
    assert not page.bring_back.isVisible()


def test_undo_brings_a_removed_run_back_before_it_takes_a_change_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.change({"learning_rate": 0.2})
    window.pages.setCurrentWidget(window.runs)
    window.commands.comparing.kept.keep(window.session.run, "first")
    page = window.runs.build()
    qtbot.waitUntil(lambda: column(window, NAME) == ["this run", "first"])
    page.table.setCurrentCell(1, NAME)
    page._buttons["close"].click()
    ctrl = Qt.KeyboardModifier.ControlModifier
    press(window, Qt.Key.Key_Z, ctrl)
    assert [kept.name for kept in window.commands.comparing.kept.runs] == ["first"]
    assert window.session.run.experiment.learning_rate == 0.2
    press(window, Qt.Key.Key_Z, ctrl)
    assert window.session.run.experiment.learning_rate == 0.1


def test_an_emptied_target_is_a_share_of_the_first_loss_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.pages.setCurrentWidget(window.runs)
    page = window.runs.build()
    qtbot.waitUntil(lambda: page.target.text() == "0.3200")
    page.target.setText("7")
    page.target.editingFinished.emit()
    qtbot.waitUntil(lambda: page.target_origin.text() == "")
    page.target.clear()
    page.target.editingFinished.emit()
    qtbot.waitUntil(lambda: page.target.text() == "0.3200")
    assert "can be gained" in page.target_origin.text()


def test_the_usual_target_can_be_reached_where_the_least_loss_is_above_0(qtbot: QtBot) -> None:
    window = opened(qtbot, "linear-regression")
    window.pages.setCurrentWidget(window.runs)
    page = window.runs.build()
    data = window.session.run.objective.data
    x = np.column_stack([data[:, 0] - 20, np.ones(len(data))])
    least = float(np.linalg.lstsq(x, data[:, 1])[1][0]) / len(data)
    target = least + 0.01 * (float(np.mean(data[:, 1] ** 2)) - least)
    qtbot.waitUntil(lambda: page.target.text() != "")
    assert float(page.target.text()) == pytest.approx(target, rel=1e-3)


def test_kept_runs_are_hidden_while_predicting(window: MainWindow) -> None:
    for _ in range(4):
        press(window, Qt.Key.Key_Right)
    window.commands.comparing.keep_present()
    window.session.go_to(0)
    window.session.set_veiled(True)
    window.settle()
    hidden = window.landscape.grab().toImage()
    window.commands.comparing.kept.clear()
    window.settle()
    assert window.landscape.grab().toImage() == hidden


def test_runs_prepared_for_a_scenario_go_with_it_and_those_kept_stay(qtbot: QtBot) -> None:
    window = opened(qtbot)
    kept = window.commands.comparing.kept
    window.commands.show_builtin("why-sparse")
    assert len(kept.runs) >= 3
    window.commands.comparing.keep_present()
    own = kept.runs[-1]
    window.commands.show_builtin("toy-bowl")
    assert [one.key for one in kept.runs] == [own.key]
    # It descends another loss: told of, but neither drawn nor listed.
    assert window.run_legend.isHidden()
    window.pages.setCurrentWidget(window.runs)
    qtbot.waitUntil(lambda: column(window, NAME) == ["this run"])
    assert "One kept run is of another objective" in window.runs.build().others.text()
    window.commands.comparing.keep_present()
    assert not window.run_legend.isHidden()
