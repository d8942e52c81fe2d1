"""The page of notes: a topic at a time, each statement with the run that shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
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
from gdsim.shortcuts import keys_of
from gdsim.study.notes.blocks import Flowchart, Note, NoteBlock, Statement
from gdsim.study.notes.contents import notes
from gdsim.study.working.blocks import Formula, Table, Text
from gdsim.views.pages.notes.flowchart import FlowchartView
from gdsim.views.pages.page import Page
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

LONG = 12
"""Letters above which a cell's text may be broken."""


class NotesPage(Page):
    """Shows the notes.

    Signals
    -------
    showRequested(Show)
        The run that proves a statement should be shown.
    """

    showRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._notes = notes()
        self.topics = QComboBox()
        self.topics.setAccessibleName(tr("Topic"))
        self.topics.addItems([note.title for note in self._notes])
        self.previous, self.next = QPushButton(tr("Previous topic")), QPushButton(tr("Next topic"))
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setAccessibleName(tr("Notes"))
        self._lay_out()
        self.topics.currentIndexChanged.connect(self._show_topic)
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self._show_topic(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(self.topics, 1)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addLayout(head)
        column.addWidget(self.body, 1)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for label in self.findChildren(FormulaLabel):
            label.set_theme(theme)
        for chart in self.findChildren(FlowchartView):
            chart.set_theme(theme)

    def show_topic(self, key: str) -> None:
        """Show the note of that key."""
        self.topics.setCurrentIndex([note.key for note in self._notes].index(key))

    def _turn(self, by: int) -> None:
        self.topics.setCurrentIndex(self.topics.currentIndex() + by)

    def _show_topic(self, index: int) -> None:
        self.previous.setEnabled(index > 0)
        self.next.setEnabled(index + 1 < len(self._notes))
        self.body.setWidget(self._content(self._notes[index]))
        self.set_theme(self._theme)

    def _content(self, note: Note) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE.s, SPACE.l)
        column.setSpacing(SPACE.m)
        for block in note.blocks:
            column.addWidget(self._block(block))
        column.addStretch(1)
        return content

    def _block(self, block: NoteBlock) -> QWidget:
        match block:
            case Statement():
                return self._statement(block)
            case Formula():
                return FormulaLabel(block.latex)
            case Flowchart():
                return FlowchartView(block)
            case Table():
                return _table(block)
            case Text():
                return _sentence(block.text)

    def _statement(self, statement: Statement) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(_sentence(statement.text), 1)
        button = QPushButton(tr("Show me"))
        button.setToolTip(
            tr("Open the run that shows this; {keys} brings the present one back").format(
                keys=keys_of("undo")
            )
        )
        button.setAccessibleName(tr("Show me: {statement}").format(statement=statement.text))
        button.clicked.connect(lambda: self.showRequested.emit(statement.show))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _table(table: Table) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.m)
    grid.setVerticalSpacing(SPACE.xs)
    for k, title in enumerate(table.header):
        head = QLabel(title)
        head.setWordWrap(len(table.header) > 3)
        set_variant(head, "role", "hint")
        grid.addWidget(head, 0, k)
        for i, row in enumerate(table.rows, start=1):
            cell = QLabel(row[k])
            cell.setTextFormat(Qt.TextFormat.PlainText)
            cell.setWordWrap(k > 0 and len(row[k]) > LONG)
            grid.addWidget(cell, i, k)
    grid.setColumnStretch(len(table.header) - 1, 1)
    return holder
