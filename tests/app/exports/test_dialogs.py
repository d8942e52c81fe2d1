"""The dialogs of exports: what they propose and offer, and what they refuse at its field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdsim.app.exports.export_dialog import ExportDialog
from gdsim.app.exports.save_dialog import SaveDialog
from gdsim.app.exports.working_dialog import KIND_TITLES, WorkingDialog
from gdsim.files.tables import FORMATS
from gdsim.files.workings import SHEET_FORMS
from gdsim.study.working.sheets.sheet import MOST_SHEET_UPDATES
from tests.typed import type_into


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
