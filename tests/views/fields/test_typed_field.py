"""Fields that keep what is wrong where it was typed, until it is mended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.fold import Fold
from gdsim.views.fields.number_field import NumberField, at_least
from gdsim.views.fields.typed_field import unsettled
from tests.typed import type_into


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    """Return two fields, 3 and 5, each at least 1, with a line below each and a label under all."""
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    for value in (3.0, 5.0):
        field = NumberField("a number", at_least("it", 1))
        field.set_value(value)
        line = FaultLine()
        line.stand_below(field)
        column.addWidget(field)
        column.addWidget(line)
    form.resize(300, 200)
    with qtbot.waitExposed(form):
        form.show()
    return form


def fields(form: QWidget) -> list[NumberField]:
    return form.findChildren(NumberField)


def lines(form: QWidget) -> list[str]:
    return [line.text() for line in form.findChildren(FaultLine)]


def test_wrong_text_stays_with_its_message_whatever_is_done_elsewhere(form: QWidget) -> None:
    first, second = fields(form)
    type_into(first, "abc")
    said = lines(form)[0]
    assert "abc" in said
    type_into(second, "0")
    type_into(second, "7")
    first.set_value(3.0)
    assert (first.text(), first.value, lines(form)) == ("abc", 3.0, [said, ""])
    assert unsettled(form) == [first]


def test_message_goes_as_soon_as_the_text_is_mended(form: QWidget) -> None:
    first, _ = fields(form)
    type_into(first, "4x", Qt.Key.Key_Tab)
    assert first.property("invalid")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_End)
    QTest.keyClick(first, Qt.Key.Key_Backspace)
    assert (first.text(), lines(form)) == ("4", ["", ""])
    assert not first.property("invalid")
    assert unsettled(form) == []
    assert first.value == 4


def test_escape_brings_the_last_good_value_and_is_then_left_to_the_window(
    qtbot: QtBot, form: QWidget
) -> None:
    first, _ = fields(form)
    type_into(first, "6")
    type_into(first, "abc")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert (first.text(), first.value, lines(form)) == ("6", 6, ["", ""])


def test_another_value_takes_the_place_of_a_wrong_text(form: QWidget) -> None:
    first, _ = fields(form)
    type_into(first, "abc")
    first.set_value(9.0)
    assert (first.text(), lines(form)) == ("9", ["", ""])


def test_field_that_is_greyed_out_lets_go_of_a_wrong_text(form: QWidget) -> None:
    first, _ = fields(form)
    type_into(first, "abc")
    first.setEnabled(False)
    assert (first.text(), first.fault) == ("3", "")


def test_value_that_is_refused_by_who_was_asked_is_not_in_force(form: QWidget) -> None:
    first, _ = fields(form)
    first.valueCommitted.connect(lambda _value: first.set_fault("not now"))
    type_into(first, "8")
    assert (first.text(), first.value, lines(form)[0]) == ("8", 3.0, "not now")


def test_nothing_moves_when_a_field_is_refused(form: QWidget) -> None:
    before = [part.geometry() for part in form.findChildren(QWidget)]
    for field in fields(form):
        type_into(field, "abc " * 40, Qt.Key.Key_Tab)
    assert all(lines(form))
    assert [part.geometry() for part in form.findChildren(QWidget)] == before


def test_fold_stays_open_over_a_wrong_text(qtbot: QtBot) -> None:
    field = NumberField("a number")
    fold = Fold("More", field)
    qtbot.addWidget(fold)
    fold.show()
    fold.button.setChecked(True)
    type_into(field, "abc")
    fold.button.setChecked(False)
    assert fold.is_open
    assert field.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    fold.button.setChecked(False)
    assert not field.isVisible()
