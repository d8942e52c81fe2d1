"""A number to be predicted: a field, and the sign of its mark."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gdsim.engine.errors import InputError
from gdsim.i18n import tr
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.marks import Grade, Mark
from gdsim.study.practice.slip_texts import least_digits_text, reading_text
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme, number_font, set_variant

ANSWER_WIDTH = 104
SIGN_SIZE = 18

GRADE_LOOKS: dict[Grade, tuple[str, str]] = {
    Grade.RIGHT: ("right", "success"),
    Grade.FOLLOWS: ("right", "success"),
    Grade.CARRIED: ("carried", "warning"),
    Grade.TOO_FEW_DIGITS: ("warning", "warning"),
    Grade.WRONG: ("wrong", "danger"),
}
"""Icon of each grade, and the theme's colour for it."""


def grade_sign(grade: Grade, theme: Theme) -> QLabel:
    """Return a label with the sign of a grade."""
    label = QLabel()
    label.setFixedWidth(SIGN_SIZE + 2)
    show_grade(label, grade, theme)
    return label


def show_grade(label: QLabel, grade: Grade, theme: Theme) -> None:
    """Show the sign of a grade, told apart by its shape as well as its colour."""
    name, colour = GRADE_LOOKS[grade]
    label.setPixmap(
        icon(name, theme, SIGN_SIZE, getattr(theme, colour)).pixmap(QSize(SIGN_SIZE, SIGN_SIZE))
    )
    label.setToolTip(tr(grade.value))
    label.setAccessibleName(tr(grade.value))


class AnswerField(QWidget):
    """Takes an answer as text, and says how it is read where that is not plain to see.

    Signals
    -------
    entered()
        Enter was pressed.
    edited()
        The text is another one than was marked.
    """

    entered = Signal()
    edited = Signal()

    def __init__(self, field: Field, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.edit = QLineEdit()
        self.edit.setFont(number_font())
        self.edit.setFixedWidth(ANSWER_WIDTH)
        self.edit.setAccessibleName(name)
        self.edit.setToolTip(tr("Give {least}").format(least=least_digits_text()))
        if field.quantity != "new":
            self.edit.setPlaceholderText(tr("optional"))
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self._forget_mark)
        self.edit.textChanged.connect(lambda: self._show_reading(None))
        self._reading = QLabel()
        set_variant(self._reading, "role", "hint")
        self._reading.setWordWrap(True)
        self._reading.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE.xs)
        self._row.addWidget(self.edit)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._reading)
        self._sign: QLabel | None = None
        self.setFixedWidth(ANSWER_WIDTH + SPACE.xs + SIGN_SIZE + 2)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text().strip()

    @property
    def reading(self) -> str:
        """What is said of how the text is read; empty where it is plain to see."""
        return self._reading.text()

    def _forget_mark(self) -> None:
        self.show_mark(None, None)
        self.edited.emit()

    def _show_reading(self, mark: Mark | None) -> None:
        """Say how the text is read: in every way, until a mark depends on one of them."""
        try:
            answer = Answer.read(self.text, self.field.kind)
        except InputError:
            text = ""
        else:
            text = reading_text(answer, mark.told_reading if mark is not None else None)
        self._reading.setText(text)
        self._reading.setVisible(bool(text))

    def show_refusal(self) -> None:
        """Mark the text as no number."""
        set_variant(self.edit, "invalid", True)

    def show_mark(self, mark: Mark | None, theme: Theme | None) -> None:
        """Show the sign of a mark, or none."""
        set_variant(self.edit, "invalid", False)
        if self._sign is not None:
            self._row.removeWidget(self._sign)
            self._sign.hide()
            self._sign.deleteLater()
            self._sign = None
        if mark is not None and theme is not None:
            if not self.text:
                self.edit.setText(mark.answer.text)
            self._sign = grade_sign(mark.grade, theme)
            self._row.insertWidget(1, self._sign)
        self._show_reading(mark)
