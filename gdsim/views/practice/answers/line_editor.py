"""Answers typed on a line: numbers and formulas."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gdsim.engine.errors import InputError
from gdsim.i18n import tr
from gdsim.study.exam.fields import Field
from gdsim.study.exam.forms.text import how
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.exam.marking.numbers import kind_of
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.slip_texts import reading_text
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.style.theme import FONT, Theme, number_font, set_variant

NUMBER_WIDTH, FORMULA_WIDTH = 148, 320


class LineEditor(Editor):
    """A line for a number or a formula; says how a number is read where that is not plain."""

    def __init__(self, field: Field, width: int | None = None) -> None:
        super().__init__(field)
        self.edit = QLineEdit()
        # A file is the window's: its name is no answer.
        self.edit.setAcceptDrops(False)
        self.edit.setFont(number_font(FONT.reading))
        self.edit.setFixedWidth(width or (NUMBER_WIDTH if field.is_number else FORMULA_WIDTH))
        self.edit.setAccessibleName(field.label)
        self.edit.setAccessibleDescription(how(field))
        self.edit.setToolTip(how(field))
        self._unit = QLabel(tr("%") if field.type == "percent" else "")
        self._reading = QLabel()
        set_variant(self._reading, "role", "hint")
        self._row.addWidget(self.edit)
        self._row.addWidget(self._unit)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._reading)
        self._row.addStretch(1)
        self._unit.setVisible(field.type == "percent")
        self.edit.textEdited.connect(lambda _text: self.edited.emit())
        self.edit.textChanged.connect(lambda _text: self._show_reading())

    @property
    def text(self) -> str:
        """The answer."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Show an answer."""
        self.edit.setText(text)
        # Of a long number the beginning is seen.
        self.edit.setCursorPosition(0)

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        self.edit.setReadOnly(is_locked)
        set_variant(self.edit, "locked", is_locked)

    def target(self) -> QWidget:
        """Return the line."""
        return self.edit

    def show_refusal(self, text: str) -> None:
        """Say why the answer cannot be read."""
        super().show_refusal(text)
        set_variant(self.edit, "invalid", bool(text))

    def show_mark(self, mark: FieldMark | None, theme: Theme | None) -> None:
        """Show the sign of a mark, or none."""
        set_variant(self.edit, "invalid", False)
        super().show_mark(mark, theme)
        if mark is not None:
            self._reading.setText(mark.reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, which ends here: the screen would do the next thing with it, too."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _show_reading(self) -> None:
        self._reading.setText(self._read() if self.field.is_number else "")

    def _read(self) -> str:
        try:
            return reading_text(Answer.read(self.text, kind_of(self.field)))
        except InputError:
            return ""
