"""Predicting: the page that asks, and the quiz that marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gdsim.engine.errors import InputError
from gdsim.i18n import tr_error
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import Mark
from gdsim.study.practice.quiz import Quiz
from gdsim.study.practice.update_task import UpdateTask
from gdsim.views.pages.predict import PredictPage

if TYPE_CHECKING:
    from gdsim.app.exam.remembering import Notice


class Predicting(QObject):
    """Keeps a quiz for the session's run, and shows its marks on the page.

    Parameters
    ----------
    step
        Goes on to the next update.
    notice
        Keeps the slips that are made at the first try.
    """

    def __init__(
        self,
        page: PredictPage,
        session: Session,
        step: Callable[[], object],
        notice: Notice,
    ) -> None:
        super().__init__(page)
        self._notice = notice
        self._page, self._session = page, session
        self._quiz = Quiz(session.run)
        page.veilRequested.connect(session.set_veiled)
        page.revealRequested.connect(self.reveal)
        page.nextRequested.connect(step)
        page.rowRequested.connect(session.go_to)
        page.checkRequested.connect(self.check)
        session.changed.connect(self.show)
        self.show(session.snapshot())

    def show(self, snapshot: Snapshot) -> None:
        """Show the marks of the update at the cursor, on the page that asks for it by now."""
        if snapshot.run is not self._quiz.run:
            self._quiz = Quiz(snapshot.run)
        self._show_marks(snapshot.cursor)

    def check(self, texts: dict[Field, str]) -> None:
        """Mark what was typed, or say what is no number."""
        answers: dict[Field, Answer] = {}
        refusals: dict[Field, str] = {}
        for field, text in texts.items():
            try:
                answers[field] = Answer.read(text, field.kind)
            except InputError as error:
                refusals[field] = tr_error(error)
        if answers and not refusals:
            t = self._session.snapshot().cursor
            known = self._faults()
            self._quiz.check(t, answers)
            made = [mark for key, mark in self._faults().items() if key not in known]
            self._notice("predict", [(self._quiz.task(t), mark) for mark in made])
            self._show_marks(t)
        self._page.set_refusals(refusals)

    def reveal(self) -> None:
        """Tell the right numbers of the update at the cursor; it is still the one asked for."""
        solution = UpdateTask.of(self._session.run, self._session.cursor).solve()
        self._page.set_solution({field: solution.value(field) for field in self._page.fields})

    def _faults(self) -> dict[tuple[int, Field], Mark]:
        """Return what was wrong at the first try."""
        return {(one.t, one.mark.field): one.mark for one in self._quiz.faults()}

    def _show_marks(self, t: int) -> None:
        self._page.set_attempt(self._quiz.latest(t))
        faults = [(fault, self._quiz.task(fault.t)) for fault in self._quiz.faults()]
        self._page.set_score(*self._quiz.score, faults)
