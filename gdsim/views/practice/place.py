"""The place where one practises: one of its screens at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gdsim.views.places.place import Place
from gdsim.views.practice.exam_screen import ExamScreen
from gdsim.views.practice.home import HomeScreen
from gdsim.views.practice.question_screen import QuestionScreen
from gdsim.views.practice.review_screen import ReviewScreen
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.views.practice.progress.screen import ProgressScreen


class PracticePlace(Place):
    """Holds the screens, and shows the one that it is told to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._stack = QStackedWidget()
        self._progress: ProgressScreen | None = None
        self.home, self.question = HomeScreen(), QuestionScreen()
        self.exam, self.review, self.look = ExamScreen(), ReviewScreen(), QuestionScreen()
        for screen in (self.home, self.question, self.exam, self.review, self.look):
            self._stack.addWidget(screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_home(self) -> None:
        """Show where practising begins."""
        self._stack.setCurrentWidget(self.home)
        self.home.first_focus().setFocus()

    @property
    def progress(self) -> ProgressScreen:
        """The screen of progress, built when it is first asked for: its plots take a while."""
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
        for screen in (self.home, self.question, self.exam, self.look):
            screen.set_theme(theme)
        if self._progress is not None:
            self._progress.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the one button of the screen where practising begins."""
        return self.home.first_focus()
