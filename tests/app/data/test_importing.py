"""Data from a file, the clipboard or a formula to the run, through the dialog."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import DATA
from gdsim.views.data_import.columns_table import FEATURE, TARGET
from gdsim.views.data_import.dialog import DataDialog
from tests.app.opening import opened
from tests.typed import type_into

ROWS = """height (m),age,kind,weight
1.62,30,a,58.5
1.75,,b,70
1.8,41,a,79
1.55,28,b,n/a
1.7,35,a,66.25
"""


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot, "linear-regression")


def drop(desk: Desk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, left, none)
    desk.window.dropEvent(event)
    assert event.isAccepted()


def dialog_of(desk: Desk) -> DataDialog:
    importing = desk.data.importing
    assert importing is not None
    return importing.dialog


def with_file(qtbot: QtBot, desk: Desk, tmp_path: Path, text: str) -> DataDialog:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    drop(desk, path)
    dialog = dialog_of(desk)
    qtbot.waitUntil(lambda: not dialog.progress.isVisible() and dialog.told.text() != "")
    return dialog


def check(dialog: DataDialog, row: int, place: int, is_checked: bool = True) -> None:
    item = dialog.columns.item(row, place)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)


def test_flawed_rows_are_left_out_only_on_request(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = with_file(qtbot, desk, tmp_path, ROWS)
    assert (dialog.columns.features(), dialog.columns.target()) == (("height_m", "age"), "weight")
    assert "line 3" in dialog.refusal.text()
    assert not dialog.use.isEnabled()
    assert "line 3; 1 in weight, line 5" in dialog.skip_bad.text()
    dialog.skip_bad.setChecked(True)
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    kept = [
        row for row in csv.DictReader(ROWS.splitlines()) if row["age"] and row["weight"] != "n/a"
    ]
    expected = [[float(row[k]) for k in ("height (m)", "age", "weight")] for row in kept]
    objective = desk.session.run.objective
    assert objective.dataset is not None
    assert objective.dataset.values.tolist() == expected
    # At w1 = w2 = b = 0 the mean square is that of the weights alone.
    assert desk.session.run.row(0).full_loss == pytest.approx((58.5**2 + 79**2 + 66.25**2) / 3)


def test_target_is_one_column_and_no_feature(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = with_file(qtbot, desk, tmp_path, "a,b,c\n1,2,3\n4,5,7\n")
    check(dialog, 0, TARGET)
    assert (dialog.columns.features(), dialog.columns.target()) == (("b",), "a")
    check(dialog, 0, FEATURE)
    assert (dialog.columns.features(), dialog.columns.target()) == (("a", "b"), None)
    assert "no target is chosen" in dialog.refusal.text()
    dialog.reject()


def test_scaled_fit_is_told_in_the_data_s_own_units(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    """The least squares line of y = 7x - 300 is found on scaled columns and told as such."""
    x = np.linspace(100, 900, 40)
    rows = "\n".join(f"{a},{7 * a - 300}" for a in x)
    dialog = with_file(qtbot, desk, tmp_path, f"x,y\n{rows}\n")
    dialog.loss.scaling.choose("standardise")
    dialog.loss.scales_target.setChecked(True)
    assert f"x′ = (x − {x.mean():.5g}) / {x.std():.5g}" in dialog.scales.text()
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    desk.session.change({"method": "batch", "learning_rate": 0.5, "iterations": 80})
    desk.session.to_the_end()
    qtbot.waitUntil(lambda: desk.session.run.stop is not None)
    page = desk.window.pages.page(DATA)
    assert page is not None
    assert "y = 7.0000·x − 300.00" in page.note.text()


def test_labels_of_three_classes_are_refused_and_the_window_goes_on(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = with_file(qtbot, desk, tmp_path, "x,y\n1,0\n2,1\n3,2\n")
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("logistic"))
    assert "column y has 3 different values" in dialog.refusal.text()
    assert not dialog.use.isEnabled()
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("absolute"))
    assert dialog.use.isEnabled()
    dialog.reject()


def test_dialog_opens_with_the_data_of_the_run(qtbot: QtBot, desk: Desk) -> None:
    for name, title in (("noisy-bowl", "noisy_bowl"), ("linear-regression", "penguins.csv")):
        desk.scenarios.show_builtin(name)
        desk.data.open()
        dialog = dialog_of(desk)
        qtbot.waitUntil(lambda dialog=dialog, title=title: title in dialog.told.text())
        dialog.reject()
    desk.scenarios.show_builtin("noisy-bowl")
    desk.data.open()
    assert dialog.source.generator_text() == desk.session.run.experiment.dataset.source
    dialog.reject()
    desk.scenarios.show_builtin("linear-regression")
    desk.data.open()
    qtbot.waitUntil(lambda: "penguins.csv" in dialog.told.text())
    dialog.reject()
    # What was chosen there stays for a function without data.
    desk.scenarios.show_builtin("toy-bowl")
    desk.data.open()
    assert "penguins.csv" in dialog_of(desk).told.text()
    dialog_of(desk).reject()


REFUSED = (
    ("", "no header row"),
    ("x,y\n", "no rows"),
    ("x,y\n1,2\n1,2,3\n", "line 3: the row has 3 values, and the header names 2"),
    ("x;y\n1,500;2,500\n", "with a decimal point"),
    ("class\na\nb\n", "no column is chosen"),
    ("x,y\n1,5\n1,6\n", "no target is chosen"),
    ("x,y\n1,5\n", "1 row, 2 columns"),
)


def test_what_cannot_be_used_is_told_in_a_sentence(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    before = desk.session.run
    for text, said in REFUSED:
        dialog = with_file(qtbot, desk, tmp_path, text)
        assert said in dialog.told.text() + dialog.refusal.text(), text
        assert not dialog.use.isEnabled()
        dialog.reject()
    desk.session.step()
    assert desk.session.run is before


def test_pasted_cells_and_own_expression(qtbot: QtBot, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("u\tv\r\n1\t2\r\n3\t5\r\n")
    desk.data.paste()
    dialog = dialog_of(desk)
    qtbot.waitUntil(dialog.use.isEnabled)
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("own"))
    assert not dialog.use.isEnabled()
    QTest.keyClicks(dialog.loss.text, "(a*u^2 - v)^2")
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    run = desk.session.run
    assert run.objective.parameters == ("a",)
    a = float(run.row(0).theta[0])
    assert run.row(0).full_loss == pytest.approx(((a - 2) ** 2 + (9 * a - 5) ** 2) / 2)


def test_generator_makes_what_is_asked_for(qtbot: QtBot, desk: Desk) -> None:
    desk.data.open()
    dialog = dialog_of(desk)
    dialog.source.kind.choose("generator")
    qtbot.waitUntil(dialog.use.isEnabled)
    rows = dialog.source.numbers["rows"]
    type_into(rows, "77")
    qtbot.waitUntil(lambda: "77 rows" in dialog.told.text())
    type_into(rows, "0")
    assert rows.fault == "the number must be from 1 to 10000000"
    assert rows.fault in dialog.source.number_faults.text()
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert (rows.text(), rows.fault) == ("77", "")
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert desk.session.run.objective.n_rows == 77


def test_other_data_read_meanwhile_win(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(f"x,{name}\n1,2\n2,5\n")
        drop(desk, tmp_path / f"{name}.csv")
    dialog = dialog_of(desk)
    qtbot.waitUntil(dialog.use.isEnabled)
    assert dialog.columns.target() == "two"
    dialog.reject()


@pytest.mark.qt_no_exception_capture
def test_an_error_while_reading_leaves_the_dialog_waiting_for_nothing(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: raised.append(kind))

    def fail(_text: str, **_written: object) -> None:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr("gdsim.app.data.importing.from_text", fail)
    desk.actions.trigger("paste_data")
    qtbot.waitUntil(lambda: raised == [ZeroDivisionError])
    dialog = dialog_of(desk)
    assert not dialog.progress.isVisible()
    assert dialog.told.text() == "Nothing was read."
    dialog.reject()


def test_three_classes_of_text_are_told_apart_by_softmax(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    rows = [
        f"{1 + k % 3 + 0.1 * k},{'setosa versicolor virginica'.split()[k % 3]}" for k in range(9)
    ]
    dialog = with_file(qtbot, desk, tmp_path, "\n".join(["length,species", *rows]))
    loss = dialog.loss.loss
    loss.setCurrentIndex(loss.findData("softmax"))
    assert not dialog.labels.isVisible()
    assert dialog.use.isEnabled()
    dialog.use.click()
    run = desk.session.run
    assert run.objective.columns == ("length", "species")
    assert set(run.objective.parameters) == {f"{p}_{c}" for p in "wb" for c in (0, 1, 2)}
    assert sorted(set(run.objective.data[:, 1].tolist())) == [0, 1, 2]
    # With all scores alike, each class has a third.
    assert run.row(0).loss == pytest.approx(np.log(3))
    desk.session.step()
    assert desk.session.run.row(1).loss < np.log(3)
