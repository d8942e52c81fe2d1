"""Progress to look at: topics, the mark to be expected, slips, days, and how sure one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.study.exam.memory.calibration import Calibration
from gdsim.study.exam.memory.forecast import ExpectedMark
from gdsim.study.exam.memory.habits import DayFigure
from gdsim.views.practice.progress.calendar_plot import CalendarPlot
from gdsim.views.practice.progress.calibration_plot import CalibrationPlot
from gdsim.views.practice.progress.card import FigureCard
from gdsim.views.practice.progress.mark_plot import MarkPlot
from gdsim.views.practice.progress.slip_list import SlipList, SlipRow
from gdsim.views.practice.topic_list import TopicList, TopicRow
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import SPACE, Theme, set_variant

TWO_COLUMNS_FROM = 1100
"""Pixels of width from which cards stand side by side."""

MOST_WIDTH = 1400


class ProgressScreen(QWidget):
    """Shows the figures of progress.

    Signals
    -------
    exportRequested(str)
        The figure of that key should be written to a file.
    drillRequested(tuple)
        The kinds of these keys should be drilled.
    topicRequested(str)
        The topic of that key should be drilled.
    closeRequested()
        The person has seen enough.
    """

    exportRequested = Signal(str)
    drillRequested = Signal(object)
    topicRequested = Signal(str)
    closeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topics, self.mark = TopicList(), MarkPlot()
        self.slips, self.days, self.calibration = SlipList(), CalendarPlot(), CalibrationPlot()
        self.cards = {
            "topics": FigureCard(tr("Mastery and recall by topic"), self.topics),
            "mark": FigureCard(tr("The mark to be expected"), self.mark),
            "slips": FigureCard(tr("Your slips"), self.slips),
            "days": FigureCard(tr("Minutes a day"), self.days),
            "calibration": FigureCard(tr("How sure, and how often right"), self.calibration),
        }
        for key, card in self.cards.items():
            card.exportRequested.connect(lambda key=key: self.exportRequested.emit(key))
        self.close_progress = QPushButton(tr("&Done"))
        set_variant(self.close_progress, "primary", True)
        self.close_progress.clicked.connect(self.closeRequested)
        self.slips.drillRequested.connect(self.drillRequested)
        self.topics.drillRequested.connect(self.topicRequested)
        self._is_wide: bool | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(sentence(tr("Progress"), "title"), 1)
        head.addWidget(self.close_progress)
        inner = QWidget()
        inner.setMaximumWidth(MOST_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, SPACE.l, 0, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.m)
        column.addLayout(self._grid)
        column.addStretch(1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(tr("Progress"))
        area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._place_cards(False)

    def _place_cards(self, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        cards = self.cards
        for card in cards.values():
            self._grid.removeWidget(card)
        if is_wide:
            self._grid.addWidget(cards["topics"], 0, 0, 2, 1)
            self._grid.addWidget(cards["mark"], 0, 1)
            self._grid.addWidget(cards["days"], 1, 1)
            self._grid.addWidget(cards["slips"], 2, 0)
            self._grid.addWidget(cards["calibration"], 2, 1)
        else:
            for row, card in enumerate(cards.values()):
                self._grid.addWidget(card, row, 0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if is_wide or not column else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards(self.width() >= TWO_COLUMNS_FROM)

    # Setters.

    def set_topics(self, rows: Sequence[TopicRow], words: str) -> None:
        """Show the topics, with a sentence on how to read them."""
        self.topics.set_topics(rows)
        self.cards["topics"].set_words(words)

    def set_mark(self, mark: ExpectedMark | None, words: str) -> None:
        """Show the mark to be expected, with a sentence on it."""
        self.mark.set_mark(mark)
        self.cards["mark"].set_words(words)

    def set_slips(self, slips: Sequence[SlipRow]) -> None:
        """Show the slips."""
        self.slips.set_slips(slips)
        self.cards["slips"].set_words("" if slips else tr("None has been made yet."))

    def set_days(
        self, days: Sequence[DayFigure], today: date, exam_day: date | None, words: str
    ) -> None:
        """Show the days from a Monday on, with a sentence on how to read them."""
        self.days.set_days(days, today, exam_day)
        self.cards["days"].set_words(words)

    def set_calibration(self, levels: Sequence[Calibration], words: str) -> None:
        """Show how sure one was and how often right, with a sentence on it."""
        self.calibration.set_levels(levels)
        self.cards["calibration"].set_words(words)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        for view in (self.topics, self.mark, self.days, self.calibration):
            view.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self.closeRequested.emit()
        else:
            super().keyPressEvent(event)
