"""What is remembered of a person: the store, opened when it is first needed, and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gdsim.clock import Clock, Moment
from gdsim.engine.errors import InputError
from gdsim.files.exam.opening import open_store
from gdsim.files.exam.states import Session
from gdsim.files.exam.store import ExamStore
from gdsim.i18n import tr_error
from gdsim.study.exam.memory.kept_answers import Answer, Outcome
from gdsim.study.exam.memory.settings import ExamSettings

if TYPE_CHECKING:
    from gdsim.study.exam.memory.standing import Standing


class Memory(QObject):
    """Keeps answers as soon as they are marked, and says how the person stands.

    Where the store cannot be used, practising goes on without it, and that is said.

    Parameters
    ----------
    opened
        Opens the store.

    Attributes
    ----------
    notice
        What is to be said of how the store was opened; empty for nothing.

    Signals
    -------
    changed()
        Something was answered or set.
    refused(str)
        Why something could not be kept.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self, parent: QObject | None = None, opened: Callable[[], ExamStore] = open_store
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self.notice = ""
        self._store: ExamStore | None = None
        self._clock = Clock()
        self._outcomes: list[Outcome] = []
        self._settings = ExamSettings()
        self._standing: Standing | None = None

    def open(self) -> None:
        """Open the store; `notice` is then what is to be said of that."""
        try:
            self._store = self._opened()
            self._clock = self._store.clock
            self._outcomes = list(self._store.outcomes())
            self._settings = self._store.settings()
        except InputError as error:
            self.notice = tr_error(error)
        else:
            self.notice = " ".join(f"{tr_error(one)}." for one in self._store.remarks)

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    # What is known.

    def moment(self) -> Moment:
        """Return the moment now."""
        return self._clock.moment()

    @property
    def standing(self) -> Standing:
        """How the person stands today."""
        today = self._clock.today()
        if self._standing is None or self._standing.day != today:
            self._standing = self._worked_out(tuple(self._outcomes), today)
        return self._standing

    def _worked_out(self, outcomes: tuple[Outcome, ...], today: date) -> Standing:
        # Whoever only keeps a slip needs neither the kinds of questions nor what works with them.
        from gdsim.study.exam.contents import whole_syllabus
        from gdsim.study.exam.memory.standing import Standing

        return Standing(outcomes, whole_syllabus(), self._settings, today)

    def unfinished(self) -> list[Session]:
        """Return the sessions that were left before their end, the latest first."""
        if self._store is None:
            return []
        try:
            return self._store.unfinished()
        except InputError as error:
            self.refused.emit(tr_error(error))
            return []

    # What is kept.

    def add(self, answers: Sequence[Answer], session: Session | None = None) -> None:
        """Keep answers, and with them how their session stands now, where there is one."""
        self._outcomes += answers
        self._keep(lambda store: store.add(answers, session))
        self._forget_standing()

    def keep(self, session: Session, has_ended: bool = False) -> None:
        """Keep how a session stands."""
        self._keep(lambda store: store.keep(session, has_ended))

    def set(self, settings: ExamSettings) -> None:
        """Keep what the person sets."""
        self._settings = settings
        self._keep(lambda store: store.set(settings))
        self._forget_standing()

    def _keep(self, work: Callable[[ExamStore], object]) -> None:
        if self._store is None:
            return
        try:
            work(self._store)
        except InputError as error:
            self.refused.emit(tr_error(error))

    def _forget_standing(self) -> None:
        self._standing = None
        self.changed.emit()
