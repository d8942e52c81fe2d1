"""Answers that are picked: one option, or all that hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.study.exam.fields import Field, Option
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.reading.blocks import formula, sentence
from gdsim.views.style.theme import FONT, SPACE, interface_font


class ChoiceEditor(Editor):
    """The options one below the other; the key of an option picks it, arrows move along them."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, is_wide=True)
        self._is_single = field.type == "choice"
        self._group = QButtonGroup(self)
        self._group.setExclusive(self._is_single)
        self._buttons: dict[str, QAbstractButton] = {}
        column = QVBoxLayout()
        column.setSpacing(SPACE.xs)
        for option in field.options:
            column.addWidget(self._option(option))
        self._row.addLayout(column, 1)
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
