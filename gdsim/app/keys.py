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

from gdsim.views.fields.segmented import Segmented

_SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_ARROWS = _SIDEWAYS | _ENDS
_PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}

_KEPT: tuple[tuple[type[QWidget], set[Qt.Key]], ...] = (
    (QAbstractButton, {Qt.Key.Key_Space}),
    (QAbstractSlider, _ARROWS | _PAGES),
    # It has no use for the arrows to the sides: they step though it was chosen from last.
    (QComboBox, _ENDS | _PAGES | {Qt.Key.Key_Space}),
    (QTabBar, _SIDEWAYS),
    (Segmented, _SIDEWAYS),
    (QAbstractItemView, _PAGES),
    (QAbstractSpinBox, _ARROWS | _PAGES | {Qt.Key.Key_Space}),
    (QLineEdit, _ARROWS | {Qt.Key.Key_Space, Qt.Key.Key_Escape}),
)


def focus_keeps(event: QKeyEvent) -> bool:
    """Return whether the focused widget has a use of its own for a key with a shortcut.

    Space on a focused button presses it, arrows move a focused slider, and so on. Qt asks with a
    `ShortcutOverride` event, from the focused widget up to its window; accepting it leaves the key
    to the widget.
    """
    focused = QApplication.focusWidget()
    # A segmented choice has the focus in one of its buttons, and moves it from there.
    whole = focused.parentWidget() if focused is not None else None
    holders = (focused, whole) if isinstance(whole, Segmented) else (focused,)
    return any(
        isinstance(holder, kind) and event.key() in keys
        for kind, keys in _KEPT
        for holder in holders
    )
