"""Comparing runs in the real window."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.main_window import MainWindow
from tests.app.test_window import opened, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return opened(qtbot)


def kept(window: MainWindow):
    return window.commands.comparing.kept.runs


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
    shown = [[page.table.item(i, k).text() for k in range(7)] for i in range(2)]
    assert [line[1] for line in shown] == ["diverging", "converging"]
    assert shown[1][2:4] == ["5", "–"]
    assert shown[1][4] == f"{16 * 0.8**10 + 16 * 0.2**10:.4f}"
    assert "--learning-rate 0.26" in shown[0][6]
    page.target.setText("7")
    page.target.editingFinished.emit()
    # 32, 10.88, 6.58, ...: the loss is at most 7 after two updates.
    qtbot.waitUntil(lambda: page.table.item(1, 3).text() == "2")
    assert "Diverging" in window.verdict.evidence.text()
    assert "below 0.25 are stable" in window.verdict.about_rate.text()


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
    assert {row["run"] for row in rows} == {"this run", "Gradient descent, η = 0.1"}
    assert sum(row["run"] == "this run" for row in rows) == 3


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
    # It descends another loss: listed, but neither drawn nor in the legend.
    assert window.run_legend.isHidden()
    window.commands.comparing.keep_present()
    assert not window.run_legend.isHidden()
