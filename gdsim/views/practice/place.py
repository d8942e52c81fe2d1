"""The place where one practises: one of its screens at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gdsim.views.places.place import Place
from gdsim.views.practice.home import HomeScreen
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.views.practice.exam_screen import ExamScreen
    from gdsim.views.practice.progress.screen import ProgressScreen
    from gdsim.views.practice.question_screen import QuestionScreen
    from gdsim.views.practice.review_screen import ReviewScreen


class PracticePlace(Place):
    """Holds the screens, and shows the one that it is told to.

    All but the first are built when they are first asked for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._stack = QStackedWidget()
        self._question: QuestionScreen | None = None
        self._exam: ExamScreen | None = None
        self._review: ReviewScreen | None = None
        self._look: QuestionScreen | None = None
        self._progress: ProgressScreen | None = None
        self.home = HomeScreen()
        self._stack.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_home(self) -> None:
        """Show where practising begins."""
        self._stack.setCurrentWidget(self.home)
        self.home.first_focus().setFocus()

    @property
    def question(self) -> QuestionScreen:
        """The screen of a session's questions."""
        if self._question is None:
            from gdsim.views.practice.question_screen import QuestionScreen

            self._question = QuestionScreen()
            self._question.set_theme(self._theme)
            self._stack.addWidget(self._question)
        return self._question

    @property
    def exam(self) -> ExamScreen:
        """The screen of a mock exam."""
        if self._exam is None:
            from gdsim.views.practice.exam_screen import ExamScreen

            self._exam = ExamScreen()
            self._exam.set_theme(self._theme)
            self._stack.addWidget(self._exam)
        return self._exam

    @property
    def review(self) -> ReviewScreen:
        """The screen of what came of an exam."""
        if self._review is None:
            from gdsim.views.practice.review_screen import ReviewScreen

            self._review = ReviewScreen()
            self._stack.addWidget(self._review)
        return self._review

    @property
    def look(self) -> QuestionScreen:
        """The screen of a question that is looked at again."""
        if self._look is None:
            from gdsim.views.practice.question_screen import QuestionScreen

            self._look = QuestionScreen()
            self._look.set_theme(self._theme)
            self._stack.addWidget(self._look)
        return self._look

    @property
    def progress(self) -> ProgressScreen:
        """The screen of progress."""
        if self._progress is None:
            from gdsim.views.practice.progress.screen import ProgressScreen

            self._progress = ProgressScreen()
            self._progress.set_theme(self._theme)
            self._stack.addWidget(self._progress)
        return self._progress

    def show_screen(self, screen: QWidget) -> None:
        """Show one of the screens."""
        self._stack.setCurrentWidget(screen)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for screen in (self.home, self._question, self._exam, self._look, self._progress):
            if screen is not None:
                screen.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the one button of the screen where practising begins."""
        return self.home.first_focus()
