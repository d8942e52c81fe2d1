"""A handed-in exam looked through: by slip, and question by question."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QObject, Signal

from gdsim.app.exam.asked import drafted_in, question_of
from gdsim.app.exam.stepping import shown_by
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.marking.marking import UnreadableError, mark_question
from gdsim.study.exam.marking.sentences import marks_text
from gdsim.study.exam.sessions.mock import Mock, review_of
from gdsim.study.exam.slip_names import slip_name
from gdsim.views.practice.question_screen import QuestionScreen
from gdsim.views.practice.review_screen import ReviewItem, ReviewPart, ReviewScreen


def unreadable_in(mock: Mock) -> tuple[int, UnreadableError] | None:
    """Return the first place whose answer cannot be read, and why; None where all can be."""
    for place, sheet in enumerate(mock.sheets):
        try:
            mark_question(question_of(sheet.item), drafted_in(sheet.given).answers)
        except UnreadableError as error:
            return place, error
    return None


class Reviewing(QObject):
    """Shows the review of an exam, and any of its questions with marks and working.

    Signals
    -------
    closed()
        The person has seen enough.
    lookedAt(), lookedAway()
        A question is to be shown, and the review again.
    drillRequested(tuple)
        The kinds of these keys should be drilled.
    stepRequested(Shown)
        The simulator should show a question's run.
    """

    closed = Signal()
    lookedAt = Signal()
    lookedAway = Signal()
    drillRequested = Signal(object)
    stepRequested = Signal(object)

    def __init__(self, screen: ReviewScreen, question: QuestionScreen) -> None:
        super().__init__(screen)
        self._screen, self._question = screen, question
        self._mock: Mock | None = None
        self._marked: tuple[MarkedQuestion, ...] = ()
        self._place = 0
        screen.closeRequested.connect(self.closed)
        screen.drillRequested.connect(self.drillRequested)
        screen.lookRequested.connect(self._look)
        question.head.leave.hide()
        question.next.setText(tr("&Back to the review"))
        for signal in (question.nextRequested, question.leaveRequested):
            signal.connect(self.lookedAway)
        question.stepRequested.connect(self._step_through)

    def show(self, mock: Mock) -> None:
        """Show what came of a handed-in exam."""
        self._mock = mock
        self._marked = tuple(
            mark_question(question_of(sheet.item), drafted_in(sheet.given).answers)
            for sheet in mock.sheets
        )
        title = tr("Mock exam: {marks}").format(marks=marks_text(mock.marks, mock.most))
        self._screen.set_review(title, _sentences(mock), self._parts(mock), self._items(mock))

    def _items(self, mock: Mock) -> list[ReviewItem]:
        return [
            ReviewItem(
                place,
                tr("{number}. {title}").format(
                    number=place + 1, title=KINDS[sheet.item.kind].title
                ),
                marks_text(sheet.marks, sheet.worth),
            )
            for place, sheet in enumerate(mock.sheets)
        ]

    def _parts(self, mock: Mock) -> list[ReviewPart]:
        items, parts = self._items(mock), []
        for part in review_of(mock):
            slips = [self._marked[place].slip for place in part.positions]
            told = next((one.text for one in slips if one is not None), "")
            text = tr("Not answered.") if part.is_blank else tr("Wrong, and no usual slip.")
            if part.slip:
                text = slip_name(part.slip, told)
            kinds = dict.fromkeys(mock.sheets[place].item.kind for place in part.positions)
            parts.append(
                ReviewPart(
                    text,
                    tr("cost {marks}").format(marks=_marks(part.lost)),
                    tuple(items[place] for place in part.positions),
                    tuple(kinds),
                )
            )
        return parts

    def _look(self, place: int) -> None:
        if self._mock is None:
            return
        self._place = place
        sheet, marked, screen = self._mock.sheets[place], self._marked[place], self._question
        where = tr("Question {number} of {count}").format(
            number=place + 1, count=len(self._mock.sheets)
        )
        screen.head.set_where(tr("Review"), where, (place + 1) / len(self._mock.sheets))
        screen.set_question(marked.question, KINDS[sheet.item.kind].title, {}, can_repeat=False)
        screen.sheet.form.set_answers(drafted_in(sheet.given).answers)
        screen.set_marked(marked, can_retry=False)
        screen.set_solution(marked.question.solution)
        self.lookedAt.emit()

    def _step_through(self) -> None:
        marked = self._marked[self._place]
        shown = shown_by(marked.question, marked)
        if shown is not None:
            self.stepRequested.emit(shown)


def _marks(marks: float) -> str:
    return ntr("{n} mark", "{n} marks", 1 if marks == 1 else 2).format(n=few(marks, 3))


def _sentences(mock: Mock) -> list[str]:
    minutes = ceil(mock.spent / 60)
    return [
        ntr("It took {n} minute of {most}.", "It took {n} minutes of {most}.", minutes).format(
            n=minutes, most=round(mock.limit / 60)
        )
    ]
