"""Checking a hand-made table in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import CHECK
from gdsim.views.pages.check import CheckPage
from tests.app.opening import opened, press
from tests.study.practice.tables.test_hand_table import PRINTED


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)


def pasted(desk: Desk, text: str) -> CheckPage:
    QGuiApplication.clipboard().setText(text)
    press(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    page = desk.window.pages.page(CHECK)
    assert page is not None
    return page


def test_pasted_table_stands_at_its_first_wrong_cell(desk: Desk) -> None:
    page = pasted(desk, PRINTED)
    assert page.isVisible()
    assert (page.cells.currentRow(), page.cells.currentColumn()) == (3, 1)
    assert "Right is 4.1953." in page.told.text()
    assert "19 of 20 numbers are right" in page.told.text()
    assert desk.session.run.length == 0


def test_what_is_no_table_is_said_and_nothing_shown(desk: Desk) -> None:
    page = pasted(desk, "dear,diary\nno,numbers")
    assert "the text is no table" in page.told.text()
    assert not page.cells.isVisible()


def test_cell_that_is_no_number_is_marked_and_counted_apart(desk: Desk) -> None:
    page = pasted(desk, "t,loss,new_w1\n0,32,3.2\n1,oops,2.56\n")
    assert (page.cells.currentRow(), page.cells.currentColumn()) == (1, 1)
    told = page.told.text()
    assert "'oops' cannot be read as a number" in told
    assert "3 of 3 numbers are right" in told
    assert "1 cell." in told
    signs = [page.cells.item(i, 1).icon().isNull() for i in range(2)]
    assert signs == [True, False]
    page = pasted(desk, "t,loss,new_w1\n0,32,3.3\n1,oops,2.56\n2,well,\n")
    assert (page.cells.currentRow(), page.cells.currentColumn()) == (0, 2)
    assert "2 cells" in page.told.text()


def test_a_table_numbered_from_1_says_so_once(desk: Desk) -> None:
    page = pasted(desk, "t,loss,new w1\n1,32,3.2\n2,10.88,2.56\n")
    told = page.told.text()
    assert "All 4 numbers are right" in told
    assert told.count("numbered from 1") == 1


def test_cells_with_too_few_digits_are_counted_apart(desk: Desk) -> None:
    page = pasted(desk, "t,new w1,new w2\n0,3.2,0\n")
    assert (page.cells.currentRow(), page.cells.currentColumn()) == (0, 2)
    told = page.told.text()
    assert "1 of 2 numbers are right" in told
    assert "Numbers with too few digits to tell: 1." in told
    assert "Right is" not in told


def test_file_is_checked(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("t,loss\n0,32\n1,10.88\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page = desk.window.pages.build(CHECK)
    page.openRequested.emit()
    assert "All 2 numbers are right" in page.told.text()
    path.write_bytes(b"\xff\xfe\x00")
    page.openRequested.emit()
    assert "not a text file" in page.told.text()


def test_nothing_is_checked_while_the_updates_are_to_be_predicted(desk: Desk) -> None:
    wrong = "t\tnew_w1\n0\t3.3\n"
    page = pasted(desk, wrong)
    assert "Right is 3.2" in page.told.text()
    desk.session.set_veiled(True)
    assert "Right is" not in page.told.text()
    assert not page.cells.isVisible()
    page = pasted(desk, wrong)
    assert "Right is" not in page.told.text()
    assert "hidden" in page.told.text()
    desk.session.set_veiled(False)
    assert "Right is 3.2" in pasted(desk, wrong).told.text()


def test_a_velocity_is_marked_and_it_is_said_what_it_was_taken_for(desk: Desk) -> None:
    # v = 0.9 v + 2 w1: 8, then 0.9*8 + 6.4 = 13.6.
    desk.session.change({"rule": "momentum"})
    page = pasted(desk, "t,v_w1\n0,8\n1,13.6\n")
    assert "All 2 numbers are right" in page.told.text()
    assert "v_w1: taken as after the row's update." in page.told.text()
