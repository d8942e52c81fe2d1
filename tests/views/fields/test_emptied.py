"""What goes from a layout asks for nothing more."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gdsim.views.fields.emptied import empty
from gdsim.views.fields.number_field import NumberField


def test_a_field_that_goes_while_something_is_typed_commits_nothing(qtbot: QtBot) -> None:
    window, box, field = QWidget(), QWidget(), NumberField("rate")
    qtbot.addWidget(window)
    inner = QHBoxLayout(box)
    inner.addWidget(field)
    whole, layout = QVBoxLayout(window), QVBoxLayout()
    whole.addLayout(layout)
    # What gets the focus then.
    whole.addWidget(QLineEdit())
    layout.addWidget(box)
    committed: list[object] = []
    field.valueCommitted.connect(committed.append)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0.7")
    empty(layout)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert committed == []
    assert layout.count() == 0
    assert window.findChildren(NumberField) == []
