"""Keys that belong to the focused widget: kept from the window's shortcuts, or given to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
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


class _FocusFilter(QObject):
    """An event filter on what has the focus alone: every event of the program would be too many."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def concerns(self, widget: QWidget) -> bool:
        """Return whether a widget is listened to while it has the focus."""
        raise NotImplementedError

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        if focused is not None and self.concerns(focused):
            self._watched = focused
            focused.installEventFilter(self)


class EnterPresses(_FocusFilter):
    """Lets Enter press the button that has the focus, as in a dialog, in every system.

    Qt leaves that to the desktop, and a key that a button has no use for goes to what holds it: a
    question would take Enter on *Worked solution* for *Next*. Choices in a row keep Qt's way:
    Enter on what is chosen already does what the screen does next.
    """

    def concerns(self, widget: QWidget) -> bool:
        """Return whether it is a button that is pressed once."""
        return isinstance(widget, (QPushButton, QToolButton)) and not widget.isCheckable()

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


class UndoPasses(_FocusFilter):
    """Leaves Undo and Redo to the window where the field that has the focus has none of its own.

    Qt's fields take these keys for what is typed in them, and do nothing where nothing was.
    """

    def concerns(self, widget: QWidget) -> bool:
        """Return whether it is a field to type in."""
        return isinstance(widget, (QLineEdit, QPlainTextEdit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep such a key from a field that has no use for it."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return False
        field = watched.document() if isinstance(watched, QPlainTextEdit) else watched
        if not isinstance(field, (QLineEdit, QTextDocument)):
            return False
        keys = QKeySequence.StandardKey
        is_idle = (event.matches(keys.Undo) and not field.isUndoAvailable()) or (
            event.matches(keys.Redo) and not field.isRedoAvailable()
        )
        if is_idle:
            event.ignore()
        return is_idle
