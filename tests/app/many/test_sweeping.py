"""Sweeps, from the key to the run that is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gdsim.views.tools.sweep_window import SweepWindow
from tests.app.many.tools import run, saved, sweep_of
from tests.app.opening import opened


def overheard(monkeypatch: pytest.MonkeyPatch, sweep: SweepWindow, setter: str) -> list[Any]:
    """Return a list that grows by whatever a setter of the window is given from now on."""
    given: list[Any] = []
    own = getattr(sweep, setter)

    def hear(value: object) -> None:
        given.append(value)
        own(value)

    monkeypatch.setattr(sweep, setter, hear)
    return given


def test_sweep_of_the_bowl_tells_its_bound_and_opens_a_rate(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    desk.session.to_the_end()
    qtbot.waitUntil(lambda: desk.session.snapshot().length == 40)
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    assert "rates below 0.25 are stable" in sweep.said.text()
    sweep.rateRequested.emit(0.2)
    qtbot.waitUntil(lambda: desk.session.snapshot().cursor == 100)
    snapshot = desk.session.snapshot()
    assert snapshot.length == 100
    assert snapshot.run.experiment_at(0).learning_rate == 0.2
    assert snapshot.run.row(0).theta.tolist() == [4, 2]
    # Only the learning rate is another, and the limit of 40 updates: the sweep still holds.
    assert not sweep.stale.isVisible()
    desk.history.undo()
    assert (desk.session.snapshot().length, desk.session.snapshot().cursor) == (40, 40)


def test_long_run_is_opened_in_slices_and_can_be_cancelled(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    sweep.form.updates.set_value(200_000)
    sweep.form.first.count.set_value(10)
    run(qtbot, sweep)
    told: list[float | None] = []
    desk.session.progressChanged.connect(told.append)
    sweep.rateRequested.emit(0.01)
    assert desk.session.snapshot().cursor < 200_000
    qtbot.waitUntil(lambda: len(told) > 2)
    desk.session.pause()
    assert told[-1] is None
    assert 0 < desk.session.snapshot().cursor < 200_000


def test_run_of_a_sweep_that_diverged_is_opened_to_where_it_did(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    sweep.rateRequested.emit(10.0)
    qtbot.waitUntil(lambda: desk.session.snapshot().stop is not None)
    snapshot = desk.session.snapshot()
    assert snapshot.stop is not None and snapshot.stop.reason == "diverged"
    assert 0 < snapshot.cursor == snapshot.length < 100


def test_criteria_that_the_sweep_did_not_use_do_not_end_the_run_opened(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"stop_loss": 1.0, "epochs": 1, "iterations": None})
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    sweep.rateRequested.emit(0.1)
    qtbot.waitUntil(lambda: desk.session.snapshot().cursor == 100)


def test_line_of_now_follows_the_rate_and_the_range_stays(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    present = overheard(monkeypatch, sweep, "set_present")
    run(qtbot, sweep)
    assert present[-1] == (0.1,)
    desk.session.change({"learning_rate": 0.003})
    assert present[-1] == (0.003,)
    assert (sweep.form.first.low.value, sweep.form.first.high.value) == (0.001, 10)
    over = sweep.form.over
    desk.session.change({"rule": "momentum", "learning_rate": 0.1})
    over.setCurrentIndex(over.findText("Momentum β"))
    run(qtbot, sweep)
    desk.session.change({"settings": {"beta": 0.5}})
    assert present[-1] == (0.5,)
    desk.session.change({"rule": "gd"})
    assert np.isnan(present[-1]).all()
    sweep.grab()


def test_run_that_is_opened_has_the_very_rate_that_the_field_shows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    shown = overheard(monkeypatch, sweep, "set_findings")
    run(qtbot, sweep)
    (found,) = shown
    rate = found.result.axes[0].values[77]
    sweep.rateRequested.emit(rate)
    qtbot.waitUntil(lambda: desk.session.snapshot().cursor == 100)
    text = desk.window.setup.rate.rate.text()
    assert float(text) == rate and len(text) <= 8
    loss = desk.session.run.objective.value(desk.session.run.theta)
    assert float(loss) == pytest.approx(found.result.final_loss[77], rel=1e-9)


def test_swept_loss_is_that_of_the_run_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"method": "mini-batch", "batch_size": 7})
    sweep = sweep_of(desk)
    sweep.form.updates.set_value(25)
    run(qtbot, sweep)
    rows = saved(monkeypatch, sweep, tmp_path / "sweep.csv")
    assert len(rows) == 200
    row = rows[100]
    sweep.rateRequested.emit(float(row["learning_rate"]))
    session = desk.session
    qtbot.waitUntil(lambda: session.snapshot().cursor == 25)
    loss = session.run.objective.value(session.run.theta)
    assert float(row["final_loss"]) == pytest.approx(float(loss), rel=1e-12)


def test_other_settings_are_opened_too(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"rule": "momentum"})
    sweep = sweep_of(desk)
    over = sweep.form.over
    over.setCurrentIndex(over.findText("η × Momentum β"))
    sweep.form.first.count.set_value(10)
    sweep.form.second.count.set_value(10)
    run(qtbot, sweep)
    sweep.valuesRequested.emit({"learning_rate": 0.01, "beta": 0.5})
    now = desk.session.run.experiment_at(0)
    assert (now.learning_rate, now.settings["beta"]) == (0.01, 0.5)
    assert not sweep.stale.isVisible()
    over.setCurrentIndex(over.findText("Batch size B"))
    run(qtbot, sweep)
    sweep.valuesRequested.emit({"batch_size": 4.0})
    now = desk.session.run.experiment_at(0)
    assert (now.method, now.batch_size) == ("mini-batch", 4)
    assert not sweep.stale.isVisible()
    # What was not swept does make other runs.
    desk.session.change({"learning_rate": 0.02})
    assert sweep.stale.isVisible()


def test_changed_set_up_is_said_and_the_old_run_can_still_be_opened(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    desk.session.change({"objective": "w1^2 + 9*w2^2"})
    assert sweep.stale.isVisible()
    sweep.rateRequested.emit(0.2)
    assert desk.session.run.objective.expression.text == "w1^2 + 4*w2^2"
    assert not sweep.stale.isVisible()


def test_cancelled_sweep_keeps_what_is_done(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = opened(qtbot)
    desk.session.change({"rule": "momentum"})
    sweep = sweep_of(desk)
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
    desk = opened(qtbot)
    desk.session.change({"rule": "momentum"})
    sweep = sweep_of(desk)
    sweep.form.over.setCurrentIndex(sweep.form.over.findText("η × Momentum β"))
    sweep.form.first.count.set_value(2000)
    sweep.form.second.count.set_value(101)
    sweep.request_run()
    assert "202,000 runs" in sweep.refusal.text()
    assert not sweep.is_busy


def test_file_that_cannot_be_written_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = opened(qtbot)
    sweep = sweep_of(desk)
    run(qtbot, sweep)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: told.append(args[2]))
    path = tmp_path / "missing" / "sweep.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    sweep.exportRequested.emit()
    assert told[0].startswith("Cannot write")
