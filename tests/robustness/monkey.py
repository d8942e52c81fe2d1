"""A person who does anything at all, by chance: every window, field, key and dialog."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)

from gdsim.app.desk import Desk
from gdsim.app.menus.action_table import ACTIONS
from gdsim.app.pages import PAGES
from tests.app.document.acting import actions_of, moves_of
from tests.robustness.counting import released
from tests.robustness.visitor import Visitor

MOST_ROWS = 20_000
"""Rows of a run after which another begins: what is slow by its size is tested elsewhere."""

PATIENCE = 3
"""Things done in a dialog before it is left."""

TEXTS = (
    "0.1 1/3 0,25 -2 1e-3 1e400 nan - 0 7 x^2+y^2 (w*x+b-y)^2 a^4+b^2 log(x) x/sign(0) x+ ; ä 1e5"
).split()

CLIPBOARDS = (
    "",
    "x y\n1 2\n2 4\n3 5",
    "t;w1;w2\n0;4;2\n1;3.2;0.4",
    "\0\xff not a table",
    "x,y,t\n" + "\n".join(f"{k},{k / 3},{k % 2}" for k in range(40)),
)

KEYS = (
    *[getattr(Qt.Key, f"Key_{name}") for name in "Left Right Home End PageUp PageDown".split()],
    *[getattr(Qt.Key, f"Key_{name}") for name in "Up Down Space Tab Backtab Return".split()],
    *[getattr(Qt.Key, f"Key_{name}") for name in "Escape Delete Backspace A 5 F8 F9".split()],
)

NOT_DONE = {"quit"}
"""Actions that would end it."""


class Monkey:
    """Does one thing after the other in a window; the same things for the same seed.

    Parameters
    ----------
    folder
        Where files lie that it opens, and where it writes.

    Attributes
    ----------
    done
        The last things that it did, to be told where something breaks.
    """

    def __init__(self, desk: Desk, seed: int, folder: Path) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.done: deque[str] = deque(maxlen=40)
        self._folder = folder
        self._patience = 0
        self._window: QWidget = desk.window
        self._may_close, desk.window.may_close = desk.window.may_close, lambda: False
        self._visitor = Visitor(desk, lambda _: self._do_in_dialog())
        self._kinds: tuple[tuple[float, Callable[[], None]], ...] = (
            (4, self._move),
            (3, self._change),
            (3, self._trigger),
            (3, self._press_key),
            (5, self._click),
            (2, self._type),
            (1, self._drag),
            (1, self._turn_wheel),
            (1, self._turn_page),
            (0.3, self._resize),
            (0.5, self._fill_clipboard),
        )

    def act(self) -> None:
        """Do one thing, and let the window answer."""
        kinds = [kind for _, kind in self._kinds]
        weights = [weight for weight, _ in self._kinds]
        if QApplication.activeModalWidget() is not None:
            self._do_in_dialog()
        else:
            self.chance.choices(kinds, weights)[0]()
        QApplication.processEvents()
        if self.desk.session.run.length > MOST_ROWS:
            self.desk.session.pause()
            self.desk.documents.new()

    def rest(self) -> None:
        """Leave every dialog and menu, stop what goes on, and let go what was thrown away."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.reject()
        self.desk.session.pause()
        self.desk.tools.close()
        released()

    def end(self) -> None:
        """Do nothing any more."""
        self._visitor.end()
        self.rest()
        self.desk.window.may_close = self._may_close

    # What it does.

    def _note(self, what: str) -> None:
        self.done.append(what)

    def _move(self) -> None:
        moves = moves_of(self.desk, self.chance)
        number = self.chance.randrange(len(moves))
        self._note(f"move {number}")
        moves[number]()

    def _change(self) -> None:
        changes = actions_of(self.desk, self.chance)
        number = self.chance.randrange(len(changes))
        self._note(f"change {number}")
        changes[number]()

    def _trigger(self) -> None:
        names = [spec.name for spec in ACTIONS if spec.is_action and spec.name not in NOT_DONE]
        name = self.chance.choice(names)
        self._note(f"trigger {name}")
        if self.desk.actions.is_enabled(name):
            self.desk.actions.trigger(name)

    def _turn_page(self) -> None:
        page = self.chance.choice(PAGES)
        self._note(f"page {page.key}")
        self.desk.window.pages.turn_to(page)

    def _resize(self) -> None:
        size = self.chance.randint(1024, 1900), self.chance.randint(640, 1100)
        self._note(f"resize {size}")
        self.desk.window.resize(*size)

    def _fill_clipboard(self) -> None:
        text = self.chance.choice(CLIPBOARDS)
        self._note(f"clipboard {text[:8]!r}")
        QApplication.clipboard().setText(text)

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
        there = [one for one in window.findChildren(kind) if _is_there(one)]
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
        self._note(f"click {_name(widget)}")
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
        self._note(f"drag {_name(widget)}")
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
        self._note(f"wheel {_name(widget)}")
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
        self._note(f"key {key.name} in {_name(focused) if focused else None}")
        self._send(key, modifier)

    def _send(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        # To the window, as a keyboard does: a widget may be gone before the key is let go.
        window = self._windows()[0].windowHandle()
        if window is not None and _is_there(window):
            QTest.keyClick(window, key, modifier)

    def _type(self) -> None:
        field = self._widget(QLineEdit)
        if not isinstance(field, QLineEdit) or field.isReadOnly():
            return
        text = self.chance.choice(TEXTS)
        self._note(f"type {text} into {_name(field)}")
        field.activateWindow()
        field.setFocus()
        field.selectAll()
        window = field.window().windowHandle()
        for character in text:
            QTest.keyClick(window, character)
        self._send(self.chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))

    # Dialogs and menus.

    def _do_in_dialog(self) -> None:
        """Do something in the menu or dialog that is open, and leave it after a while."""
        dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if dialog is None:
            self._patience = PATIENCE
            return
        self._patience -= 1
        said = dialog.text() if isinstance(dialog, QMessageBox) else ""
        self._note(f"in {_name(dialog)} {said}".rstrip())
        if isinstance(dialog, QMenu):
            self._choose_from(dialog)
        elif self._patience < 0:
            self._patience = PATIENCE
            dialog.reject() if isinstance(dialog, QDialog) else dialog.close()
        else:
            self.chance.choice([self._click, self._click, self._type, self._press_key])()

    def _choose_from(self, menu: QMenu) -> None:
        actions = [one for one in menu.actions() if one.isEnabled() and one.menu() is None]
        window = menu.windowHandle()
        if not actions or window is None or self.chance.random() < 0.3:
            menu.close()
            return
        chosen = self.chance.choice(actions)
        self._note(f"choose {chosen.text()}")
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(window, left, none, menu.actionGeometry(chosen).center())
        if _is_there(menu):
            menu.close()

    def choose_file(self, *_: object, **__: object) -> tuple[str, str]:
        """Stand for the dialogs of files: one of those that are there, a new one, or none."""
        there = sorted(path for path in self._folder.iterdir() if path.is_file())[:40]
        new = self._folder / f"new{self.chance.randrange(5)}{self.chance.choice(ENDINGS)}"
        path = self.chance.choice([*there, new, new])
        return ("" if self.chance.random() < 0.2 else str(path)), ""

    def stand_for_file_dialogs(self, patch: Callable[[object, str, object], None]) -> None:
        """Answer whatever asks for a file."""
        for name in ("getOpenFileName", "getSaveFileName"):
            patch(QFileDialog, name, self.choose_file)


ENDINGS = (".csv", ".xlsx", ".pdf", ".toml", ".gdsim", "", ".md", ".parquet")


def _in_window(widget: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
    """Return where in its window a point of a widget is: there the mouse is pressed."""
    top = widget.window()
    return top.windowHandle(), widget.mapTo(top, at)


def _is_there(one: QObject) -> bool:
    """Whether Python's name for what Qt made by itself is not stale, since Qt deleted it."""
    try:
        one.objectName()
    except RuntimeError:
        return False
    return True


def _name(widget: QWidget) -> str:
    told = widget.accessibleName() or widget.objectName()
    if not told and isinstance(widget, QAbstractButton):
        told = widget.text()
    return f"{type(widget).__name__} {told}".strip()
