"""Labels of the fields in a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.style.form_label import form_label


@pytest.mark.parametrize("height", [24, 30, 36])
def test_label_stands_in_the_middle_of_its_field(qtbot: QtBot, height: int) -> None:
    window, field, label = QWidget(), QLineEdit(), form_label("Rate:")
    qtbot.addWidget(window)
    field.setFixedHeight(height)
    QFormLayout(window).addRow(label, field)
    window.show()
    middle = label.mapTo(window, QPoint(0, label.contentsRect().center().y())).y()
    assert abs(middle - field.geometry().center().y()) <= 1
