"""A question as a sheet: the stem pinned, below it the answers, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.question import Question
from gdsim.study.working.blocks import Section
from gdsim.views.practice.question.answers import AnswerForm
from gdsim.views.practice.question.feedback import Feedback
from gdsim.views.practice.question.stem import StemView
from gdsim.views.reading.blocks import block_widget, sentence
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

STEM_SHARE = 0.5
"""The share of the height that the stem takes at most."""


class QuestionSheet(QWidget):
    """Shows a question and takes the answers to it.

    Signals
    -------
    edited()
        The person changed an answer.
    finished()
        Enter was pressed where nothing is left open.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._question: Question | None = None
        self._form: AnswerForm | None = None
        self._marked: MarkedQuestion | None = None
        self._below: list[QWidget] = []
        self._tells_right = False
        self.stem = StemView()
        line = QFrame()
        set_variant(line, "ruling", True)
        line.setFixedHeight(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(tr("Answers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(self.stem)
        column.addWidget(line)
        column.addWidget(self.area, 1)

    @property
    def form(self) -> AnswerForm:
        """What takes the answers; there is a question by then."""
        if self._form is None:
            raise RuntimeError("there is no question yet")
        return self._form

    def set_question(self, question: Question, given: Mapping[str, str]) -> None:
        """Ask a question.

        Parameters
        ----------
        given
            Answers that are shown and not asked, by the name of their field.
        """
        self._question, self._marked, self._below = question, None, []
        self.stem.set_stem(question.stem)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE.m, SPACE.l)
        self._column.setSpacing(SPACE.l)
        self._form = AnswerForm(question, given)
        self._form.edited.connect(self._forget_marks)
        self._form.edited.connect(self.edited)
        self._form.finished.connect(self.finished)
        self._column.addWidget(self._form)
        self._column.addStretch(1)
        self.area.setWidget(content)
        self.area.verticalScrollBar().setValue(0)
        self.set_theme(self._theme)

    def set_marked(self, marked: MarkedQuestion | None, tells_right: bool = False) -> None:
        """Say what the answers got, or nothing; `tells_right` tells the right ones, too."""
        self._clear_below()
        self._marked, self._tells_right = marked, tells_right
        self.form.show_marks(marked, self._theme)
        if marked is not None:
            self._add_below(Feedback(marked, self._theme, tells_right))

    def set_solution(self, sections: Sequence[Section], title: str = "") -> None:
        """Show a working below all else."""
        parts: list[QWidget] = [sentence(title or tr("Worked solution"), "title")]
        for section in sections:
            parts.append(sentence(section.title, "heading"))
            parts += map(block_widget, section.blocks)
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        for part in parts:
            column.addWidget(part)
        self._add_below(card)
        self.set_theme(self._theme)

    def _add_below(self, part: QWidget) -> None:
        self._below.append(part)
        self._column.insertWidget(self._column.count() - 1, part)
        # Once it has its place.
        QTimer.singleShot(0, part, lambda: self._bring_into_sight(part))

    def _bring_into_sight(self, part: QWidget) -> None:
        """Scroll so far that as much as possible of `part` is seen, its beginning first."""
        bar = self.area.verticalScrollBar()
        bottom = part.y() + part.height() + SPACE.l - self.area.viewport().height()
        bar.setValue(min(part.y(), max(bar.value(), bottom)))

    def _clear_below(self) -> None:
        for part in self._below:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._below = []

    def _forget_marks(self) -> None:
        """Take away what was said of answers that are being changed."""
        if self._marked is not None:
            self._marked = None
            self._clear_below()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        is_new = theme != self._theme
        self._theme = theme
        self.stem.set_theme(theme)
        for label in self.area.findChildren(FormulaLabel):
            label.set_theme(theme)
        if is_new and self._marked is not None:
            self.set_marked(self._marked, self._tells_right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stem.set_most(round(STEM_SHARE * self.height()))
