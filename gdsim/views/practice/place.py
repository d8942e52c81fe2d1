"""The place where one practises: one of its screens at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gdsim.views.places.place import Place
from gdsim.views.practice.home import HomeScreen
from gdsim.views.style.theme import LIGHT, Theme

if TYPE_CHECKING:
    from gdsim.views.practice.exam_screen import ExamScreen
    from gdsim.views.practice.progress.screen import ProgressScreen
    from gdsim.views.practice.question_screen import QuestionScreen
    from gdsim.views.practice.review_screen import ReviewScreen

    HasTheme = HomeScreen | QuestionScreen | ExamScreen | ProgressScreen
    Themed = TypeVar("Themed", QuestionScreen, ExamScreen, ProgressScreen)


class PracticePlace(Place):
    """Holds the screens, and shows the one that it is told to.

    All but the first are built when they are first asked for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._stack = QStackedWidget()
        self.home = HomeScreen()
        self._has_theme: list[HasTheme] = [self.home]
        self._stack.addWidget(self.home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_home(self) -> None:
        """Show where practising begins."""
        self._stack.setCurrentWidget(self.home)
        self.home.first_focus().setFocus()

    @cached_property
    def question(self) -> QuestionScreen:
        """The screen of a session's questions."""
        from gdsim.views.practice.question_screen import QuestionScreen

        return self._themed(QuestionScreen())

    @cached_property
    def exam(self) -> ExamScreen:
        """The screen of a mock exam."""
        from gdsim.views.practice.exam_screen import ExamScreen

        return self._themed(ExamScreen())

    @cached_property
    def review(self) -> ReviewScreen:
        """The screen of what came of an exam."""
        from gdsim.views.practice.review_screen import ReviewScreen

        screen = ReviewScreen()
        self._stack.addWidget(screen)
        return screen

    @cached_property
    def look(self) -> QuestionScreen:
        """The screen of a question that is looked at again."""
        from gdsim.views.practice.question_screen import QuestionScreen

        return self._themed(QuestionScreen())

    @cached_property
    def progress(self) -> ProgressScreen:
        """The screen of progress."""
        from gdsim.views.practice.progress.screen import ProgressScreen

        return self._themed(ProgressScreen())

    def _themed(self, screen: Themed) -> Themed:
        """Add a screen that has colours of its own to the others."""
        screen.set_theme(self._theme)
        self._has_theme.append(screen)
        self._stack.addWidget(screen)
        return screen

    def show_screen(self, screen: QWidget) -> None:
        """Show one of the screens."""
        self._stack.setCurrentWidget(screen)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for screen in self._has_theme:
            screen.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the one button of the screen where practising begins."""
        return self.home.first_focus()
