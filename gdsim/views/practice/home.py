"""Where practising begins: what is due today, the exam's day, the topics."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.practice.exam_day import ExamDay
from gdsim.views.practice.topic_list import TopicList, TopicRow
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.reading.column import ReadingColumn
from gdsim.views.style.theme import SPACE, Theme, set_variant

COLUMN_WIDTH = 780


class HomeScreen(QWidget):
    """One sentence and one button, and what else there is to do.

    Signals
    -------
    startRequested()
        What the sentence says should be begun, or gone on with.
    dueRequested()
        What is due today should be begun, although the sentence says something else.
    dropRequested()
        What the button would go on with should be left.
    warmUpRequested(), mockRequested(), progressRequested()
        That should be shown.
    """

    startRequested = Signal()
    dueRequested = Signal()
    dropRequested = Signal()
    warmUpRequested = Signal()
    mockRequested = Signal()
    progressRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice, self.topic_words = sentence("", "hint"), sentence("", "hint")
        self.today, self.exam = sentence("", "title"), sentence("")
        self.start, self.due = QPushButton(tr("&Start")), QPushButton()
        set_variant(self.start, "primary", True)
        set_variant(self.start, "large", True)
        self.drop = QPushButton(tr("En&d it"))
        self.drop.setToolTip(tr("Leave the rest of it; what was answered stays"))
        self.warm_up = QPushButton(tr("&Warm-up, 5 min"))
        self.mock = QPushButton(tr("&Mock exam"))
        self.progress = QPushButton(tr("&Progress"))
        self.exam_day, self.topics = ExamDay(), TopicList()
        self._add_tips()
        column = ReadingColumn(tr("Practice"), COLUMN_WIDTH)
        column.fill(
            self.notice,
            self.today,
            self.exam,
            self._buttons(),
            _gap(),
            sentence(tr("Topics"), "heading"),
            self.topic_words,
            self.topics,
            _gap(),
            sentence(tr("The exam"), "heading"),
            self.exam_day,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.start.clicked.connect(self.startRequested)
        self.due.clicked.connect(self.dueRequested)
        self.drop.clicked.connect(self.dropRequested)
        self.warm_up.clicked.connect(self.warmUpRequested)
        self.mock.clicked.connect(self.mockRequested)
        self.progress.clicked.connect(self.progressRequested)
        self.set_notice("")
        self.set_beside("", "")
        self.set_left(False)

    def _add_tips(self) -> None:
        self.warm_up.setToolTip(tr("What is most at risk of being forgotten, topics mixed"))
        self.mock.setToolTip(tr("15 questions for 20 marks; nothing is told before you hand in"))
        self.progress.setToolTip(tr("Mastery, recall, slips and the mark to be expected"))

    def _buttons(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        for button in (self.start, self.due, self.drop):
            row.addWidget(button)
        row.addSpacing(SPACE.s)
        for button in (self.warm_up, self.mock, self.progress):
            row.addWidget(button)
        row.addStretch(1)
        return line

    def set_notice(self, text: str) -> None:
        """Say what was just done, or that something is wrong; empty for nothing."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def set_today(self, text: str, button: str) -> None:
        """Say what is to be done, and what the button is called that does just that."""
        self.today.setText(text)
        self.start.setText(button)

    def set_beside(self, button: str, text: str) -> None:
        """Offer what is due beside something that was left; an empty `button` offers nothing.

        Parameters
        ----------
        text
            What is due, in a sentence.
        """
        self.due.setText(button)
        self.due.setToolTip(text)
        self.due.setAccessibleDescription(text)
        self.due.setVisible(bool(button))

    def set_left(self, is_left: bool) -> None:
        """Offer to end what the button would go on with, or not."""
        self.drop.setVisible(is_left)

    def set_exam(self, text: str) -> None:
        """Say when the exam is."""
        self.exam.setText(text)

    def set_topics(self, rows: Sequence[TopicRow], words: str) -> None:
        """Show the topics, with a sentence on how to read their bars."""
        self.topics.set_topics(rows)
        self.topic_words.setText(words)
        # Tab follows the page: their buttons are made after those that stand below them.
        stops = (self.progress, *(self.topics.button(row.key) for row in rows), self.exam_day.day)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.topics.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the one button."""
        return self.start


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedHeight(SPACE.s)
    return gap
