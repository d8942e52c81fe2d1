"""What every widget that takes an answer can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdsim.study.exam.fields import Field
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.views.fields.answer_field import SIGN_SIZE, show_grade
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import SPACE, Theme


class Editor(QWidget):
    """Takes the answer to a field as the text that is marked.

    Parameters
    ----------
    is_wide
        Whether it stands below its label, over the whole width.

    Signals
    -------
    edited()
        The person changed the answer.
    entered()
        Enter was pressed.
    noted()
        The person wrote something beside the answer.
    """

    edited = Signal()
    entered = Signal()
    noted = Signal()

    def __init__(self, field: Field, *, is_wide: bool = False) -> None:
        super().__init__()
        self.field, self.is_wide = field, is_wide
        self._told = sentence("", "error")
        self._told.hide()
        # It has its room before there is a mark, so that nothing moves when one comes.
        self._sign = QLabel()
        self._sign.setFixedSize(SIGN_SIZE + 2, SIGN_SIZE + 2)
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE.s)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(self._row)
        column.addWidget(self._told)
        self.edited.connect(lambda: self.show_mark(None, None))

    @property
    def text(self) -> str:
        """The answer."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show an answer; nothing is said of a change."""
        raise NotImplementedError

    @property
    def note(self) -> str:
        """What is written beside the answer; it is kept and not marked."""
        return ""

    def set_note(self, note: str) -> None:
        """Show what was written beside the answer."""

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """Return what takes the keyboard."""
        raise NotImplementedError

    @property
    def refusal(self) -> str:
        """What is said to be wrong with how the answer is written; empty where nothing is."""
        return self._told.text()

    def show_refusal(self, text: str) -> None:
        """Say why the answer cannot be read."""
        self.show_mark(None, None)
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def show_mark(self, mark: FieldMark | None, theme: Theme | None) -> None:
        """Show the sign of a mark, or none."""
        self._told.hide()
        self._told.setText("")
        if mark is None or theme is None:
            self._sign.clear()
            self._sign.setAccessibleName("")
            self._sign.setToolTip("")
        else:
            show_grade(self._sign, mark.grade, theme)
