"""The place where one practises: which of its screens leads to which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from gdsim.app.exam.home import Home
from gdsim.app.exam.memory import Memory
from gdsim.files.exam.states import Session
from gdsim.i18n import tr
from gdsim.study.exam.memory.kept_answers import new_id
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.memory.unlocking import level_reached
from gdsim.study.exam.sessions.drill import Drill, drill, drill_of
from gdsim.study.exam.sessions.mock import Mock, mock_exam
from gdsim.study.exam.sessions.queue import WARM_UP_MINUTES, Queue, due_today, warm_up
from gdsim.views.practice.place import PracticePlace

if TYPE_CHECKING:
    from gdsim.app.exam.asking import SessionAsking
    from gdsim.app.exam.progress import AskTarget, Progressing
    from gdsim.app.exam.reviewing import Reviewing
    from gdsim.app.exam.sitting import Sitting


class Practice(QObject):
    """Begins sessions, goes on with them, and comes back to where all begins.

    What leads through a session is made with the first of its kind; `refresh` shows the first
    screen.

    Parameters
    ----------
    ask_target
        Asks where a figure of progress is to be written.

    Signals
    -------
    stepRequested(Shown)
        The simulator should show a question's run.
    """

    stepRequested = Signal(object)

    def __init__(self, place: PracticePlace, memory: Memory, ask_target: AskTarget) -> None:
        super().__init__(place)
        self._place, self._memory, self._ask_target = place, memory, ask_target
        self._asking: SessionAsking | None = None
        self._sitting: Sitting | None = None
        self._reviewing: Reviewing | None = None
        self._progressing: Progressing | None = None
        self._home = Home(place.home, memory)
        place.home.mockRequested.connect(self._begin_mock)
        place.home.progressRequested.connect(self._show_progress)
        self._home.resumeRequested.connect(self._resume)
        self._home.dueRequested.connect(self._begin_due)
        place.home.warmUpRequested.connect(self._begin_warm_up)
        place.home.topics.drillRequested.connect(self._begin_drill)
        place.home.set_notice(memory.notice)

    @property
    def asking(self) -> SessionAsking:
        """What leads through sessions of questions."""
        if self._asking is None:
            from gdsim.app.exam.asking import SessionAsking

            self._asking = SessionAsking(self._place.question, self._memory)
            self._asking.stepRequested.connect(self.stepRequested)
            self._asking.ended.connect(self._come_home)
        return self._asking

    def _sitter(self) -> Sitting:
        if self._sitting is None:
            from gdsim.app.exam.sitting import Sitting

            self._sitting = Sitting(self._place.exam, self._memory, self._may_hand_in)
            self._sitting.left.connect(lambda: self._come_home(""))
            self._sitting.handedIn.connect(self._review)
        return self._sitting

    def _reviewer(self) -> Reviewing:
        if self._reviewing is None:
            from gdsim.app.exam.reviewing import Reviewing

            place = self._place
            self._reviewing = Reviewing(place.review, place.look)
            self._reviewing.closed.connect(lambda: self._come_home(""))
            self._reviewing.lookedAt.connect(partial(place.show_screen, place.look))
            self._reviewing.lookedAway.connect(partial(place.show_screen, place.review))
            self._reviewing.drillRequested.connect(self.begin_drill_of)
            self._reviewing.stepRequested.connect(self.stepRequested)
        return self._reviewing

    def _come_home(self, notice: str) -> None:
        self._home.show()
        self._place.home.set_notice(f"{notice} {self._memory.trouble}".strip())
        self._place.show_home()

    def _resume(self, session: Session) -> None:
        if isinstance(session, Mock):
            self._sit(session)
        else:
            self._ask(session)

    def _begin_due(self) -> None:
        session = due_today(self._memory.standing, *_names())
        if not session.items or session.budget <= 0:
            # Nothing is due, and the person wants to go on all the same.
            session = due_today(self._memory.standing, *_names(), minutes=WARM_UP_MINUTES)
        if not session.items:
            session = warm_up(self._memory.standing, *_names())
        self._begin(session)

    def _begin_warm_up(self) -> None:
        self._begin(warm_up(self._memory.standing, *_names()))

    def _begin_drill(self, topic: str) -> None:
        self._begin(drill(self._memory.standing, topic, *_names()))

    def begin_drill_of(self, kinds: tuple[str, ...]) -> None:
        """Begin a drill of kinds, each at the hardest level that is open to the person."""
        standing = self._memory.standing
        levels = {kind: level_reached(kind, standing.mastery, standing.syllabus) for kind in kinds}
        keys = [CardKey(kind, level) for kind, level in levels.items()]
        self._begin(drill_of(standing, keys, "", *_names()))

    def _begin_mock(self) -> None:
        """Begin a mock exam, or go on with the one that was left."""
        left = (one for one in self._memory.unfinished() if isinstance(one, Mock))
        self._sit(next(left, None) or mock_exam(self._memory.standing, *_names()))

    def _begin(self, session: Queue | Drill) -> None:
        """Begin a session; those that were left before are not gone on with."""
        for left in self._memory.unfinished():
            if not isinstance(left, Mock):
                self._memory.keep(left, has_ended=True)
        self._ask(session)

    def _show_progress(self) -> None:
        screen = self._place.progress
        if self._progressing is None:
            from gdsim.app.exam.progress import Progressing

            self._progressing = Progressing(screen, self._memory, self._ask_target)
            self._progressing.closed.connect(lambda: self._come_home(""))
            screen.topicRequested.connect(self._begin_drill)
            screen.drillRequested.connect(self.begin_drill_of)
        self._place.show_screen(screen)
        self._progressing.show()

    def _ask(self, session: Queue | Drill) -> None:
        self._place.show_screen(self._place.question)
        self.asking.begin(session)

    def _sit(self, mock: Mock) -> None:
        self._place.show_screen(self._place.exam)
        self._sitter().begin(mock)

    def _review(self, mock: Mock) -> None:
        self._place.show_screen(self._place.review)
        self._reviewer().show(mock)

    def _may_hand_in(self, question: str) -> bool:
        # Handing in cannot be taken back, so Enter alone does not.
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self._place, tr("gdsim"), question, yes | no, no) == yes

    def refresh(self) -> None:
        """Show what may have changed while one was elsewhere."""
        if self._place.home.isVisibleTo(self._place):
            self._home.show()

    def keep_drafts(self) -> None:
        """Keep what is typed, and go on."""
        for session in (self._asking, self._sitting):
            if session is not None:
                session.keep_draft()

    def keep(self) -> None:
        """Keep what is typed: the window is being closed."""
        if self._asking is not None:
            self._asking.keep_draft()
        if self._sitting is not None:
            self._sitting.stop()


def _names() -> tuple[str, int]:
    """Return the id of a new session, and the seed that goes with it."""
    name = new_id()
    return name, int(name.replace("-", "")[:12], 16)
