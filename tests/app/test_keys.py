"""Keys of the window that the focused widget keeps for itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gdsim.app.keys import focus_keeps

KEYS = {
    "Space": Qt.Key.Key_Space,
    "Left": Qt.Key.Key_Left,
    "Home": Qt.Key.Key_Home,
    "PgDown": Qt.Key.Key_PageDown,
    "Escape": Qt.Key.Key_Escape,
    "F1": Qt.Key.Key_F1,
}


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (QPushButton, "Space"),
        (QSlider, "Left Home"),
        (QComboBox, "Space Home PgDown"),
        (QTabBar, "Left Home"),
        (QListWidget, "PgDown"),
        (QSpinBox, "Space Left Home"),
        (QLineEdit, "Space Left Home Escape"),
        (QLabel, ""),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_widget_keeps_the_keys_it_has_a_use_for(
    qtbot: QtBot, kind: type[QWidget], kept: str
) -> None:
    widget = kind()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    pressed = {
        name: QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        for name, key in KEYS.items()
    }
    assert [name for name, event in pressed.items() if focus_keeps(event)] == sorted(
        kept.split(), key=list(KEYS).index
    )
