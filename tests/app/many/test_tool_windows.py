"""Sweeps and maps of starts, from the menu to the run that is opened."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.app.main_window import MainWindow
from gdsim.views.tools.frame import ToolWindow
from gdsim.views.tools.map_window import StartMapWindow
from gdsim.views.tools.sweep_window import SweepWindow
from tests.app.test_window import opened, press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def active(window: MainWindow) -> MainWindow:
    window.activateWindow()
    QApplication.processEvents()
    assert QApplication.activeWindow() is window
    return window


def sweep_of(window: MainWindow) -> SweepWindow:
    press(active(window), Qt.Key.Key_L, CONTROL)
    sweep = window.commands.tools.sweep
    assert sweep is not None
    return sweep


def map_of(window: MainWindow) -> StartMapWindow:
    press(active(window), Qt.Key.Key_M, CONTROL | SHIFT)
    start_map = window.commands.tools.start_map
    assert start_map is not None
    return start_map


def run(qtbot: QtBot, tool: ToolWindow) -> None:
    tool.request_run()
    assert tool.refusal.text() == ""
    assert tool.is_busy
    qtbot.waitUntil(lambda: not tool.is_busy, timeout=30_000)


def saved(monkeypatch: pytest.MonkeyPatch, tool: ToolWindow, path: Path) -> list[dict[str, str]]:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(tool.export, Qt.MouseButton.LeftButton)
    with path.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_windows_are_built_when_asked_for_and_closed_with_the_main_one(qtbot: QtBot) -> None:
    window = opened(qtbot)
    assert window.commands.tools.sweep is None
    sweep, start_map = sweep_of(window), map_of(window)
    assert sweep.isVisible() and start_map.isVisible()
    assert sweep.isWindow() and not sweep.isModal()
    sweep.close()
    assert sweep_of(window) is sweep
    window.close()
    assert not sweep.isVisible() and not start_map.isVisible()


def test_program_starts_without_them() -> None:
    code = (
        "import sys, gdsim.app.main_window\n"
        "late = ('gdsim.views.tools', 'gdsim.app.many.sweeping', 'gdsim.engine.many.sweep',"
        " 'polars')\n"
        "print([name for name in late if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_sweep_of_the_bowl_tells_its_bound_and_opens_a_rate(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.session.to_the_end()
    qtbot.waitUntil(lambda: window.session.snapshot().length == 40)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    assert "rates below 0.25 are stable" in sweep.said.text()
    sweep.rateRequested.emit(0.2)
    qtbot.waitUntil(lambda: window.session.snapshot().cursor == 100)
    snapshot = window.session.snapshot()
    assert snapshot.length == 100
    assert snapshot.run.experiment_at(0).learning_rate == 0.2
    assert snapshot.run.row(0).theta.tolist() == [4, 2]
    # Only the learning rate is another, and the limit of 40 updates: the sweep still holds.
    assert not sweep.stale.isVisible()
    window.session.undo()
    assert (window.session.snapshot().length, window.session.snapshot().cursor) == (40, 40)


def test_run_that_is_opened_comes_to_the_front(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    assert QApplication.activeWindow() is sweep
    sweep.rateRequested.emit(0.1)
    QApplication.processEvents()
    assert QApplication.activeWindow() is window
    # It can be in front of the other: a window is never above one that it does not belong to.
    assert sweep.parentWidget() is None and sweep.isVisible()


def test_long_run_is_opened_in_slices_and_can_be_cancelled(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    sweep.form.updates.set_value(200_000)
    sweep.form.first.count.set_value(10)
    run(qtbot, sweep)
    told: list[float | None] = []
    window.session.progressChanged.connect(told.append)
    sweep.rateRequested.emit(0.01)
    assert window.session.snapshot().cursor < 200_000
    qtbot.waitUntil(lambda: len(told) > 2)
    window.session.pause()
    assert told[-1] is None
    assert 0 < window.session.snapshot().cursor < 200_000


def test_run_of_a_sweep_that_diverged_is_opened_to_where_it_did(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    sweep.rateRequested.emit(10.0)
    qtbot.waitUntil(lambda: window.session.snapshot().stop is not None)
    snapshot = window.session.snapshot()
    assert snapshot.stop is not None and snapshot.stop.reason == "diverged"
    assert 0 < snapshot.cursor == snapshot.length < 100


def test_criteria_that_the_sweep_did_not_use_do_not_end_the_run_opened(qtbot: QtBot) -> None:
    window = opened(qtbot, "linear-regression")
    window.session.change({"stop_loss": 1.0, "epochs": 1, "iterations": None})
    sweep = sweep_of(window)
    run(qtbot, sweep)
    sweep.rateRequested.emit(0.1)
    qtbot.waitUntil(lambda: window.session.snapshot().cursor == 100)


def test_line_of_now_follows_the_rate_and_the_range_stays(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    assert sweep._picture is not None and sweep._picture.present == (0.1,)
    window.session.change({"learning_rate": 0.003})
    assert sweep._picture.present == (0.003,)
    assert (sweep.form.first.low.value, sweep.form.first.high.value) == (0.001, 10)
    over = sweep.form.over
    window.session.change({"rule": "momentum", "learning_rate": 0.1})
    over.setCurrentIndex(over.findText("Momentum β"))
    run(qtbot, sweep)
    window.session.change({"settings": {"beta": 0.5}})
    assert sweep._picture.present == (0.5,)
    window.session.change({"rule": "gd"})
    assert np.isnan(sweep._picture.present).all()
    sweep.grab()


def test_run_that_is_opened_has_the_very_rate_that_the_field_shows(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    found = sweep._found
    assert found is not None
    rate = found.result.axes[0].values[77]
    sweep.rateRequested.emit(rate)
    qtbot.waitUntil(lambda: window.session.snapshot().cursor == 100)
    text = window.setup.rate.rate.text()
    assert float(text) == rate and len(text) <= 8
    loss = window.session.run.objective.value(window.session.run.theta)
    assert float(loss) == pytest.approx(found.result.final_loss[77], rel=1e-9)


def test_swept_loss_is_that_of_the_run_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(qtbot, "linear-regression")
    window.session.change({"method": "mini-batch", "batch_size": 7})
    sweep = sweep_of(window)
    sweep.form.updates.set_value(25)
    run(qtbot, sweep)
    rows = saved(monkeypatch, sweep, tmp_path / "sweep.csv")
    assert len(rows) == 200
    row = rows[100]
    sweep.rateRequested.emit(float(row["learning_rate"]))
    session = window.session
    qtbot.waitUntil(lambda: session.snapshot().cursor == 25)
    loss = session.run.objective.value(session.run.theta)
    assert float(row["final_loss"]) == pytest.approx(float(loss), rel=1e-12)


def test_other_settings_are_opened_too(qtbot: QtBot) -> None:
    window = opened(qtbot, "linear-regression")
    window.session.change({"rule": "momentum"})
    sweep = sweep_of(window)
    over = sweep.form.over
    over.setCurrentIndex(over.findText("η × Momentum β"))
    sweep.form.first.count.set_value(10)
    sweep.form.second.count.set_value(10)
    run(qtbot, sweep)
    sweep.valuesRequested.emit({"learning_rate": 0.01, "beta": 0.5})
    now = window.session.run.experiment_at(0)
    assert (now.learning_rate, now.settings["beta"]) == (0.01, 0.5)
    assert not sweep.stale.isVisible()
    over.setCurrentIndex(over.findText("Batch size B"))
    run(qtbot, sweep)
    sweep.valuesRequested.emit({"batch_size": 4.0})
    now = window.session.run.experiment_at(0)
    assert (now.method, now.batch_size) == ("mini-batch", 4)
    assert not sweep.stale.isVisible()
    # What was not swept does make other runs.
    window.session.change({"learning_rate": 0.02})
    assert sweep.stale.isVisible()


def test_changed_set_up_is_said_and_the_old_run_can_still_be_opened(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    window.session.change({"objective": "w1^2 + 9*w2^2"})
    assert sweep.stale.isVisible()
    sweep.rateRequested.emit(0.2)
    assert window.session.run.objective.expression.text == "w1^2 + 4*w2^2"
    assert not sweep.stale.isVisible()


def test_cancelled_sweep_keeps_what_is_done(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(qtbot)
    window.session.change({"rule": "momentum"})
    sweep = sweep_of(window)
    over = sweep.form.over
    over.setCurrentIndex(over.findText("η × Momentum β"))
    sweep.form.first.count.set_value(400)
    sweep.form.second.count.set_value(400)
    sweep.form.updates.set_value(500)
    sweep.request_run()
    qtbot.waitUntil(lambda: sweep.bar.value() > 5)
    QTest.keyClick(sweep, Qt.Key.Key_Escape)
    assert not sweep.is_busy
    assert sweep.said.text().startswith("Cancelled: ")
    rows = saved(monkeypatch, sweep, tmp_path / "some")
    assert 400 <= len(rows) < 160_000
    assert (tmp_path / "some.csv").exists()


def test_too_many_runs_are_refused_with_a_sentence(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.session.change({"rule": "momentum"})
    sweep = sweep_of(window)
    sweep.form.over.setCurrentIndex(sweep.form.over.findText("η × Momentum β"))
    sweep.form.first.count.set_value(2000)
    sweep.form.second.count.set_value(101)
    sweep.request_run()
    assert "202,000 runs" in sweep.refusal.text()
    assert not sweep.is_busy


def test_map_of_himmelblau_has_his_minima_and_opens_a_start(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(qtbot, "himmelblau")
    start_map = map_of(window)
    assert [field.value for field in start_map.form.ends] == [-5.5, 5.5, -5.5, 5.5]
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    texts = " ".join(text for text, _ in start_map.legend.rows()).replace("\N{NO-BREAK SPACE}", " ")
    for place in ("x = 3, y = 2", "x = -2.805, y = 3.131", "x = -3.779, y = -3.283"):
        assert place in texts
    assert "x = 3.584, y = -1.848" in texts
    rows = saved(monkeypatch, start_map, tmp_path / "starts.csv")
    assert len(rows) == 64 * 64
    row = next(row for row in rows if row["outcome"] == "minimum" and row["point"] == "1")
    assert (float(row["end_x"]), float(row["end_y"])) == pytest.approx((3, 2), abs=1e-3)
    start = float(row["start_x"]), float(row["start_y"])
    start_map.startRequested.emit(start)
    assert window.session.run.row(0).theta.tolist() == list(start)
    # And that run does end there, after as many updates.
    updates = int(row["iterations"])
    qtbot.waitUntil(lambda: window.session.snapshot().cursor == updates)
    assert window.session.run.theta == pytest.approx([3, 2], abs=1e-3)


def test_map_takes_its_range_from_the_plot_where_the_scenario_has_none(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.session.change({"objective": "w1^2 + 5*w2^2"})
    shown = window.landscape.plot.frame.window
    start_map = map_of(window)
    wanted = [*shown.x, *shown.y]
    assert [field.value for field in start_map.form.ends] == pytest.approx(wanted, rel=1e-3)


def test_map_offers_as_many_updates_as_the_run_may_make(qtbot: QtBot) -> None:
    window = opened(qtbot, "rosenbrock")
    start_map = map_of(window)
    assert start_map.form.updates.value == 2000
    window.session.change({"iterations": 300})
    assert start_map.form.updates.value == 300
    window.session.change({"iterations": None})
    assert start_map.form.updates.value == 200
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    window.session.change({"iterations": 700})
    assert start_map.form.updates.value == 200


def test_long_map_answers_between_slices_and_is_left_at_once(qtbot: QtBot) -> None:
    window = opened(qtbot, "rosenbrock")
    start_map = map_of(window)
    start_map.request_run()
    shares: list[int] = []
    start_map.bar.valueChanged.connect(shares.append)
    qtbot.waitUntil(lambda: len(shares) > 2)
    assert shares[-1] < 500
    QTest.keyClick(start_map, Qt.Key.Key_Escape)
    assert not start_map.is_busy
    assert "still on their way" in start_map.said.text() or "Cancelled" in start_map.said.text()


def test_start_taken_from_a_map_has_few_figures(qtbot: QtBot) -> None:
    window = opened(qtbot)
    start_map = map_of(window)
    start_map.form.fineness.setCurrentIndex(0)
    run(qtbot, start_map)
    start_map._pointed = (13, 21)
    start_map._open()
    values = window.session.run.row(0).theta.tolist()
    assert all(len(f"{value:.12g}") <= 6 for value in values)


def test_one_parameter_gets_a_sentence_and_two_a_map_again(qtbot: QtBot) -> None:
    window = opened(qtbot, "one-parameter")
    start_map = map_of(window)
    assert not start_map.run.isEnabled()
    window.session.change({"objective": "x^2 + y^2"})
    assert start_map.run.isEnabled()


def test_theme_reaches_open_windows(qtbot: QtBot) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    assert sweep.theme.name == "light"
    window.commands._looks.set_theme("dark")
    assert sweep.theme.name == "dark"
    assert map_of(window).theme.name == "dark"
    window.commands._looks.set_theme("light")


def test_file_that_cannot_be_written_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened(qtbot)
    sweep = sweep_of(window)
    run(qtbot, sweep)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args[2]))
    path = tmp_path / "missing" / "sweep.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    sweep.exportRequested.emit()
    assert "cannot write" in told[0]
