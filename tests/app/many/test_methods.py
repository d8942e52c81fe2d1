"""Batch, stochastic and mini-batch side by side, from the key to the exported table."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.models.kept_runs import KeptRun
from gdsim.views.fields.number_field import NumberField
from gdsim.views.plots.canvas import Canvas
from gdsim.views.tools.cells_table import CellsTable
from gdsim.views.tools.methods_window import MethodsWindow
from tests.app.opening import opened, press
from tests.typed import type_into

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def methods_of(desk: Desk) -> MethodsWindow:
    desk.window.activateWindow()
    QApplication.processEvents()
    press(desk, Qt.Key.Key_B, CTRL_SHIFT)
    methods = desk.tools.methods
    assert methods is not None
    return methods


def run(qtbot: QtBot, methods: MethodsWindow, sizes: str) -> None:
    methods.sizes.setText(sizes)
    methods.request_run()
    assert methods.is_busy
    qtbot.waitUntil(lambda: not methods.is_busy)


def texts(table: CellsTable, column: int) -> list[str]:
    found = [table.item(row, column) for row in range(table.rowCount())]
    return [item.text() for item in found if item is not None]


def kept(desk: Desk) -> tuple[KeptRun, ...]:
    return desk.kept.runs


def plots(methods: MethodsWindow) -> list[Canvas]:
    return methods.curves.findChildren(Canvas)


def right_end(methods: MethodsWindow) -> float:
    """Return the largest number on the horizontal axis of the plot that is always shown."""
    (_, right), _ = plots(methods)[0].area.viewRange()
    return right


def reckon(methods: MethodsWindow, field: NumberField, text: str) -> str:
    type_into(field, text)
    return methods.reckoned.text()


def test_calculator_gives_the_numbers_of_the_lecture(qtbot: QtBot) -> None:
    methods = methods_of(opened(qtbot))
    assert methods.reckoned.text().splitlines() == [
        "Batch: 1",
        "Stochastic: 10,000",
        "Mini-batch: 10,000 / 32 = 312.5, so 313 (312 full, one of 16)",
    ]  # fmt: skip
    methods.last.setCurrentIndex(1)
    assert methods.reckoned.text().splitlines()[2].endswith("so 312 (16 rows dropped)")
    assert "10,000 / 100 = 100, so 100" in reckon(methods, methods.batch, "100")
    assert reckon(methods, methods.rows, "99") == ""
    assert "from 1 to 99" in methods.batch.fault
    assert "Stochastic: 1,000,000,000,000" in reckon(methods, methods.rows, "1e12")
    # A plain function has nothing to run.
    assert "N = 1" in methods.said.text()
    assert not methods.run.isEnabled()
    methods.close()


@pytest.mark.parametrize("text", ["0", "abc", "", "1/2"])
def test_calculator_says_nothing_while_a_field_is_wrong(qtbot: QtBot, text: str) -> None:
    methods = methods_of(opened(qtbot))
    assert reckon(methods, methods.batch, text) == ""
    assert methods.batch.fault
    assert methods.batch.text() == text
    QTest.keyClick(methods.batch, Qt.Key.Key_Escape)
    assert methods.batch.text() == "32"
    assert "313" in methods.reckoned.text()
    methods.close()


def test_table_is_live_and_its_noise_that_of_the_rows(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    methods = methods_of(desk)
    assert texts(methods.variants, 1) == ["342", "1", "8", "32", "128"]
    assert texts(methods.variants, 2)[:2] == ["1", "342"]
    assert texts(methods.variants, 2)[3] == "11 (10 full, one of 22)"
    # Flipper and mass of each row, eight bytes a number.
    assert texts(methods.variants, 4)[:4] == ["5.47 kB", "16 bytes", "128 bytes", "512 bytes"]
    x, mass = desk.session.run.objective.data.T
    rows = np.column_stack([2 * -mass * (x - 20), 2 * -mass])
    sigma = float(np.hypot(*rows.std(axis=0)))
    noise = [float(text) for text in texts(methods.variants, 5)]
    size = np.array([342, 1, 8, 32, 128])
    assert noise == pytest.approx(sigma / np.sqrt(size) * np.sqrt((342 - size) / 341), rel=6e-3)
    methods.sizes.setText("7")
    assert texts(methods.variants, 1) == ["342", "1", "7", "32"]
    # The present one is told as well; of what is not accepted, nothing else.
    desk.session.change({"batch_size": 100})
    methods.sizes.setText("x")
    assert texts(methods.variants, 2)[2:] == ["4 (3 full, one of 42)"]
    methods.close()


def test_runs_are_made_kept_and_exported(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(qtbot, "linear-regression")
    methods = methods_of(desk)
    run(qtbot, methods, "32, 100")
    # 342 penguins, five epochs: ceil(342/32) = 11 and ceil(342/100) = 4 updates an epoch.
    updates = ["5", "1,710", "55", "20"]
    assert texts(methods.results, 1) == updates
    assert texts(methods.results, 3) == ["1,710"] * 4
    names = ["batch", "stochastic", "mini-batch 32", "mini-batch 100"]
    assert [one.name for one in kept(desk)] == names
    assert [f"{one.run.length:,}" for one in kept(desk)] == updates
    assert {tuple(one.run.row(0).theta.tolist()) for one in kept(desk)} == {(0.0, 0.0)}
    path = tmp_path / "methods.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    methods.export.click()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["method"] for row in rows] == ["batch", "stochastic", "mini-batch", "mini-batch"]
    last = kept(desk)[-1].run
    x, mass = last.objective.data.T
    w, b = last.theta
    assert float(rows[-1]["full_loss"]) == pytest.approx(np.mean((w * (x - 20) + b - mass) ** 2))
    methods.close()


def test_plots_are_split_and_measured_as_asked(qtbot: QtBot) -> None:
    methods = methods_of(opened(qtbot, "linear-regression"))
    methods.keep.setChecked(False)
    run(qtbot, methods, "32")
    epochs = right_end(methods)
    methods.split.choose("many")
    assert [plot.isVisible() for plot in plots(methods)] == [True] * 3
    methods.across.choose("updates")
    assert right_end(methods) == pytest.approx(epochs / 5 * 1710)
    methods.split.choose("one")
    assert [plot.isVisible() for plot in plots(methods)] == [True, False, False]
    assert kept(opened(qtbot)) == ()
    methods.close()


REFUSED_SIZES = (
    ("", "0 batch sizes"), ("8, x", "'x' is not accepted"), ("0", "from 1 to 342"),
    ("343", "from 1 to 342"), ("1 2 3 4 5 6 7", "7 batch sizes"), ("-8", "'-8'"),
    ("9" * 5000, "is not accepted"),
)  # fmt: skip


def test_batch_sizes_that_are_not_accepted_are_told(qtbot: QtBot) -> None:
    methods = methods_of(opened(qtbot, "linear-regression"))
    for sizes, said in REFUSED_SIZES:
        methods.sizes.setText(sizes)
        methods.request_run()
        assert said in methods.sizes.fault, sizes
        assert not methods.is_busy
    methods.close()


def test_offered_batch_sizes_fit_the_data_and_those_typed_stay(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    methods = methods_of(desk)
    for name, fitting in (("linear-regression", "8, 32, 128"), ("noisy-bowl", "8, 32")):
        desk.scenarios.show_builtin(name)
        assert methods.sizes.text() == fitting
        assert desk.session.run.objective.n_rows > 32
    methods.sizes.setText("5, 7")
    desk.scenarios.show_builtin("linear-regression")
    assert methods.sizes.text() == "5, 7"


def test_the_window_stays_right_when_the_objective_has_fewer_rows_than_a_batch(
    qtbot: QtBot,
) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"method": "mini-batch", "batch_size": 32})
    methods = methods_of(desk)
    desk.session.change({"objective": "x1^2 + q^2"})
    assert texts(methods.variants, 1)[-1] == "1"
    methods.close()


def test_methods_without_any_finite_loss_are_drawn_as_plots_without_a_line(qtbot: QtBot) -> None:
    desk = opened(qtbot, "linear-regression")
    desk.session.change({"objective": "log(w*flipper) - mass", "start": (-1.0,)})
    methods = methods_of(desk)
    run(qtbot, methods, "8")
    assert len(texts(methods.results, 0)) == 3
    # Whatever fails while it is painted fails the test.
    assert not methods.curves.grab().isNull()
    methods.close()
