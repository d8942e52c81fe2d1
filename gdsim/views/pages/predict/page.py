"""Predict what an update comes to, be told what was right, then reveal it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.grades import Grade
from gdsim.study.practice.quiz import Attempt, Fault
from gdsim.study.practice.slip_texts import fault_sentence, given_sentence, mark_sentence
from gdsim.study.practice.update_task import UpdateTask
from gdsim.views.fields.answer_field import AnswerField
from gdsim.views.pages.page import Page
from gdsim.views.pages.predict.form import MOST_ASKED_PARAMETERS, AnswersForm
from gdsim.views.pages.predict.told import Told, scroll_down_only
from gdsim.views.style.elided_label import ElidedLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

LEAST_ASKED = 60
"""Pixels that are kept for the answers."""


class PredictPage(Page):
    """Asks for the numbers of the update at the cursor while what comes next is hidden.

    Signals
    -------
    veilRequested(bool)
        What comes next should be hidden, or shown again.
    checkRequested(dict)
        The typed texts, by `Field`; to be answered with `set_attempt` or `set_refusals`.
    revealRequested()
        The right numbers should be told; to be answered with `set_solution`.
    nextRequested(), workingRequested()
        The next update should be asked for; and the working of this one be shown.
    rowRequested(int)
        That update should be tried again.
    """

    veilRequested = Signal(bool)
    checkRequested = Signal(object)
    revealRequested = Signal()
    nextRequested = Signal()
    workingRequested = Signal()
    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._format = LIGHT, NumberFormat()
        self._task: UpdateTask | None = None
        self._shown: tuple[Run, int, bool, bool] | None = None
        self._cursor, self._is_veiled = 0, False
        # By what the update is made under: taking a change back brings the run back, and these.
        self._typed: WeakKeyDictionary[Segment, dict[int, dict[Field, str]]] = WeakKeyDictionary()
        self._is_marked = False
        self._title, self._given, self._score = ElidedLabel(), QLabel(), QLabel()
        set_variant(self._title, "role", "heading")
        self._given.setWordWrap(True)
        set_variant(self._given, "role", "hint")
        set_variant(self._score, "role", "hint")
        self._veil = QPushButton()
        self._veil.clicked.connect(lambda: self.veilRequested.emit(not self._is_veiled))
        self._check, self._reveal = QPushButton(tr("Check")), QPushButton()
        self._check.setToolTip(tr("Mark what is typed (Enter)"))
        self._working = QPushButton(tr("Its working"))
        self._working.setToolTip(tr("Go on, and show how the numbers come about"))
        self._check.clicked.connect(self._request_check)
        self._reveal.clicked.connect(self._go_on)
        self._working.clicked.connect(self.workingRequested)
        self._form, self._told = AnswersForm(None), Told()
        self._told.rowRequested.connect(self.rowRequested)
        self._asked = QScrollArea()
        scroll_down_only(self._asked, LEAST_ASKED)
        self._lay_out()
        self._set_solved(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._score)
        buttons = QHBoxLayout()
        buttons.addWidget(self._check)
        buttons.addWidget(self._reveal)
        buttons.addWidget(self._working)
        buttons.addStretch(1)
        buttons.addWidget(self._veil)
        self._asked.setWidget(self._form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE.s, 0, SPACE.xs)
        whole.setSpacing(SPACE.xs)
        # The question stays in sight, and so does what is said of the answers; where there is
        # little room, each scrolls by itself.
        whole.addLayout(head)
        whole.addWidget(self._given)
        whole.addWidget(self._asked)
        whole.addWidget(self._told, 1)
        whole.addLayout(buttons)

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Ask for the update at the cursor of `snapshot`."""
        self._is_veiled, self._cursor = snapshot.is_veiled, snapshot.cursor
        ended = snapshot.stop is not None and snapshot.is_pending
        shown = (snapshot.run, snapshot.cursor, snapshot.is_veiled, ended)
        if shown == self._shown:
            return
        self._keep_typed()
        self._shown = shown
        self._task = UpdateTask.of(snapshot.run, snapshot.cursor)
        self._show_state(ended, self._task)
        self._ask(self._task if snapshot.is_veiled and not ended else None)

    def _keep_typed(self) -> None:
        """Keep what is typed and not marked, for when its update is asked for again."""
        if self._shown is None:
            return
        run, t, _, _ = self._shown
        if self._form.typed and not (self._is_marked or self._is_solved):
            self._typed.setdefault(run.segment_of(t), {})[t] = self._form.typed

    def _show_state(self, ended: bool, task: UpdateTask) -> None:
        veiled = self._is_veiled
        self._veil.setText(tr("Show everything") if veiled else tr("Start predicting"))
        set_variant(self._veil, "primary", not veiled)
        for part in (self._check, self._reveal):
            part.setVisible(veiled and not ended)
        self._asked.setVisible(veiled and not ended)
        title = tr("Update {t}: what comes out?") if veiled else tr("Predict, then reveal")
        self._title.setText(title.format(t=self._cursor))
        if ended:
            text = tr("The run has ended. Step back to try an update again.")
        elif veiled:
            text = given_sentence(task, MOST_ASKED_PARAMETERS)
        else:
            text = tr(
                "Hides what comes next in the table, the plots and the working. You work it out "
                "by hand, type it here, and are told what is right and which slip was made."
            )
        self._given.setText(text)

    def _ask(self, task: UpdateTask | None) -> None:
        """Put up a field for each number, a line for each parameter."""
        self._set_solved(False)
        if task is None and not self._form.fields:
            # While a run is played nothing is asked, update after update.
            return
        # Not deleted at once, as the area would: Enter in one of its own fields may have led here.
        old = self._asked.takeWidget()
        old.setParent(self)
        old.hide()
        old.deleteLater()
        self._form = AnswersForm(task)
        if task is not None and self._shown is not None:
            run, t, _, _ = self._shown
            self._form.set_typed(self._typed.get(run.segment_of(t), {}).pop(t, {}))
        self._form.entered.connect(self._request_check)
        self._form.edited.connect(self._forget_marks)
        self._asked.setWidget(self._form)
        self._asked.setMaximumHeight(self._form.sizeHint().height() + 2)
        if self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """Let the person type the first new parameter at once."""
        self._form.focus_first()

    def _request_check(self) -> None:
        typed = self._form.texts
        if self._is_solved:
            self.nextRequested.emit()
        elif typed:
            self.checkRequested.emit(typed)
        else:
            self._told.say([(None, tr("Type at least one of the numbers first."))])

    def _go_on(self) -> None:
        (self.nextRequested if self._is_solved else self.revealRequested).emit()

    def _forget_marks(self) -> None:
        """Drop what was said of answers that have changed; what is no number stays told."""
        faults = [one.edit.fault for one in self._form.fields.values() if one.edit.fault]
        self._told.say([(None, fault) for fault in faults])
        self._set_solved(False)

    def _set_solved(self, solved: bool) -> None:
        """Offer to go on once all is right or told, to check before."""
        self._is_solved = solved
        self._reveal.setText(tr("Next") if solved else tr("Reveal"))
        tip = tr("Go on to the next update (Enter)")
        self._reveal.setToolTip(tip if solved else tr("Tell the right numbers"))
        set_variant(self._reveal, "primary", solved)
        set_variant(self._check, "primary", not solved)
        self._check.setEnabled(not solved)
        self._working.setVisible(solved)

    @property
    def fields(self) -> dict[Field, AnswerField]:
        """The numbers that are asked for."""
        return self._form.fields

    @property
    def sentences(self) -> list[str]:
        """What is said of the answers."""
        return self._told.sentences

    def set_refusals(self, sentences: Mapping[Field, str]) -> None:
        """Say what cannot be read as a number."""
        self._form.set_refusals(sentences)
        if sentences:
            self._told.say([(None, sentence) for sentence in sentences.values()])

    def set_attempt(self, attempt: Attempt | None) -> None:
        """Show answers with their marks, or none."""
        self._is_marked = attempt is not None
        marks = {one.field: one for one in attempt.marks} if attempt is not None else {}
        self._form.set_marks(marks, self._theme)
        if attempt is None or not self.fields:
            self._forget_marks()
            return
        remarkable = [one for one in attempt.marks if one.grade is not Grade.RIGHT]
        self._set_solved(all(one.counts_as_right for one in attempt.marks))
        lines = [(one.grade, mark_sentence(one, attempt.task)) for one in remarkable]
        self._told.say(lines or [(Grade.RIGHT, tr("All right."))])

    def set_solution(self, values: Mapping[Field, float]) -> None:
        """Put the right numbers into the fields, and say what was answered otherwise."""
        told = {field: self._format.brief(value) for field, value in values.items()}
        template = tr("{number}: {right} is right, {typed} was typed.")
        lines = [
            template.format(number=one.edit.accessibleName(), right=told[field], typed=one.text)
            for field, one in self.fields.items()
            if one.text and one.is_wrong
        ]
        self._form.set_solution(told)
        self._set_solved(True)
        self._told.say([("", line) for line in [tr("The right numbers stand above."), *lines]])
        self._reveal.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_score(self, right: int, asked: int, faults: Sequence[tuple[Fault, UpdateTask]]) -> None:
        """Show how many answers were right at the first try, and what went wrong."""
        text = tr("{right} of {asked} right at the first try")
        self._score.setText(text.format(right=right, asked=asked) if asked else "")
        lines = [
            (fault, fault_sentence(fault, task, self._format, fault.t < self._cursor))
            for fault, task in faults
        ]
        self._told.list_faults(lines)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._told.set_theme(theme)
