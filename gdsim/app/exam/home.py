"""The screen where practising begins: what it shows, and what it begins."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from gdsim.app.exam.memory import Memory
from gdsim.app.exam.session_words import left_sentence
from gdsim.app.exam.topics import topic_rows, topic_words
from gdsim.files.exam.states import Session
from gdsim.i18n import tr
from gdsim.study.exam.memory.due import plan_of
from gdsim.study.exam.memory.plan_words import exam_sentence, plan_minutes, plan_sentence
from gdsim.views.practice.home import HomeScreen


class Home(QObject):
    """Keeps the screen as the memory stands.

    Signals
    -------
    resumeRequested(object)
        A session that was left should be gone on with.
    dueRequested()
        What is due should be begun.
    """

    resumeRequested = Signal(object)
    dueRequested = Signal()

    def __init__(self, screen: HomeScreen, memory: Memory) -> None:
        super().__init__(screen)
        self._screen, self._memory = screen, memory
        self._left: Session | None = None
        screen.startRequested.connect(self._start)
        screen.dueRequested.connect(self.dueRequested)
        screen.dropRequested.connect(self._drop)
        screen.exam_day.dayRequested.connect(self._set_day)
        screen.exam_day.minutesRequested.connect(self._set_minutes)
        memory.refused.connect(screen.set_notice)

    def show(self) -> None:
        """Show what is due now."""
        standing, screen = self._memory.standing, self._screen
        plan = plan_of(standing)
        self._left = next(iter(self._memory.unfinished()), None)
        today = plan_sentence(plan, standing)
        if self._left is None:
            screen.set_today(today, tr("&Start") if plan.cards else tr("&Go on"))
            screen.set_beside("", "")
        else:
            # The sentence says what its button does; what is due today stands beside it.
            screen.set_today(left_sentence(self._left), tr("&Go on"))
            due = tr("&Today, {minutes} min").format(minutes=plan_minutes(plan))
            screen.set_beside(due if plan.cards else "", today)
        screen.set_left(self._left is not None)
        screen.set_exam(exam_sentence(standing))
        settings = standing.settings
        screen.exam_day.set_values(settings.exam_day, standing.day, settings.minutes)
        screen.set_topics(topic_rows(standing), topic_words(standing))

    def _start(self) -> None:
        if self._left is None:
            self.dueRequested.emit()
            return
        left = self._as_it_stands(self._left)
        if left is None:
            self.show()
        else:
            self.resumeRequested.emit(left)

    def _as_it_stands(self, left: Session) -> Session | None:
        """Return a session that was left, which another window may have gone on with or ended."""
        unfinished = self._memory.unfinished()
        if self._memory.trouble and left.id not in (one.id for one in unfinished):
            return left
        return next((one for one in unfinished if one.id == left.id), None)

    def _drop(self) -> None:
        """End the session that was left; its answers stay."""
        left = None if self._left is None else self._as_it_stands(self._left)
        if left is not None:
            self._memory.keep(left, has_ended=True)
        self.show()

    def _set_day(self, day: date | None) -> None:
        standing = self._memory.standing
        set_on = None if day is None else standing.day
        self._memory.set(replace(standing.settings, exam_day=day, set_on=set_on))
        self.show()

    def _set_minutes(self, minutes: int) -> None:
        self._memory.set(replace(self._memory.standing.settings, minutes=minutes))
        self.show()
