"""What is said of the answers: the marks, and a line for each with what was got and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.marking.sentences import mark_line, marks_text, right_sentence
from gdsim.study.practice.marking.grades import Grade
from gdsim.views.fields.answer_field import grade_sign, show_grade
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import SPACE, Theme, set_variant


class Feedback(QFrame):
    """A card with the marks of one try.

    Parameters
    ----------
    tells_right
        Whether the right answers are told, too.
    """

    def __init__(
        self,
        marked: MarkedQuestion,
        theme: Theme,
        tells_right: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_variant(self, "card", True)
        self._signs: list[tuple[QLabel, Grade]] = []
        head = sentence(self._head(marked), "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        column.setSpacing(SPACE.s)
        column.addWidget(head)
        column.addLayout(self._lines(marked, theme, tells_right))
        self.setAccessibleName(head.text())

    def _head(self, marked: MarkedQuestion) -> str:
        if marked.needs_digits:
            return tr("More digits are needed; this costs no try.")
        marks = marks_text(marked.got, marked.question.marks)
        return tr("Right: {marks}.").format(marks=marks) if marked.is_right else f"{marks}."

    def _lines(self, marked: MarkedQuestion, theme: Theme, tells_right: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.s)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(1, 1)
        for row, mark in enumerate(marked.marks):
            text = mark_line(mark)
            if tells_right and not mark.counts_as_right:
                text = f"{text} {right_sentence(mark.field)}"
            sign = grade_sign(mark.grade, theme)
            self._signs.append((sign, mark.grade))
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(sentence(text), row, 1)
        return grid

    def set_theme(self, theme: Theme) -> None:
        """Draw the signs in the colours of `theme`."""
        for sign, grade in self._signs:
            show_grade(sign, grade, theme)
