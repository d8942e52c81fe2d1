"""A session of questions one after the other: asked, marked, kept, gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gdsim import __version__
from gdsim.app.exam.asked import (
    can_be_asked,
    draft_text,
    drafted_in,
    given_of,
    kept,
    question_of,
)
from gdsim.app.exam.memory import Memory
from gdsim.app.exam.session_words import done_sentence, session_title, where_text
from gdsim.app.exam.stepping import shown_by
from gdsim.i18n import tr_error
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.marking.marking import UnreadableError, mark_question
from gdsim.study.exam.question import Question
from gdsim.study.exam.sessions.drill import Drill
from gdsim.study.exam.sessions.item import Item
from gdsim.study.exam.sessions.queue import Queue
from gdsim.study.exam.sessions.recording import Marked, answer_to
from gdsim.views.practice.question_screen import QuestionScreen

Asking = Queue | Drill

DRAFT_MS = 800
"""Time after which what is being typed is kept, should the program end."""


class SessionAsking(QObject):
    """Leads through a warm-up, what is due, or a drill.

    Every answer is kept the moment it is marked; what is typed and not marked is kept, too.

    Signals
    -------
    ended(str)
        The session is over, or was left; a sentence on it, empty for none.
    stepRequested(Shown)
        The simulator should show the question's run.
    """

    ended = Signal(str)
    stepRequested = Signal(object)

    def __init__(self, screen: QuestionScreen, memory: Memory) -> None:
        super().__init__(screen)
        self._screen, self._memory = screen, memory
        self._session: Asking | None = None
        self._question: Question | None = None
        self._marked: MarkedQuestion | None = None
        self._time = QElapsedTimer()
        self._drafting = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._drafting.timeout.connect(self.keep_draft)
        screen.checkRequested.connect(self._check)
        screen.giveUpRequested.connect(self._give_up)
        screen.solutionRequested.connect(self._show_solution)
        screen.stepRequested.connect(self._step_through)
        screen.againRequested.connect(self._ask_again)
        screen.nextRequested.connect(self._go_on)
        screen.leaveRequested.connect(self.leave)
        screen.drafted.connect(self._drafting.start)
        memory.refused.connect(screen.head.set_trouble)

    @property
    def session(self) -> Asking | None:
        """The session that is on; None where there is none."""
        return self._session

    def begin(self, session: Asking) -> None:
        """Begin a session, or go on with one."""
        self._session = session
        self._memory.keep(session)
        self._ask()

    # Asking.

    def _ask(self) -> None:
        session = self._session
        if session is None:
            return
        item = session.current
        while item is not None and not can_be_asked(item):
            session = self._session = session.gone_on()
            item = session.current
        if item is None:
            self._finish(session)
            return
        self._show(session, item)

    def _show(self, session: Asking, item: Item) -> None:
        question = self._question = question_of(item)
        self._marked = None
        screen, title = self._screen, KINDS[item.kind].title
        screen.head.set_trouble(self._memory.trouble)
        screen.head.set_where(session_title(session), *where_text(session))
        screen.set_question(
            question,
            title,
            given_of(item, question),
            run_tells_answer=KINDS[item.kind].run_tells_answer,
        )
        draft = drafted_in(session.attempt.draft)
        screen.sheet.form.set_answers(draft.answers)
        screen.sheet.form.set_notes(draft.notes)
        screen.confidence.set_level(draft.confidence)
        if not item.is_asked:
            screen.set_reading(question.solution)
        elif session.attempt.tries:
            # It was answered before the program was closed: its marks are told again, unless what
            # was typed since then cannot be read.
            with suppress(UnreadableError):
                self._show_marks(mark_question(question, draft.answers))
        self._time.start()

    def _finish(self, session: Asking) -> None:
        self._drafting.stop()
        self._memory.keep(session, has_ended=True)
        self._session = None
        # Of the whole session, which may have been left and gone on with.
        firsts = [
            one.is_right
            for one in self._memory.standing.outcomes
            if one.session == session.id and one.first_try
        ]
        self.ended.emit(done_sentence(session, sum(firsts), len(firsts)))

    def leave(self) -> None:
        """Stop here; the session can be gone on with."""
        if self._session is not None:
            self.keep_draft()
            self._session = None
            self.ended.emit("")

    def keep_draft(self) -> None:
        """Keep what is typed."""
        self._drafting.stop()
        session = self._session
        if session is None or session.current is None:
            return
        form, level = self._screen.sheet.form, self._screen.confidence.level
        drafted = session.drafted(draft_text(form.answers, level, form.notes))
        if drafted != session:
            self._session = drafted
            self._memory.keep(drafted)

    # Answers.

    def _check(self, answers: Mapping[str, str]) -> None:
        question = self._question
        if question is None or self._session is None:
            return
        try:
            marked = mark_question(question, answers)
        except UnreadableError as error:
            self._screen.set_refusal(error.field.name, tr_error(error.sentence))
            return
        if not marked.needs_digits:
            self._keep(kept(question, marked, answers, self._seconds(), self._confidence()))
        self._show_marks(marked)

    def _show_marks(self, marked: MarkedQuestion) -> None:
        self._marked = marked
        tries = self._session.attempt.tries if self._session is not None else 0
        # The right answers are told once a second try has failed.
        self._screen.set_marked(marked, can_retry=tries < MOST_TRIES)

    def _give_up(self) -> None:
        if self._question is not None:
            answers = self._screen.sheet.form.answers
            self._keep(kept(self._question, None, answers, self._seconds(), None))
            self._show_solution()

    def _keep(self, marked: Marked) -> None:
        session = self._session
        if session is None or session.current is None:
            return
        tries = session.attempt.tries
        answer = answer_to(
            session.current,
            marked,
            moment=self._memory.moment(),
            session=session.id,
            form=session.form,
            tries=tries,
            program=__version__,
        )
        form = self._screen.sheet.form
        draft = draft_text(form.answers, marked.confidence, form.notes)
        self._session = session.answered(marked.is_right, marked.seconds).drafted(draft)
        self._memory.add([answer], self._session)

    def _confidence(self) -> int | None:
        return self._screen.confidence.level

    def _seconds(self) -> float:
        """Return the seconds since the question, or since the try before."""
        return self._time.restart() / 1000

    # On from here.

    def _show_solution(self) -> None:
        if self._question is not None:
            self._screen.set_solution(self._question.solution)

    def _step_through(self) -> None:
        if self._question is not None:
            shown = shown_by(self._question, self._marked)
            if shown is not None:
                self.stepRequested.emit(shown)

    def _ask_again(self) -> None:
        if self._session is not None:
            self._move(self._session.once_more(self._rest()))

    def _go_on(self) -> None:
        if self._session is not None:
            self._move(self._session.gone_on(self._rest()))

    def _rest(self) -> float:
        """Return the seconds since the last answer, which count no more than the question took."""
        question = self._question
        most = question.seconds if question is not None else 0
        return min(self._seconds(), float(most))

    def _move(self, session: Asking) -> None:
        self._drafting.stop()
        self._session = session
        self._memory.keep(session)
        self._ask()


MOST_TRIES = 2
"""Tries before the right answers are told."""
