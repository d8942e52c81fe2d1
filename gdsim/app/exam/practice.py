"""The place where one practises: which of its screens leads to which."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gdsim.app.exam.asking import SessionAsking
from gdsim.app.exam.home import Home
from gdsim.app.exam.memory import Memory
from gdsim.files.exam.states import Session
from gdsim.study.exam.memory.answers import new_id
from gdsim.study.exam.sessions.drill import Drill, drill
from gdsim.study.exam.sessions.mock import Mock
from gdsim.study.exam.sessions.queue import WARM_UP_MINUTES, Queue, due_today, warm_up
from gdsim.views.practice.place import PracticePlace


class Practice(QObject):
    """Begins sessions, goes on with them, and comes back to where all begins.

    Signals
    -------
    stepRequested(Shown)
        The simulator should show a question's run.
    """

    stepRequested = Signal(object)

    def __init__(self, place: PracticePlace, memory: Memory) -> None:
        super().__init__(place)
        self._place, self._memory = place, memory
        self._home = Home(place.home, memory)
        self._asking = SessionAsking(place.question, memory)
        self._asking.stepRequested.connect(self.stepRequested)
        self._asking.ended.connect(self._come_home)
        self._home.resumeRequested.connect(self._resume)
        self._home.dueRequested.connect(self._begin_due)
        place.home.warmUpRequested.connect(self._begin_warm_up)
        place.home.topics.drillRequested.connect(self._begin_drill)
        place.home.set_notice(memory.open())
        self._home.show()

    def _come_home(self, notice: str) -> None:
        self._place.home.set_notice(notice)
        self._home.show()
        self._place.show_home()

    def _resume(self, session: Session) -> None:
        if not isinstance(session, Mock):
            self._ask(session)

    def _begin_due(self) -> None:
        session = due_today(self._memory.standing, *_names())
        if not session.items or session.budget <= 0:
            # Nothing is due, and the person wants to go on all the same.
            session = due_today(self._memory.standing, *_names(), minutes=WARM_UP_MINUTES)
        if not session.items:
            session = warm_up(self._memory.standing, *_names())
        self._ask(session)

    def _begin_warm_up(self) -> None:
        self._ask(warm_up(self._memory.standing, *_names()))

    def _begin_drill(self, topic: str) -> None:
        self._ask(drill(self._memory.standing, topic, *_names()))

    def _ask(self, session: Queue | Drill) -> None:
        self._place.show_question()
        self._asking.begin(session)

    def keep(self) -> None:
        """Keep what is typed, and let go of the store: the window is being closed."""
        self._asking.keep_draft()
        self._memory.close()


def _names() -> tuple[str, int]:
    """Return the id of a new session, and the seed that goes with it."""
    name = new_id()
    return name, int(name.replace("-", "")[:12], 16)
