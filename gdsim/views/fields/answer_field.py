"""A number to be predicted: a field, and the sign of its mark."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gdsim.engine.errors import InputError
from gdsim.i18n import tr
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.slip_texts import least_digits_text, reading_text
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import SPACE, Theme, number_font

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
    """Takes an answer as text, and tells how it is read where that is not plain to see.

    Signals
    -------
    entered()
        Enter was pressed.
    edited()
        The text is another one than was marked.
    readingChanged(str)
        How the text is read; empty where that is plain.
    """

    entered = Signal()
    edited = Signal()
    readingChanged = Signal(str)

    def __init__(self, field: Field, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.edit = TypedField(name, "", self._read, keeps_focus=True)
        self.edit.setFont(number_font())
        self.edit.setFixedWidth(ANSWER_WIDTH)
        self.edit.setToolTip(tr("Give {least}").format(least=least_digits_text()))
        if field.quantity != "new":
            self.edit.setPlaceholderText(tr("optional"))
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self._forget_mark)
        self.edit.textChanged.connect(lambda: self._show_reading(None))
        self._reading = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.xs)
        self._row.addWidget(self.edit)
        self._row.addStretch(1)
        self._sign: QLabel | None = None
        self._mark: Mark | None = None
        self.setFixedWidth(ANSWER_WIDTH + SPACE.xs + SIGN_SIZE + 2)

    def _read(self, text: str) -> str:
        """Return an answer as it was typed, or raise InputError where it is none."""
        if text.strip():
            Answer.read(text, self.field.kind)
        return text

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text().strip()

    @property
    def reading(self) -> str:
        """What is said of how the text is read; empty where it is plain to see."""
        return self._reading

    @property
    def is_wrong(self) -> bool:
        """Whether the answer is marked, and not as right."""
        return self._mark is not None and not self._mark.counts_as_right

    def _forget_mark(self) -> None:
        self.show_mark(None, None)
        self.edited.emit()

    def _show_reading(self, mark: Mark | None) -> None:
        """Say how the text is read: in every way, until a mark depends on one of them."""
        try:
            answer = Answer.read(self.text, self.field.kind)
        except InputError:
            self._reading = ""
        else:
            self._reading = reading_text(answer, mark.told_reading if mark is not None else None)
        self.readingChanged.emit(self._reading)

    def show_right(self, text: str) -> None:
        """Show the right number, which is not to be changed."""
        self.show_mark(None, None)
        self.edit.set_value(text)
        self.edit.restore()
        self.edit.setReadOnly(True)

    def show_mark(self, mark: Mark | None, theme: Theme | None) -> None:
        """Show the sign of a mark, or none."""
        self.edit.setReadOnly(False)
        self._mark = mark
        if self._sign is not None:
            self._row.removeWidget(self._sign)
            self._sign.hide()
            self._sign.deleteLater()
            self._sign = None
        if mark is not None and theme is not None:
            if not self.text:
                self.edit.set_value(mark.answer.text)
            self._sign = grade_sign(mark.grade, theme)
            self._row.insertWidget(1, self._sign)
        self._show_reading(mark)
