"""Hands on the mouse and the keyboard: clicks, drags, keys and texts, by chance."""

from __future__ import annotations

import random
from collections import deque

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from gdsim.app.desk import Desk

TEXTS = (
    "0.1 1/3 0,25 -2 1e-3 1e400 nan - 0 7 x^2+y^2 (w*x+b-y)^2 a^4+b^2 log(x) x/sign(0) x+ ; ä 1e5"
).split()

KEYS = (
    *[getattr(Qt.Key, f"Key_{name}") for name in "Left Right Home End PageUp PageDown".split()],
    *[getattr(Qt.Key, f"Key_{name}") for name in "Up Down Space Tab Backtab Return".split()],
    *[getattr(Qt.Key, f"Key_{name}") for name in "Escape Delete Backspace A 5 F8 F9".split()],
)


class Hands:
    """Does something with the mouse or the keyboard; the same things for the same seed.

    Attributes
    ----------
    done
        The last things that were done, to be told where something breaks.
    """

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.done: deque[str] = deque(maxlen=40)
        self._window: QWidget = desk.window

    def _note(self, what: str) -> None:
        self.done.append(what)

    def _windows(self) -> list[QWidget]:
        modal = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if modal is not None:
            return [modal]
        tools = self.desk.tools
        windows = (self.desk.window, tools.sweep, tools.start_map, tools.methods)
        shown = [one for one in windows if one is not None and one.isVisible()]
        return [*shown, self.desk.window]

    def _widget(self, kind: type[QWidget] = QWidget) -> QWidget | None:
        """Return a widget of this kind that is seen."""
        # Held, for with Python's name of it those of what it holds would go.
        self._window = window = self.chance.choice(self._windows())
        there = [one for one in window.findChildren(kind) if is_there(one)]
        seen = [one for one in there if not one.visibleRegion().isEmpty() and one.isEnabled()]
        return self.chance.choice(seen) if seen else None

    def _point_in(self, widget: QWidget) -> QPoint:
        """Return a point of a widget where it is seen."""
        seen = widget.visibleRegion().boundingRect()
        x = seen.x() + self.chance.randrange(seen.width())
        return QPoint(x, seen.y() + self.chance.randrange(seen.height()))

    def _click(self) -> None:
        kind = self.chance.choice([QWidget, QAbstractButton, QComboBox])
        widget = self._widget(kind)
        if widget is None:
            return
        self._note(f"click {name_of(widget)}")
        is_left = self.chance.random() < 0.9
        button = Qt.MouseButton.LeftButton if is_left else Qt.MouseButton.RightButton
        at = self._point_in(widget)
        if kind is QAbstractButton:
            at = widget.visibleRegion().boundingRect().center()
        click = QTest.mouseDClick if self.chance.random() < 0.05 else QTest.mouseClick
        window, place = _in_window(widget, at)
        click(window, button, Qt.KeyboardModifier.NoModifier, place)

    def _drag(self) -> None:
        widget = self._widget()
        if widget is None:
            return
        self._note(f"drag {name_of(widget)}")
        places = [_in_window(widget, self._point_in(widget)) for _ in range(3)]
        window, alive = places[0][0], [True]
        window.destroyed.connect(alive.clear)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(window, left, none, places[0][1])
        for _, place in places[1:]:
            if alive:
                QTest.mouseMove(window, place)
        if alive:
            QTest.mouseRelease(window, left, none, places[-1][1])

    def _turn_wheel(self) -> None:
        widget = self._widget()
        if widget is None:
            return
        self._note(f"wheel {name_of(widget)}")
        at = QPointF(self._point_in(widget))
        turned = QWheelEvent(
            at,
            QPointF(widget.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, self.chance.choice([-240, -120, 120, 240])),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, turned)

    def _press_key(self) -> None:
        key = self.chance.choice(KEYS)
        modifier = self.chance.choice(
            [Qt.KeyboardModifier.NoModifier] * 4 + [Qt.KeyboardModifier.ShiftModifier]
        )
        focused = QApplication.focusWidget()
        self._note(f"key {key.name} in {name_of(focused) if focused else None}")
        self._send(key, modifier)

    def _send(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        # To the window, as a keyboard does: a widget may be gone before the key is let go.
        window = self._windows()[0].windowHandle()
        if window is not None and is_there(window):
            QTest.keyClick(window, key, modifier)

    def _type(self) -> None:
        field = self._widget(QLineEdit)
        if not isinstance(field, QLineEdit) or field.isReadOnly():
            return
        text = self.chance.choice(TEXTS)
        self._note(f"type {text} into {name_of(field)}")
        field.activateWindow()
        field.setFocus()
        field.selectAll()
        window = field.window().windowHandle()
        for character in text:
            QTest.keyClick(window, character)
        self._send(self.chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))


def _in_window(widget: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
    """Return where in its window a point of a widget is: there the mouse is pressed."""
    top = widget.window()
    return top.windowHandle(), widget.mapTo(top, at)


def is_there(one: QObject) -> bool:
    """Whether Python's name for what Qt made by itself is not stale, since Qt deleted it."""
    try:
        one.objectName()
    except RuntimeError:
        return False
    return True


def name_of(widget: QWidget) -> str:
    told = widget.accessibleName() or widget.objectName()
    if not told and isinstance(widget, QAbstractButton):
        told = widget.text()
    return f"{type(widget).__name__} {told}".strip()
