"""Predict what an update comes to, be told what was right, then reveal it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.numbers import NumberFormat
from gdsim.shortcuts import keys_of
from gdsim.study.practice.answers import Field, entries_of
from gdsim.study.practice.marking.marks import Grade
from gdsim.study.practice.quiz import Attempt, Fault
from gdsim.study.practice.slip_texts import (
    fault_sentence,
    field_name,
    given_sentence,
    mark_sentence,
)
from gdsim.study.practice.update_task import UpdateTask
from gdsim.symbols import symbol
from gdsim.views.fields.answer_field import AnswerField, grade_sign
from gdsim.views.pages.page import Page
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

TAB_ORDER = ("gradient", "new", "new_loss")
"""The order in which Tab goes through the numbers: that of the working."""

MOST_ASKED_PARAMETERS = 6
"""Parameters that are asked for."""


class PredictPage(Page):
    """Asks for the numbers of the update at the cursor while what comes next is hidden.

    Signals
    -------
    veilRequested(bool)
        What comes next should be hidden, or shown again.
    checkRequested(dict)
        The typed texts, by `Field`; to be answered with `set_attempt` or `set_refusals`.
    revealRequested()
        The update should be shown.
    rowRequested(int)
        That update should be tried again.
    """

    veilRequested = Signal(bool)
    checkRequested = Signal(object)
    revealRequested = Signal()
    rowRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._format = LIGHT, NumberFormat()
        self._task: UpdateTask | None = None
        self._shown: tuple[object, ...] = ()
        self._cursor, self._is_veiled = 0, False
        self._fields: list[AnswerField] = []
        self._title, self._given, self._score = QLabel(), QLabel(), QLabel()
        set_variant(self._title, "role", "heading")
        self._given.setWordWrap(True)
        set_variant(self._given, "role", "hint")
        self._veil = QPushButton()
        self._veil.clicked.connect(lambda: self.veilRequested.emit(not self._is_veiled))
        self._check, self._reveal = QPushButton(tr("Check")), QPushButton()
        self._check.setToolTip(tr("Mark what is typed (Enter)"))
        self._set_solved(False)
        self._check.clicked.connect(self._request_check)
        self._reveal.clicked.connect(self.revealRequested)
        self._asked, self._marks, self._faults = QWidget(), QWidget(), QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._veil)
        buttons = QHBoxLayout()
        buttons.addWidget(self._check)
        buttons.addWidget(self._reveal)
        buttons.addStretch(1)
        buttons.addWidget(self._score)
        buttons.setContentsMargins(0, 0, 0, SPACE.s)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE.s, SPACE.s)
        self._column.setSpacing(SPACE.s)
        for part in (self._given, self._asked, self._marks):
            self._column.addWidget(part)
        self._column.addWidget(self._faults)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE.s, 0, 0)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        # Below what is scrolled, so that they stay in sight whatever is said of the answers.
        whole.addLayout(buttons)

    def _replace(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Ask for the update at the cursor of `snapshot`."""
        self._is_veiled, self._cursor = snapshot.is_veiled, snapshot.cursor
        ended = snapshot.stop is not None and snapshot.is_pending
        shown = (snapshot.run, snapshot.cursor, snapshot.is_veiled, ended)
        if shown == self._shown:
            return
        self._shown = shown
        self._task = UpdateTask.of(snapshot.run, snapshot.cursor)
        self._show_state(ended, self._task)
        self._ask(self._task if snapshot.is_veiled and not ended else None)

    def _show_state(self, ended: bool, task: UpdateTask) -> None:
        veiled = self._is_veiled
        self._veil.setText(tr("Show everything") if veiled else tr("Start predicting"))
        set_variant(self._veil, "primary", not veiled)
        for part in (self._check, self._reveal):
            part.setVisible(veiled and not ended)
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
        self._fields = []
        self._set_solved(False)
        asked = QWidget()
        grid = QGridLayout(asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.s)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(3, 1)
        if task is not None:
            for column, text in ((1, tr("gradient")), (2, tr("new value"))):
                heading = QLabel(text)
                set_variant(heading, "role", "hint")
                grid.addWidget(heading, 0, column)
            for k, name in enumerate(task.objective.parameters[:MOST_ASKED_PARAMETERS]):
                grid.addWidget(QLabel(symbol(name)), k + 1, 0)
                for column, field in ((1, Field("gradient", k)), (2, Field("new", k))):
                    grid.addWidget(self._field(field, task), k + 1, column)
            last = grid.rowCount()
            of_batch = bool(task.objective.columns)
            named = tr("new loss of this batch") if of_batch else tr("new loss")
            grid.addWidget(QLabel(named), last, 0)
            grid.addWidget(self._field(Field("new_loss"), task), last, 2)
        self._asked = self._replace(self._asked, asked)
        in_order = sorted(self._fields, key=lambda one: TAB_ORDER.index(one.field.quantity))
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before.edit, after.edit)
        if self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """Let the person type the first new parameter at once."""
        first = next((one for one in self._fields if one.field.quantity == "new"), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, field: Field, task: UpdateTask) -> AnswerField:
        made = AnswerField(field, field_name(field, task))
        made.entered.connect(self._request_check)
        made.edited.connect(self._forget_marks)
        self._fields.append(made)
        return made

    def _request_check(self) -> None:
        self._spread_lists()
        typed = {one.field: one.text for one in self._fields if one.text}
        if self._is_solved:
            self.revealRequested.emit()
        elif typed:
            self.checkRequested.emit(typed)
        else:
            self._say([(None, tr("Type at least one of the numbers first."))])

    def _spread_lists(self) -> None:
        """Put a list such as (2.4, 3.2) into the fields of all parameters."""
        for one in self._fields:
            alike = [other for other in self._fields if other.field.quantity == one.field.quantity]
            entries = entries_of(one.text)
            if 1 < len(entries) == len(alike):
                for other, entry in zip(alike, entries, strict=True):
                    other.edit.setText(entry)

    def _forget_marks(self) -> None:
        self._say([])
        self._set_solved(False)

    def _set_solved(self, solved: bool) -> None:
        """Offer to go on once all is right, to check before."""
        self._is_solved = solved
        self._reveal.setText(tr("Next") if solved else tr("Reveal"))
        tip = tr("Go on to the next update (Enter)")
        hidden = tr("Show the update and go on to the next ({keys})")
        self._reveal.setToolTip(tip if solved else hidden.format(keys=keys_of("step", 1)))
        set_variant(self._reveal, "primary", solved)
        set_variant(self._check, "primary", not solved)

    @property
    def fields(self) -> dict[Field, AnswerField]:
        """The numbers that are asked for."""
        return {one.field: one for one in self._fields}

    @property
    def sentences(self) -> list[str]:
        """What is said of the answers."""
        return [label.text() for label in self._marks.findChildren(QLabel) if label.text()]

    def _say(self, lines: Sequence[tuple[Grade | None, str]]) -> None:
        marks = QWidget()
        grid = QGridLayout(marks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (grade, sentence) in enumerate(lines):
            label = _wrapped(sentence, "error" if grade is None else "")
            if grade is not None:
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(grade_sign(grade, self._theme), row, 0, top)
            grid.addWidget(label, row, 1)
        self._marks = self._replace(self._marks, marks)

    def set_refusals(self, sentences: Mapping[Field, str]) -> None:
        """Say what cannot be read as a number."""
        for field in sentences:
            self.fields[field].show_refusal()
        if sentences:
            self._say([(None, sentence) for sentence in sentences.values()])

    def set_attempt(self, attempt: Attempt | None) -> None:
        """Show answers with their marks, or none."""
        marks = {one.field: one for one in attempt.marks} if attempt is not None else {}
        for field, shown in self.fields.items():
            shown.show_mark(marks.get(field), self._theme)
        if attempt is None or not self._fields:
            self._forget_marks()
            return
        remarkable = [one for one in attempt.marks if one.grade is not Grade.RIGHT]
        self._set_solved(all(one.counts_as_right for one in attempt.marks))
        lines = [(one.grade, mark_sentence(one, attempt.task)) for one in remarkable]
        self._say(lines or [(Grade.RIGHT, tr("All right."))])

    def set_score(self, right: int, asked: int, faults: Sequence[tuple[Fault, UpdateTask]]) -> None:
        """Show how many answers were right at the first try, and what went wrong."""
        text = tr("{right} of {asked} right at the first try")
        self._score.setText(text.format(right=right, asked=asked) if asked else "")
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for fault, task in faults:
            told = fault_sentence(fault, task, self._format, fault.t < self._cursor)
            again = tr("mended") if fault.is_mended else tr("try again")
            label = _wrapped(f'{html.escape(told)} <a href="{fault.t}">{again}</a>', "hint")
            label.setProperty("rich", True)
            label.linkActivated.connect(lambda t: self.rowRequested.emit(int(t)))
            column.addWidget(label)
        self._faults = self._replace(self._faults, listed)

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme


def _wrapped(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    if role:
        set_variant(label, "role", role)
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.LinksAccessibleByMouse)
    return label
