"""What is remembered of a person: the store, opened when it is first needed, and how they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from gdsim.app.exam.unkept import Unkept
from gdsim.app.guarded import alone
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


T = TypeVar("T")

LONG, TIMES_AS_LONG = 2.0, 10
"""After a try to open the store that took more seconds than the first, the next comes so many times
as long after it."""


class Memory(QObject):
    """Keeps answers as soon as they are marked, and says how the person stands.

    Where the store cannot be used, practising goes on without it, and that is said. What could not
    be kept waits: it is tried again with whatever is to be kept next, and at the end.

    Parameters
    ----------
    opened
        Opens the store.

    Attributes
    ----------
    notice
        What is to be said of how the store was opened; empty for nothing.
    trouble
        Why something is not kept; empty once all is.

    Signals
    -------
    changed()
        Something was answered or set.
    refused(str)
        Why something could not be kept; empty once all is.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self, parent: QObject | None = None, opened: Callable[[], ExamStore] = open_store
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self.notice = self.trouble = ""
        self._store: ExamStore | None = None
        self._unkept, self._is_over, self._not_before = Unkept(), False, 0.0
        self._clock = Clock()
        self._outcomes: list[Outcome] = []
        self._settings = ExamSettings()
        self._standing: Standing | None = None

    def open(self) -> None:
        """Open the store; `notice` is then what is to be said of that."""
        try:
            store = self._open()
        except InputError as error:
            self.notice = self.trouble = alone(error)
        else:
            self.notice = " ".join(f"{tr_error(one)}." for one in store.remarks)

    def _open(self) -> ExamStore:
        """Return the store, opened if need be."""
        store = self._store
        if store is None:
            began = monotonic()
            try:
                store = self._opened()
                self._take(store)
            finally:
                # What another program has locked is waited for, which is not to be felt each time.
                took = monotonic() - began
                self._not_before = monotonic() + TIMES_AS_LONG * took if took > LONG else 0.0
        return store

    def _take(self, store: ExamStore) -> None:
        """Take a store that was opened, with what it knows."""
        try:
            outcomes, settings = list(store.outcomes()), store.settings()
        except InputError:
            store.close()
            raise
        self._store, self._clock = store, store.clock
        self._outcomes = [*outcomes, *self._outcomes]
        self._settings = self._unkept.settings or settings
        self._standing = None

    @property
    def has_kept_all(self) -> bool:
        """Whether nothing would be lost if all ended now; what waits is tried again before."""
        self._not_before = 0.0
        self._write()
        return not self._unkept

    def close(self) -> None:
        """Let go of the store, after one more try to keep what waits."""
        if self._unkept:
            self._not_before = 0.0
            self._write()
        self._is_over = True
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
        waiting = self._unkept.sessions
        left = [one for one, has_ended in reversed(waiting.values()) if not has_ended]
        stored = self._with_store(ExamStore.unfinished) or []
        return [*left, *(one for one in stored if one.id not in waiting)]

    # What is kept.

    def add(self, answers: Sequence[Answer], session: Session | None = None) -> None:
        """Keep answers, and with them how their session stands now, where there is one."""
        self._outcomes += answers
        self._unkept.add(answers)
        if session is not None:
            self._unkept.keep(session, has_ended=False)
        self._write()
        self._forget_standing()

    def keep(self, session: Session, has_ended: bool = False) -> None:
        """Keep how a session stands."""
        self._unkept.keep(session, has_ended)
        self._write()

    def set(self, settings: ExamSettings) -> None:
        """Keep what the person sets."""
        self._settings = self._unkept.settings = settings
        self._write()
        self._forget_standing()

    def _write(self) -> None:
        if self._unkept:
            self._with_store(self._unkept.write)

    def _with_store(self, work: Callable[[ExamStore], T]) -> T | None:
        """Do something with the store; say why it cannot be used, and when it can again."""
        if self._is_over or (self._store is None and monotonic() < self._not_before):
            self.refused.emit(self.trouble)
            return None
        try:
            done = work(self._open())
        except InputError as error:
            self.trouble = alone(error)
            self.refused.emit(self.trouble)
            return None
        if self.trouble and not self._unkept:
            self.trouble = ""
            self.refused.emit("")
        return done

    def _forget_standing(self) -> None:
        self._standing = None
        self.changed.emit()
