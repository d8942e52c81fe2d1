"""A question of a session: answered, marked, tried again, and gone on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollBar, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.marking.marked import MarkedQuestion
from gdsim.study.exam.question import Question
from gdsim.study.working.blocks import Section
from gdsim.views.practice.confidence import ConfidenceBar
from gdsim.views.practice.head import Head
from gdsim.views.practice.question.question_sheet import QuestionSheet
from gdsim.views.reading.column import centred
from gdsim.views.style.theme import SPACE, Theme, set_variant

COLUMN_WIDTH = 780

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PAGES = {
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class Stage(Enum):
    """What can be done with the question."""

    READING = "reading"  # its working is shown, nothing is asked
    ASKED = "asked"
    MISSED = "missed"
    DONE = "done"


class QuestionScreen(QWidget):
    """Shows one question, with all that can be done about it in a line at the foot.

    Signals
    -------
    checkRequested(dict)
        The answers by field should be marked; to be answered with `set_marked` or `set_refusal`.
        Where nothing is answered yet, that is said instead.
    giveUpRequested()
        The person does not know.
    solutionRequested()
        The worked solution should be shown.
    stepRequested()
        The simulator should show the question's run.
    againRequested()
        The same kind should be asked with new numbers.
    nextRequested()
        On with the session.
    leaveRequested()
        The person wants to stop here.
    drafted()
        An answer was changed.
    """

    checkRequested = Signal(object)
    giveUpRequested = Signal()
    solutionRequested = Signal()
    stepRequested = Signal()
    againRequested = Signal()
    nextRequested = Signal()
    leaveRequested = Signal()
    drafted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = Stage.ASKED
        self._has_run = self._is_solved = self._can_repeat = self._run_tells_answer = False
        self._tried = False
        self.head, self.sheet, self.confidence = Head(), QuestionSheet(), ConfidenceBar()
        self.kind, self.about = QLabel(), QLabel()
        set_variant(self.kind, "role", "title")
        set_variant(self.about, "role", "hint")
        self.give_up = QPushButton(tr("I do not &know"))
        self.check = QPushButton(tr("&Check"))
        self.step = QPushButton(tr("S&tep through it"))
        self.again = QPushButton(tr("&Same kind, new numbers"))
        self.solution = QPushButton(tr("&Worked solution"))
        self.retry = QPushButton(tr("Try &again"))
        self.next = QPushButton(tr("Ne&xt"))
        self._add_tips()
        self._lay_out()
        self._connect()

    def _add_tips(self) -> None:
        self.give_up.setToolTip(tr("See the worked solution; the question comes again"))
        self.check.setToolTip(tr("Mark the answers (Ctrl+Enter)"))
        self.step.setToolTip(tr("Open the simulator with the same numbers"))
        self.again.setToolTip(tr("Another question of this kind"))
        for button in (self.check, self.retry, self.next):
            set_variant(button, "primary", True)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(SPACE.m)
        title.addWidget(self.kind)
        title.addWidget(self.about, 0, Qt.AlignmentFlag.AlignBottom)
        title.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, SPACE.m)
        foot.setSpacing(SPACE.s)
        foot.addWidget(self.confidence)
        foot.addStretch(1)
        for button in self._buttons():
            foot.addWidget(button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(self.head)
        column.addLayout(title)
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)
        self.setLayout(centred(whole, COLUMN_WIDTH))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.give_up,
            self.solution,
            self.step,
            self.again,
            self.check,
            self.retry,
            self.next,
        )

    def _connect(self) -> None:
        self.head.leaveRequested.connect(self.leaveRequested)
        self.sheet.edited.connect(self._begin_mending)
        self.sheet.edited.connect(self.drafted)
        self.sheet.noted.connect(self.drafted)
        self.sheet.finished.connect(self._request_check)
        self.confidence.changed.connect(self.drafted)
        self.give_up.clicked.connect(self.giveUpRequested)
        self.solution.clicked.connect(self.solutionRequested)
        self.step.clicked.connect(self.stepRequested)
        self.again.clicked.connect(self.againRequested)
        self.check.clicked.connect(self._request_check)
        self.retry.clicked.connect(self._try_again)
        self.next.clicked.connect(self.nextRequested)

    # Setters.

    def set_question(
        self,
        question: Question,
        title: str,
        given: Mapping[str, str],
        *,
        can_repeat: bool = True,
        run_tells_answer: bool = False,
    ) -> None:
        """Ask a question.

        Parameters
        ----------
        title
            What its kind is called.
        given
            Answers that are shown and not asked, by the name of their field.
        can_repeat
            Whether the same kind can be had with new numbers.
        run_tells_answer
            Whether the simulator would give away what can still be answered.
        """
        self._has_run = question.experiment is not None
        self._run_tells_answer = run_tells_answer
        self._can_repeat, self._is_solved, self._tried = can_repeat, False, False
        self.kind.setText(title)
        self.about.setText(tr("level {level}").format(level=question.level))
        self.sheet.set_question(question, given)
        self.confidence.set_level(None)
        self._set_stage(Stage.ASKED)
        self.sheet.form.focus_first()

    def set_reading(self, sections: Sequence[Section]) -> None:
        """Show the working instead of asking; what would be asked stands there with its answers."""
        self.sheet.form.set_locked(True)
        self.sheet.set_solution(sections, tr("Read how it is worked out"), is_sought=False)
        self._is_solved = True
        self._set_stage(Stage.READING)
        self.next.setFocus()

    def set_marked(self, marked: MarkedQuestion, can_retry: bool) -> None:
        """Say what the answers got; `can_retry` keeps the right ones back and lets one try again.

        Too few digits cost no try: the answers can be completed.
        """
        is_open = can_retry and not marked.is_right
        self._tried = True
        self.sheet.set_marked(marked, tells_right=not is_open)
        self.sheet.form.set_locked(not is_open)
        if marked.needs_digits and is_open:
            self._set_stage(Stage.ASKED)
            self.sheet.form.focus_first(marked)
            return
        self._set_stage(Stage.MISSED if is_open else Stage.DONE)
        (self.retry if is_open else self.next).setFocus()

    def set_refusal(self, field: str, text: str) -> None:
        """Say why an answer cannot be read; nothing is lost by that."""
        self.sheet.form.show_refusal(field, text)

    def set_solution(self, sections: Sequence[Section]) -> None:
        """Show the worked solution; nothing can be tried any more."""
        self.sheet.form.set_locked(True)
        self.sheet.set_solution(sections)
        self._is_solved = True
        self._set_stage(Stage.DONE)
        self.next.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.sheet.set_theme(theme)

    @property
    def stage(self) -> Stage:
        """What can be done now."""
        return self._stage

    def _set_stage(self, stage: Stage) -> None:
        self._stage = stage
        is_asked, is_over = stage is Stage.ASKED, stage in (Stage.MISSED, Stage.DONE)
        self.confidence.setVisible(is_asked and not self._tried)
        self.give_up.setVisible(is_asked and not self._tried)
        self.check.setVisible(is_asked)
        self.retry.setVisible(stage is Stage.MISSED)
        self.next.setVisible(not is_asked or self._tried)
        set_variant(self.next, "primary", stage in (Stage.DONE, Stage.READING))
        self.again.setVisible(is_over and self._can_repeat)
        may_step = stage is Stage.DONE or not self._run_tells_answer
        self.step.setVisible(is_over and self._has_run and may_step)
        self.solution.setVisible(is_over and not self._is_solved)

    # What the person does.

    def _begin_mending(self) -> None:
        if self._stage is Stage.MISSED:
            self._set_stage(Stage.ASKED)

    def _try_again(self) -> None:
        self._set_stage(Stage.ASKED)
        self.sheet.focus_wrong()

    def _request_check(self) -> None:
        if self._stage is not Stage.ASKED:
            return
        form = self.sheet.form
        if form.is_blank:
            form.refuse_blank(
                tr("Nothing is answered yet, so nothing was marked. “I do not know” shows the way.")
                if self.give_up.isVisible()
                else tr("Nothing is answered yet, so nothing was marked.")
            )
        else:
            self.checkRequested.emit(form.answers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what is next with Enter, turn pages of a long working, and leave with Escape."""
        key = Qt.Key(event.key())
        if key in ENTER:
            self._go_on()
        elif key in _PAGES:
            self.sheet.area.verticalScrollBar().triggerAction(_PAGES[key])
        elif key is Qt.Key.Key_Escape:
            self.leaveRequested.emit()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        match self._stage:
            case Stage.ASKED:
                self._request_check()
            case Stage.MISSED:
                self._try_again()
            case Stage.READING | Stage.DONE:
                self.nextRequested.emit()
