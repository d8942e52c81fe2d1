"""A person who does anything at all, by chance: every window, field, key and dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
)

from gdsim.app.desk import Desk
from gdsim.app.menus.action_table import ACTIONS
from gdsim.app.pages import PAGES
from tests.app.document.acting import actions_of, moves_of
from tests.robustness.counting import released
from tests.robustness.hands import Hands, is_there, name_of
from tests.robustness.visitor import Visitor

MOST_ROWS = 20_000
"""Rows of a run after which another begins: what is slow by its size is tested elsewhere."""

PATIENCE = 3
"""Things done in a dialog before it is left."""

CLIPBOARDS = (
    "",
    "x y\n1 2\n2 4\n3 5",
    "t;w1;w2\n0;4;2\n1;3.2;0.4",
    "\0\xff not a table",
    "x,y,t\n" + "\n".join(f"{k},{k / 3},{k % 2}" for k in range(40)),
)

ENDINGS = (".csv", ".xlsx", ".pdf", ".toml", ".gdsim", "", ".md", ".parquet")

NOT_DONE = {"quit"}
"""Actions that would end it."""


class Monkey(Hands):
    """Does one thing after the other in a window; the same things for the same seed.

    Parameters
    ----------
    folder
        Where files lie that it opens, and where it writes.
    """

    def __init__(self, desk: Desk, seed: int, folder: Path) -> None:
        super().__init__(desk, seed)
        self._folder = folder
        self._patience = 0
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

    # Dialogs and menus.

    def _do_in_dialog(self) -> None:
        """Do something in the menu or dialog that is open, and leave it after a while."""
        dialog = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if dialog is None:
            self._patience = PATIENCE
            return
        self._patience -= 1
        said = dialog.text() if isinstance(dialog, QMessageBox) else ""
        self._note(f"in {name_of(dialog)} {said}".rstrip())
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
        if is_there(menu):
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
