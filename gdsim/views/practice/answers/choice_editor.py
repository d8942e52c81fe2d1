"""Answers that are picked: one option, or all that hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.study.exam.fields import Field, Option
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.reading.block_widgets import formula, sentence
from gdsim.views.style.theme import FONT, SPACE, interface_font

SHORT, SHORT_COLUMNS = 14, 4
"""Letters up to which options stand side by side, and how many of them do."""


def _are_short(options: Sequence[Option]) -> bool:
    return all(one.text and not one.latex and len(one.text) <= SHORT for one in options)


class ChoiceEditor(Editor):
    """The options one below the other, short ones side by side.

    The key of an option picks it, and arrows move along them.
    """

    def __init__(self, field: Field) -> None:
        super().__init__(field, is_wide=True)
        self._is_single = field.type == "choice"
        self._group = QButtonGroup(self)
        self._group.setExclusive(self._is_single)
        self._buttons: dict[str, QAbstractButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.l)
        grid.setVerticalSpacing(SPACE.xs)
        columns = SHORT_COLUMNS if _are_short(field.options) else 1
        for place, option in enumerate(field.options):
            grid.addWidget(self._option(option), place // columns, place % columns)
        grid.setColumnStretch(columns, 1 if columns > 1 else 0)
        self._row.addLayout(grid, 1)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._locked = False
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        for button in self._buttons.values():
            button.setMinimumWidth(widest)

    def _option(self, option: Option) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        button = (QRadioButton if self._is_single else QCheckBox)(option.key)
        button.setFont(interface_font(FONT.reading))
        button.setAccessibleName(f"{option.key}: {option.text or option.latex}")
        button.clicked.connect(lambda _checked=False: self.edited.emit())
        self._group.addButton(button)
        self._buttons[option.key] = button
        words = _Words(button, option)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return line

    @property
    def text(self) -> str:
        """The keys of what is picked."""
        return ", ".join(key for key, button in self._buttons.items() if button.isChecked())

    def set_text(self, text: str) -> None:
        """Show an answer."""
        keys = {key.strip() for key in text.split(",")}
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key in keys)
        self._group.setExclusive(self._is_single)

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        self._locked = is_locked
        # Not disabled: what was picked is to be read as well as before.
        policy = Qt.FocusPolicy.NoFocus if is_locked else Qt.FocusPolicy.StrongFocus
        for button in self._buttons.values():
            button.setFocusPolicy(policy)
            button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, is_locked)

    def target(self) -> QWidget:
        """Return what is picked, or else the first option."""
        buttons = self._buttons.values()
        return next((one for one in buttons if one.isChecked()), next(iter(buttons)))

    def pick(self, key: str) -> None:
        """Pick an option as a person does who clicks on it."""
        self._buttons[key].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._buttons[key].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the option whose key is pressed, or the one of that number."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
            return
        typed = event.text().lower()
        keys = list(self._buttons)
        if typed.isdigit() and 0 < int(typed) <= len(keys) and typed not in keys:
            typed = keys[int(typed) - 1]
        if typed in self._buttons and not self._locked:
            self.pick(typed)
        else:
            super().keyPressEvent(event)


class _Words(QWidget):
    """The text of an option; a click on it picks the option."""

    def __init__(self, button: QAbstractButton, option: Option) -> None:
        super().__init__()
        self._button = button
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        if option.text:
            words = sentence(option.text)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column.addWidget(words)
        if option.latex:
            typeset = formula(option.latex)
            typeset.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.addWidget(typeset)

    def mouseReleaseEvent(self, event: object) -> None:
        if self._button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()
