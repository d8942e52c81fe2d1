"""Files that the window writes, asked for in its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.exports.export_dialog import ExportDialog
from gdsim.app.exports.progress_dialog import BAR_STEPS, Progress
from gdsim.app.exports.save_dialog import SaveDialog
from gdsim.app.exports.working_dialog import KIND_TITLES, WorkingDialog
from gdsim.app.main_window import MainWindow
from gdsim.app.pages import RUNS, WORKING
from gdsim.cli.main import main
from gdsim.files.tables import FORMATS
from gdsim.files.workings import SHEET_FORMS
from gdsim.study.working.sheets.sheet import MOST_SHEET_UPDATES
from tests.app.opening import opened, press
from tests.typed import type_into

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def offered(dialog: WorkingDialog) -> list[str]:
    """Return the kinds that can be chosen."""
    model = dialog.kind.model()
    assert isinstance(model, QStandardItemModel)
    return [kind for i, (kind, _) in enumerate(KIND_TITLES) if model.item(i).isEnabled()]


def answered(
    monkeypatch: pytest.MonkeyPatch, fill: Callable[[WorkingDialog], None]
) -> Callable[[MainWindow], None]:
    """Return what exports the working from the window, the dialog filled in by `fill`."""

    def accept(dialog: WorkingDialog) -> QDialog.DialogCode:
        fill(dialog)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(WorkingDialog, "exec", accept)
    return lambda desk: press(desk, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def test_updates_offered_are_those_of_the_run_and_fit_on_a_sheet(parent: QWidget) -> None:
    dialog = WorkingDialog(parent, 7, 3 * MOST_SHEET_UPDATES, Path("a.pdf"))
    assert (dialog.first.value, dialog.last.value) == (7, 7)
    for field, wrong in ((dialog.last, 7 + MOST_SHEET_UPDATES), (dialog.last, 6)):
        type_into(field, str(wrong))
        assert field.text() == str(wrong)
        assert f"from 7 to {6 + MOST_SHEET_UPDATES}" in field.fault
        assert field.value == 7
    type_into(dialog.first, str(3 * MOST_SHEET_UPDATES + 1))
    assert dialog.first.fault
    type_into(dialog.first, str(3 * MOST_SHEET_UPDATES))
    assert (dialog.first.value, dialog.last.value) == (3 * MOST_SHEET_UPDATES,) * 2
    assert not dialog.last.fault


def test_dialog_stays_while_a_field_is_wrong(parent: QWidget) -> None:
    dialog = ExportDialog(parent, 3, Path("a.csv"))
    dialog.show()
    dialog.exact.setChecked(False)
    for field, wrong in ((dialog.decimals, "99"), (dialog.path, "")):
        good = field.text()
        type_into(field, wrong, Qt.Key.Key_Tab)
        dialog.accept()
        assert dialog.isVisible()
        assert field.text() == wrong
        assert field.fault
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == good
        assert dialog.isVisible()
    dialog.accept()
    assert not dialog.isVisible()
    assert dialog.request().decimals == 4


def test_file_ends_as_the_format_says(parent: QWidget) -> None:
    dialog = WorkingDialog(parent, 0, 0, Path("some.where") / "a.pdf")
    dialog.format.setCurrentIndex(dialog.format.findData("md"))
    request = dialog.request()
    assert (request.form, request.path) == ("md", Path("some.where") / "a.md")


def test_answers_to_a_hidden_update_are_not_offered_but_those_before_it_are(
    parent: QWidget,
) -> None:
    dialog = WorkingDialog(parent, 3, 3, Path("a.pdf"), is_hidden=True)
    assert offered(dialog) == ["questions"]
    assert dialog.request().kind == "questions"
    type_into(dialog.first, "1")
    type_into(dialog.last, "2")
    assert offered(dialog) == ["worked", "blanks", "questions"]
    dialog.kind.setCurrentIndex(0)
    type_into(dialog.last, "3")
    assert dialog.request().kind == "questions"


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


def test_tables_for_readers_are_rounded_unless_that_is_changed(qtbot: QtBot) -> None:
    dialog = ExportDialog(None, 5, Path("table.csv"))
    qtbot.addWidget(dialog)
    told = []
    for form in ("csv", "tex", "json", "md"):
        dialog.format.setCurrentIndex(dialog.format.findData(form))
        told.append(dialog.request().decimals)
    assert told == [None, 4, None, 4]
    dialog.exact.setChecked(True)
    assert dialog.request().decimals is None


def choices(dialog: SaveDialog) -> list[str]:
    """Return the formats that a dialog offers, in order."""
    return [dialog.format.itemData(i) for i in range(dialog.format.count())]


def test_every_format_of_a_table_is_offered_and_spreadsheets_first(parent: QWidget) -> None:
    offered = choices(ExportDialog(parent, 5, Path("table.csv")))
    assert sorted(offered) == sorted(FORMATS)
    assert offered[:3] == ["csv", "tsv", "xlsx"]


def test_every_format_of_workings_is_offered_and_the_printed_one_first(parent: QWidget) -> None:
    offered = choices(WorkingDialog(parent, 0, 0, Path("a.pdf")))
    assert sorted(offered) == sorted(SHEET_FORMS)
    assert offered[0] == "pdf"


def test_a_home_typed_as_a_tilde_is_meant(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, 5, Path("table.csv"))
    dialog.path.setText("~/table.csv")
    assert dialog.target == Path.home() / "table.csv"
    dialog.path.setText("~nobody-of-this-name/table.csv")
    assert dialog.target == Path("~nobody-of-this-name/table.csv")


def test_without_a_name_nothing_is_exported_and_another_format_is_no_fault(parent: QWidget) -> None:
    dialog = ExportDialog(parent, 5, Path("table.csv"))
    export = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Export")
    dialog.path.setText("")
    dialog.format.setCurrentIndex(1)
    assert not export.isEnabled()
    dialog.path.setText("mine")
    assert export.isEnabled()


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
