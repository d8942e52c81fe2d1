"""Labels of the fields in a form."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.style.form_label import form_label, set_buddy


@pytest.mark.parametrize("height", [24, 30, 36])
def test_label_stands_in_the_middle_of_its_field(qtbot: QtBot, height: int) -> None:
    window, field, label = QWidget(), QLineEdit(), form_label("Rate:")
    qtbot.addWidget(window)
    field.setFixedHeight(height)
    QFormLayout(window).addRow(label, field)
    window.show()
    middle = label.mapTo(window, QPoint(0, label.contentsRect().center().y())).y()
    assert abs(middle - field.geometry().center().y()) <= 1


@pytest.mark.parametrize("is_laid_out_before", [False, True])
def test_label_that_names_a_field_does_not_hold_it(qtbot: QtBot, is_laid_out_before: bool) -> None:
    window, field, label = QWidget(), QLineEdit(), QLabel("Rate:")
    qtbot.addWidget(window)
    row = QHBoxLayout()
    if not is_laid_out_before:
        set_buddy(label, field)
    for part in (label, field):
        row.addWidget(part)
    QVBoxLayout(window).addLayout(row)
    if is_laid_out_before:
        set_buddy(label, field)
    assert "QLabel" not in shiboken6.dump(field)
    assert field.parentWidget() is window
    assert label.buddy() is field
