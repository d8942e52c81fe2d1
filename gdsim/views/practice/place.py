"""The place where one practises: one of its screens at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gdsim.views.places.place import Place
from gdsim.views.practice.home import HomeScreen
from gdsim.views.practice.question_screen import QuestionScreen
from gdsim.views.style.theme import Theme


class PracticePlace(Place):
    """Holds the screens, and shows the one that it is told to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget()
        self.home, self.question = HomeScreen(), QuestionScreen()
        for screen in (self.home, self.question):
            self._stack.addWidget(screen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_home(self) -> None:
        """Show where practising begins."""
        self._stack.setCurrentWidget(self.home)
        self.home.first_focus().setFocus()

    def show_question(self) -> None:
        """Show the question."""
        self._stack.setCurrentWidget(self.question)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.home.set_theme(theme)
        self.question.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the one button of the screen where practising begins."""
        return self.home.first_focus()
