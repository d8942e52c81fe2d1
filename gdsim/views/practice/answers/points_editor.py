"""Explanations: written down first, then held against the points that they should have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.fields import Field
from gdsim.views.practice.answers.choice_editor import ChoiceEditor
from gdsim.views.practice.answers.editor import Editor
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import FONT, SPACE, interface_font

WRITING_HEIGHT = 92


class PointsEditor(Editor):
    """Room to write, and then the points to tick off; only these are marked."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, is_wide=True)
        self.writing = QPlainTextEdit()
        # A file is the window's: its name is no answer.
        self.writing.setAcceptDrops(False)
        self.writing.setAccessibleName(field.label)
        self.writing.setPlaceholderText(tr("Write your explanation here"))
        self.writing.setFont(interface_font(FONT.reading))
        self.writing.setFixedHeight(WRITING_HEIGHT)
        self.writing.setTabChangesFocus(True)
        self.writing.textChanged.connect(self.noted)
        self.compare = QPushButton(tr("Hol&d it against the points"))
        self.compare.clicked.connect(self._show_points)
        self._hint = sentence(tr("Tick what you have said:"), "hint")
        self.points = ChoiceEditor(field)
        self.points.edited.connect(self.edited)
        self.points.entered.connect(self.entered)
        column = QVBoxLayout()
        column.setSpacing(SPACE.s)
        column.addWidget(self.writing)
        column.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._hint)
        column.addWidget(self.points)
        self._row.addLayout(column, 1)
        self._sign.hide()
        self._hint.hide()
        self.points.hide()

    def _show_points(self) -> None:
        self._hint.show()
        self.points.show()
        self.compare.hide()
        self.points.target().setFocus()

    @property
    def text(self) -> str:
        """The keys of the points that were ticked."""
        return self.points.text

    def set_text(self, text: str) -> None:
        """Show an answer."""
        self.points.set_text(text)
        if text:
            self._show_points()

    @property
    def note(self) -> str:
        """What is written."""
        return self.writing.toPlainText()

    def set_note(self, note: str) -> None:
        """Show what was written."""
        self.writing.setPlainText(note)

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer not be changed, or again."""
        self.writing.setReadOnly(is_locked)
        self.points.set_locked(is_locked)
        # Where nothing was written there is nothing to read.
        self.writing.setVisible(not is_locked or bool(self.note))
        self._hint.setHidden(is_locked or self.points.isHidden())

    def target(self) -> QWidget:
        """Return where one writes, or the points once they are there."""
        return self.points.target() if self.points.isVisible() else self.writing
