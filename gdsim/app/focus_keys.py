"""Keys that belong to the focused widget: kept from the window's shortcuts, or given to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from gdsim.views.fields.segmented import Segmented

_SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_ARROWS = _SIDEWAYS | _ENDS
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = Qt.KeyboardModifier.NoModifier
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


class EnterPresses(QObject):
    """Lets Enter press the button that has the focus, as in a dialog, in every system.

    Qt leaves that to the desktop, and a key that a button has no use for goes to what holds it: a
    question would take Enter on *Worked solution* for *Next*. Choices in a row keep Qt's way:
    Enter on what is chosen already does what the screen does next.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._button: QPushButton | QToolButton | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        # Only what has the focus is listened to: every event of the program would be too many.
        if self._button is not None and isValid(self._button):
            self._button.removeEventFilter(self)
        self._button = None
        if isinstance(focused, (QPushButton, QToolButton)) and not focused.isCheckable():
            self._button = focused
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button with Enter."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        is_plain = event.modifiers() in (_PLAIN, _PLAIN | Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in _ENTER or not is_plain or not isinstance(watched, QAbstractButton):
            return False
        if not event.isAutoRepeat():
            watched.click()
        return True
