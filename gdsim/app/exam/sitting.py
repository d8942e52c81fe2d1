"""The mock exam: moved through, clocked, handed in, and looked through afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gdsim import __version__
from gdsim.app.exam.asked import can_be_asked, draft_text, drafted_in, kept, question_of
from gdsim.app.exam.memory import Memory
from gdsim.app.exam.reviewing import unreadable_in
from gdsim.app.exam.session_words import clock_text, hand_in_question, session_title
from gdsim.i18n import ntr, tr_error
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marking import mark_question
from gdsim.study.exam.sessions.mock import Mock, Sheet
from gdsim.study.exam.sessions.recording import Marked, hand_in
from gdsim.views.practice.exam_screen import ExamScreen
from gdsim.views.practice.item_strip import ItemState

TICK_MS, DRAFT_MS = 1000, 800


class Sitting(QObject):
    """Leads through a mock exam; whatever is typed is kept.

    Parameters
    ----------
    confirm
        Asks whether to hand in, in the words given.

    Signals
    -------
    left()
        The exam was left; it can be gone on with.
    handedIn(Mock)
        It was marked.
    """

    left = Signal()
    handedIn = Signal(object)

    def __init__(self, screen: ExamScreen, memory: Memory, confirm: Callable[[str], bool]) -> None:
        super().__init__(screen)
        self._screen, self._memory, self._confirm = screen, memory, confirm
        self._mock: Mock | None = None
        self._time = QElapsedTimer()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        self._drafting = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._drafting.timeout.connect(self.keep_draft)
        screen.itemRequested.connect(self.go_to)
        screen.moveRequested.connect(self._move)
        screen.flagRequested.connect(self._flag)
        screen.handInRequested.connect(self._hand_in)
        screen.leaveRequested.connect(self.leave)
        screen.drafted.connect(self._drafting.start)
        memory.refused.connect(screen.head.set_trouble)

    def begin(self, mock: Mock) -> None:
        """Begin an exam, or go on with one."""
        self._mock = mock
        self._memory.keep(mock)
        self._time.start()
        self._tick.start()
        self._show()

    def _show(self) -> None:
        mock = self._mock
        if mock is None or mock.current is None:
            return
        sheet = mock.sheets[mock.position]
        if not can_be_asked(sheet.item):
            return
        draft = drafted_in(sheet.given)
        self._screen.head.set_trouble(self._memory.trouble)
        self._screen.set_question(question_of(sheet.item), KINDS[sheet.item.kind].title)
        self._screen.sheet.form.set_answers(draft.answers)
        self._screen.sheet.form.set_notes(draft.notes)
        self._screen.confidence.set_level(draft.confidence)
        self._show_items()
        self._show_clock()

    def _show_items(self) -> None:
        if self._mock is not None:
            states = [
                ItemState(any(drafted_in(one.given).answers.values()), one.is_flagged)
                for one in self._mock.sheets
            ]
            self._screen.set_items(states, self._mock.position)

    def _show_clock(self) -> None:
        mock = self._mock
        if mock is None:
            return
        worth = mock.sheets[mock.position].worth
        where = ntr(
            "Question {number} of {count}, {n} mark",
            "Question {number} of {count}, {n} marks",
            worth,
        ).format(number=mock.position + 1, count=len(mock.sheets), n=worth)
        answered = 1 - len(mock.blank) / max(1, len(mock.sheets))
        left = mock.time_left - self._time.elapsed() / 1000
        self._screen.head.set_where(session_title(mock), where, answered, clock_text(left))

    # What the person does.

    def keep_draft(self) -> None:
        """Keep what is typed, and the time that it took."""
        self._drafting.stop()
        mock = self._mock
        if mock is None:
            return
        form, level = self._screen.sheet.form, self._screen.confidence.level
        given = draft_text(form.answers, level, form.notes)
        self._mock = mock.worked(self._time.restart() / 1000).drafted(given, level)
        self._memory.keep(self._mock)
        self._show_items()
        self._show_clock()

    def go_to(self, place: int) -> None:
        """Show the question at a place, from 0."""
        self.keep_draft()
        if self._mock is not None and place != self._mock.position:
            self._mock = self._mock.moved(place)
            self._show()

    def _move(self, by: int) -> None:
        if self._mock is not None:
            self.go_to(min(max(0, self._mock.position + by), len(self._mock.sheets) - 1))

    def _flag(self) -> None:
        self.keep_draft()
        if self._mock is not None:
            self._mock = self._mock.flagged_or_not()
            self._memory.keep(self._mock)
            self._show_items()

    def leave(self) -> None:
        """Stop here; the clock stands still until it is gone on with."""
        self.stop()
        self.left.emit()

    def stop(self) -> None:
        """Keep everything, and let the clock stand still."""
        self.keep_draft()
        self._stop()

    def _stop(self) -> None:
        self._tick.stop()
        self._drafting.stop()
        self._mock = None

    def _hand_in(self) -> None:
        self.keep_draft()
        mock = self._mock
        if mock is None:
            return
        found = unreadable_in(mock)
        if found is not None:
            place, error = found
            self.go_to(place)
            self._screen.set_refusal(error.field.name, tr_error(error.sentence))
        elif self._confirm(hand_in_question(mock)):
            self._mark(mock)

    def _mark(self, mock: Mock) -> None:
        marked = [_marked(sheet) for sheet in mock.sheets]
        handed_in, answers = hand_in(mock, marked, self._memory.moment(), __version__)
        self._memory.add(answers, handed_in)
        self._memory.keep(handed_in, has_ended=True)
        self._stop()
        self.handedIn.emit(handed_in)


def _marked(sheet: Sheet) -> Marked:
    question, draft = question_of(sheet.item), drafted_in(sheet.given)
    marked = mark_question(question, draft.answers)
    return kept(question, marked, draft.answers, sheet.seconds, draft.confidence)
