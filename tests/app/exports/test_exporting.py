"""Files that the window writes, asked for in its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exports.export_dialog import ExportDialog
from gdsim.app.exports.progress_dialog import BAR_STEPS, Progress
from gdsim.app.exports.save_dialog import SaveDialog
from gdsim.app.exports.working_dialog import WorkingDialog
from gdsim.app.main_window import MainWindow
from gdsim.app.pages import RUNS, WORKING
from gdsim.cli.main import main
from tests.app.opening import opened, press
from tests.typed import type_into

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def answered(
    monkeypatch: pytest.MonkeyPatch, fill: Callable[[WorkingDialog], None]
) -> Callable[[MainWindow], None]:
    """Return what exports the working from the window, the dialog filled in by `fill`."""

    def accept(dialog: WorkingDialog) -> QDialog.DialogCode:
        fill(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(WorkingDialog, "exec", accept)
    return lambda desk: press(desk, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)


@pytest.mark.parametrize(("kind", "option"), [("blanks", "--blanks"), ("questions", "--questions")])
def test_window_and_command_line_write_the_same_sheet(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, option: str
) -> None:
    ours, theirs = tmp_path / "ours.md", tmp_path / "theirs.md"

    def fill(dialog: WorkingDialog) -> None:
        assert dialog.first.value == 2
        type_into(dialog.first, "1")
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        dialog.format.setCurrentIndex(dialog.format.findData("md"))
        dialog.path.setText(str(ours))

    export = answered(monkeypatch, fill)
    for _ in range(2):
        desk.session.step()
    export(desk)
    words = ["working", "toy-bowl", "--at", "1", "--to", "2", option, "-o", str(theirs)]
    assert main(words) == 0
    assert ours.read_bytes() == theirs.read_bytes()


def test_update_proposed_is_the_one_that_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = []
    monkeypatch.setattr(
        WorkingDialog,
        "exec",
        lambda dialog: proposed.append(int(dialog.first.value)) or QDialog.DialogCode.Rejected,
    )
    desk.window.pages.turn_to(WORKING)
    desk.session.step()
    panel = desk.window.pages.page(WORKING)
    assert panel is not None
    for which in ("next", "last"):
        panel.which.set_value(which)
        press(desk, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert proposed == [1, 0]


def test_file_that_exists_is_replaced_only_where_that_is_confirmed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine", encoding="utf-8")
    export = answered(
        monkeypatch,
        lambda dialog: (
            dialog.format.setCurrentIndex(dialog.format.findData("txt")),
            dialog.path.setText(str(path)),
        ),
    )
    buttons = QMessageBox.StandardButton
    monkeypatch.setattr(QMessageBox, "question", lambda *_: buttons.No)
    export(desk)
    assert path.read_text(encoding="utf-8") == "mine"
    monkeypatch.setattr(QMessageBox, "question", lambda *_: buttons.Yes)
    export(desk)
    assert "UPDATE 0" in path.read_text(encoding="utf-8")


def said(desk: Desk) -> list[str]:
    return [label.text() for label in desk.window.transport.findChildren(QLabel)]


def test_written_file_is_named_and_one_that_could_not_be_is_not(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *told: refused.append(told[-1]))
    for path in (tmp_path / "nowhere" / "mine.toml", tmp_path / "mine.toml"):
        assert "Saved mine.toml" not in said(desk)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        desk.actions.trigger("save_scenario")
    assert "Saved mine.toml" in said(desk)
    assert path.exists()
    assert len(refused) == 1


def test_a_name_too_long_for_any_file_is_refused_in_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *told: refused.append(told[-1]))

    def accept(dialog: SaveDialog) -> QDialog.DialogCode:
        type_into(dialog.path, str(tmp_path / f"{'n' * 300}.csv"))
        dialog.accept()
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(SaveDialog, "exec", accept)
    press(desk, Qt.Key.Key_E, CONTROL)
    assert len(refused) == 1 and "too long" in refused[0]
    assert list(tmp_path.iterdir()) == []


def test_written_sheet_table_and_runs_are_each_named(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def accept(dialog: SaveDialog) -> QDialog.DialogCode:
        dialog.path.setText(str(tmp_path / f"one.{dialog.format.currentData()}"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SaveDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "runs.tsv"), ""))
    desk.session.step()
    press(desk, Qt.Key.Key_E, CONTROL)
    assert "Saved one.csv" in said(desk)
    press(desk, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "Saved one.pdf" in said(desk)
    desk.window.pages.build(RUNS).exportRequested.emit()
    assert "Saved runs.tsv" in said(desk)


def test_long_export_can_be_cancelled_and_leaves_nothing_behind(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: WorkingDialog) -> None:
        type_into(dialog.first, "0")
        dialog.path.setText(str(tmp_path / "long.pdf"))

    told: list[int] = []

    def set_value(progress: Progress, value: int) -> None:
        told.append(value)
        if value:
            progress.cancel()

    monkeypatch.setattr(Progress, "setValue", set_value)
    for _ in range(3):
        desk.session.step()
    answered(monkeypatch, fill)(desk)
    assert told == [0, BAR_STEPS // 4]
    assert list(tmp_path.glob("*")) == []
    assert not any(text.startswith("Saved") for text in said(desk))


def test_exported_table_ends_where_the_hidden_updates_begin(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.csv"

    def accept(dialog: ExportDialog) -> QDialog.DialogCode:
        dialog.path.setText(str(path))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportDialog, "exec", accept)
    for _ in range(3):
        desk.session.step()
    desk.session.go_to(1)
    desk.session.set_veiled(True)
    press(desk, Qt.Key.Key_E, CONTROL)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["iteration", "0"]


@pytest.mark.parametrize(
    ("action", "kind"), [("export", ExportDialog), ("export_working", WorkingDialog)]
)
def test_a_dialog_that_was_cancelled_is_gone(
    action: str, kind: type[SaveDialog], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    desk.actions.trigger(action)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.window.findChildren(SaveDialog) == []
