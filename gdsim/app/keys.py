"""Keys that stay with the focused widget although the window has a shortcut for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}

_KEPT: tuple[tuple[type[QWidget], set[Qt.Key]], ...] = (
    (QAbstractButton, {Qt.Key.Key_Space}),
    (QAbstractSlider, _ARROWS),
    (QComboBox, _ENDS | _PAGES | {Qt.Key.Key_Space}),
    (QTabBar, _ARROWS),
    (QAbstractItemView, _PAGES),
    (QAbstractSpinBox, _ARROWS | {Qt.Key.Key_Space}),
    (QLineEdit, _ARROWS | {Qt.Key.Key_Space, Qt.Key.Key_Escape}),
)


def focus_keeps(event: QKeyEvent) -> bool:
    """Return whether the focused widget has a use of its own for a key with a shortcut.

    Space on a focused button presses it, arrows move a focused slider, and so on. Qt asks with a
    `ShortcutOverride` event, from the focused widget up to its window; accepting it leaves the key
    to the widget.
    """
    focused = QApplication.focusWidget()
    return any(isinstance(focused, kind) and event.key() in keys for kind, keys in _KEPT)
