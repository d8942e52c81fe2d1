"""The place of notes: a topic at a time, each statement with the run that shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.study.notes.contents import notes
from gdsim.study.notes.note import Flowchart, Note, NoteBlock, Statement
from gdsim.views.notes.flowchart import FlowchartView
from gdsim.views.places.place import Place
from gdsim.views.reading.block_widgets import block_widget, sentence
from gdsim.views.reading.column import ReadingColumn
from gdsim.views.style.formula import FormulaLabel
from gdsim.views.style.theme import LIGHT, SPACE, Theme, set_variant

CONTENTS_WIDTH = 232


class NotesPlace(Place):
    """Shows the notes: the topics at the left, the chosen one beside them.

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
        self.topics = QListWidget()
        self.topics.setAccessibleName(tr("Topics"))
        self.topics.setFixedWidth(CONTENTS_WIDTH)
        self.topics.setWordWrap(True)
        self.topics.addItems([note.title for note in self._notes])
        set_variant(self.topics, "contents", True)
        self.previous, self.next = QPushButton(tr("Previous topic")), QPushButton(tr("Next topic"))
        self.body = ReadingColumn(tr("Notes"))
        self._lay_out()
        self.topics.currentRowChanged.connect(self._show_topic)
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.topics.setCurrentRow(0)

    def _lay_out(self) -> None:
        turning = QHBoxLayout()
        turning.setContentsMargins(SPACE.xl, SPACE.s, SPACE.xl, SPACE.s)
        turning.setSpacing(SPACE.s)
        turning.addStretch(1)
        turning.addWidget(self.previous)
        turning.addWidget(self.next)
        turning.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        column.addLayout(turning)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QFrame()
        set_variant(side, "side", True)
        beside = QHBoxLayout(side)
        beside.setContentsMargins(0, 0, 1, 0)
        beside.addWidget(self.topics)
        row.addWidget(side)
        row.addLayout(column, 1)

    @property
    def topic(self) -> Note:
        """The note that is shown."""
        return self._notes[self.topics.currentRow()]

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for label in self.findChildren(FormulaLabel):
            label.set_theme(theme)
        for chart in self.findChildren(FlowchartView):
            chart.set_theme(theme)

    def first_focus(self) -> QWidget:
        """Return the list of topics."""
        return self.topics

    def show_topic(self, key: str) -> None:
        """Show the note of that key."""
        self.topics.setCurrentRow([note.key for note in self._notes].index(key))

    def _turn(self, by: int) -> None:
        self.topics.setCurrentRow(self.topics.currentRow() + by)

    def _show_topic(self, index: int) -> None:
        self.previous.setEnabled(index > 0)
        self.next.setEnabled(index + 1 < len(self._notes))
        note = self._notes[index]
        self.body.fill(sentence(note.title, "title"), *map(self._block, note.blocks))
        self.set_theme(self._theme)

    def _block(self, block: NoteBlock) -> QWidget:
        match block:
            case Statement():
                return self._statement(block)
            case Flowchart():
                return FlowchartView(block)
            case _:
                return block_widget(block)

    def _statement(self, statement: Statement) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(sentence(statement.text), 1)
        button = QPushButton(tr("Show me"))
        button.setToolTip(tr("Open the run that shows this"))
        button.setAccessibleName(tr("Show me: {statement}").format(statement=statement.text))
        button.clicked.connect(lambda: self.showRequested.emit(statement.show))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line
