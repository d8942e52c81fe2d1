"""A question as a sheet: the stem pinned, below it the answers, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.question import Question
from gdsim.study.working.blocks import Section
from gdsim.views.fields.tab_stops import tab_stops
from gdsim.views.practice.question.answer_form import AnswerForm
from gdsim.views.practice.question.feedback import Feedback
from gdsim.views.practice.question.stem import StemView
from gdsim.views.reading.block_widgets import block_widget, sentence
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
    noted()
        The person wrote something beside an answer.
    finished()
        Enter was pressed where nothing is left open.
    """

    edited = Signal()
    noted = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._form: AnswerForm | None = None
        self._marked: MarkedQuestion | None = None
        self._sought: QWidget | None = None
        self._below: list[QWidget] = []
        self.stem = StemView()
        line = QFrame()
        set_variant(line, "ruling", True)
        line.setFixedHeight(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(tr("Answers"))
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_range: self._seek())
        self.area.verticalScrollBar().actionTriggered.connect(lambda _action: self._forget_sought())
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

    def set_question(
        self, question: Question, given: Mapping[str, str], tells_marks: bool = True
    ) -> None:
        """Ask a question.

        Parameters
        ----------
        given
            Answers that are shown and not asked, by the name of their field.
        tells_marks
            Whether the marks stand beside each field; not where the question is worth others.
        """
        self._marked, self._below, self._sought = None, [], None
        self.stem.set_stem(question.stem)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE.m, SPACE.l)
        self._column.setSpacing(SPACE.l)
        self._form = AnswerForm(question, given, tells_marks=tells_marks)
        self._form.edited.connect(self._forget_sought)
        self._form.edited.connect(self.edited)
        self._form.noted.connect(self.noted)
        self._form.finished.connect(self.finished)
        self._column.addWidget(self._form)
        self._column.addStretch(1)
        self.area.setWidget(content)
        self._lead_tab_through(content)
        self.area.verticalScrollBar().setValue(0)
        for label in self._form.findChildren(FormulaLabel):
            label.set_theme(self._theme)

    def _lead_tab_through(self, content: QWidget) -> None:
        """Let Tab reach the answers where they stand: they are made after what stands below."""
        for before, after in pairwise([self.area, *tab_stops(content)]):
            QWidget.setTabOrder(before, after)

    def set_marked(self, marked: MarkedQuestion | None, tells_right: bool = False) -> None:
        """Say what the answers got, or nothing; `tells_right` tells the right ones, too.

        It stays while the answers are mended, so that it can be read meanwhile.
        """
        self._clear_below()
        self._marked = marked
        self.form.show_marks(marked, self._theme)
        if marked is not None:
            self._add_below(Feedback(marked, self._theme, tells_right))

    def set_solution(
        self, sections: Sequence[Section], title: str = "", is_sought: bool = True
    ) -> None:
        """Show a working below all else, scrolled to unless `is_sought` is False."""
        working = _working(sections, title or tr("Worked solution"), self._theme)
        self._add_below(working, is_sought)

    def _add_below(self, part: QWidget, is_sought: bool = True) -> None:
        self._below.append(part)
        self._column.insertWidget(self._column.count() - 1, part)
        if is_sought:
            self._sought = part
            # Once it has its place.
            QTimer.singleShot(0, part, self._seek)

    def focus_wrong(self) -> None:
        """Go to the first answer that is not right yet."""
        self.form.focus_first(self._marked)

    def _seek(self) -> None:
        """Scroll so far that as much as possible of what came last is seen, its beginning first.

        Again whenever there is more to scroll: formulas get their height later.
        """
        part, bar = self._sought, self.area.verticalScrollBar()
        if part is None:
            return
        bottom = part.y() + part.height() + SPACE.l - self.area.viewport().height()
        bar.setValue(min(part.y(), max(bar.value(), bottom)))

    def _forget_sought(self) -> None:
        self._sought = None

    def _clear_below(self) -> None:
        self._sought = None
        for part in self._below:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._below = []

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        if theme == self._theme:
            return
        self._theme = theme
        self.stem.set_theme(theme)
        if self._form is None:
            return
        # What is there stays, so that the keyboard stays where it is, too.
        for label in self.area.findChildren(FormulaLabel):
            label.set_theme(theme)
        if self._marked is not None:
            self._form.show_marks(self._marked, theme)
        for part in self._below:
            if isinstance(part, Feedback):
                part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stem.set_most(round(STEM_SHARE * self.height()))


def _working(sections: Sequence[Section], title: str, theme: Theme) -> QWidget:
    parts: list[QWidget] = [sentence(title, "title")]
    for section in sections:
        parts.append(sentence(section.title, "heading"))
        parts += map(block_widget, section.blocks)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.s)
    for part in parts:
        column.addWidget(part)
    for label in whole.findChildren(FormulaLabel):
        label.set_theme(theme)
    return whole
