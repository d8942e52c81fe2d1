"""Keys that stay with the focused widget although the window has a shortcut for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}

_KEPT: tuple[tuple[type[QWidget], set[Qt.Key]], ...] = (
    (QAbstractButton, {Qt.Key.Key_Space}),
    (QAbstractSlider, _ARROWS),
    (QComboBox, _ARROWS | {Qt.Key.Key_Space}),
    (QAbstractSpinBox, _ARROWS | {Qt.Key.Key_Space}),
    (QLineEdit, _ARROWS | {Qt.Key.Key_Space, Qt.Key.Key_Escape}),
)


class FocusKeys(QObject):
    """Event filter: Space on a focused button presses it, arrows move a focused slider, and so on.

    Qt asks with a `ShortcutOverride` event before it runs a shortcut; accepting it leaves the key
    to the widget.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept the override where the focused widget has a use of its own for the key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focused = QApplication.focusWidget()
            for kind, keys in _KEPT:
                if isinstance(focused, kind) and event.key() in keys:
                    event.accept()
                    return True
        return super().eventFilter(watched, event)
