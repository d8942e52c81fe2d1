"""The mock exam: its questions in any order, a clock, and no word before it is handed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.exam.question import Question
from gdsim.views.practice.confidence import ConfidenceBar
from gdsim.views.practice.head import Head
from gdsim.views.practice.item_strip import ItemState, ItemStrip
from gdsim.views.practice.question.question_sheet import QuestionSheet
from gdsim.views.practice.question_screen import COLUMN_WIDTH, ENTER
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.reading.column import centred
from gdsim.views.style.theme import SPACE, Theme, set_variant

_WAYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ExamScreen(QWidget):
    """Shows a question of an exam at a time.

    Signals
    -------
    itemRequested(int)
        The question at that place, from 0, should be shown.
    moveRequested(int)
        The next question (1) or the one before (-1) should be shown.
    flagRequested()
        The flag of this question should be turned.
    handInRequested()
        All of it should be marked.
    leaveRequested()
        The person wants to stop here; the clock stands still meanwhile.
    drafted()
        An answer was changed.
    """

    itemRequested = Signal(int)
    moveRequested = Signal(int)
    flagRequested = Signal()
    handInRequested = Signal()
    leaveRequested = Signal()
    drafted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.strip = Head(), ItemStrip()
        self.sheet, self.confidence = QuestionSheet(), ConfidenceBar()
        self.kind = sentence("", "title")
        self.flag = QPushButton(tr("Fla&g"))
        self.flag.setCheckable(True)
        self.flag.setToolTip(tr("Mark this question to come back to it"))
        self.previous, self.next = QPushButton(tr("&Previous")), QPushButton(tr("Ne&xt"))
        self.previous.setToolTip(tr("The question before (Ctrl+Page Up)"))
        self.next.setToolTip(tr("The next question (Ctrl+Page Down, or Enter)"))
        self.hand_in = QPushButton(tr("Hand &in"))
        self.hand_in.setToolTip(tr("Have all of it marked"))
        set_variant(self.next, "primary", True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, SPACE.m)
        foot.setSpacing(SPACE.s)
        foot.addWidget(self.confidence)
        foot.addStretch(1)
        for button in (self.flag, self.hand_in, self.previous, self.next):
            foot.addWidget(button)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        for part in (self.head, self.strip, self.kind):
            column.addWidget(part)
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)
        self.setLayout(centred(whole, COLUMN_WIDTH))

    def _connect(self) -> None:
        self.head.leaveRequested.connect(self.leaveRequested)
        self.strip.itemRequested.connect(self.itemRequested)
        self.sheet.edited.connect(self.drafted)
        self.sheet.noted.connect(self.drafted)
        self.sheet.finished.connect(lambda: self.moveRequested.emit(1))
        self.confidence.changed.connect(self.drafted)
        self.flag.clicked.connect(self.flagRequested)
        self.previous.clicked.connect(lambda: self.moveRequested.emit(-1))
        self.next.clicked.connect(lambda: self.moveRequested.emit(1))
        self.hand_in.clicked.connect(self.handInRequested)

    def set_question(self, question: Question, title: str) -> None:
        """Show a question, and go to its first open field."""
        self.kind.setText(title)
        # What it is worth here is told in the head: the marks of its parts are scaled to that.
        self.sheet.set_question(question, {}, tells_marks=False)
        self.sheet.form.focus_first()

    def set_items(self, states: Sequence[ItemState], here: int) -> None:
        """Show what was done with each question, and which one is shown."""
        self.strip.set_items(states, here)
        self.flag.setChecked(states[here].is_flagged)
        self.previous.setEnabled(here > 0)
        self.next.setEnabled(here + 1 < len(states))

    def set_refusal(self, field: str, text: str) -> None:
        """Say why an answer cannot be read."""
        self.sheet.form.show_refusal(field, text)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.sheet.set_theme(theme)
        self.strip.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the pages, go on with Enter, and leave with Escape."""
        key = Qt.Key(event.key())
        if key in _WAYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moveRequested.emit(_WAYS[key])
        elif key in ENTER:
            self.moveRequested.emit(1)
        elif key is Qt.Key.Key_Escape:
            self.leaveRequested.emit()
        else:
            super().keyPressEvent(event)
