"""A table in a working: its columns, and what shows the rows that are left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.study.working.batch import MOST_ROWS_ON_REQUEST, MOST_ROWS_WHOLE
from gdsim.study.working.blocks import Table
from gdsim.views.style.theme import SPACE, number_font, set_variant


class WorkingTable(QWidget):
    """Shows a table; a long one has a button below it.

    Signals
    -------
    wholeRequested(bool)
        All rows should be shown, or the first and last ones alone again.
    """

    wholeRequested = Signal(bool)

    def __init__(self, table: Table, is_whole: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addLayout(_grid(table))
        foot = self._foot(table, is_whole)
        if foot is not None:
            column.addLayout(foot)

    def _foot(self, table: Table, is_whole: bool) -> QHBoxLayout | None:
        """Return the line below a table of which rows are, or could be, left out."""
        if not table.left_out:
            is_long = is_whole and table.total > MOST_ROWS_WHOLE
            return self._line("", tr("Show fewer rows"), False) if is_long else None
        if table.total > MOST_ROWS_ON_REQUEST:
            limit = tr("Up to {most} rows can be shown.").format(most=f"{MOST_ROWS_ON_REQUEST:,}")
            return self._line(f"{table.note} {limit}", "", True)
        return self._line(table.note, tr("Show all {n} rows").format(n=table.total), True)

    def _line(self, text: str, of_button: str, whole: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.m)
        if text:
            note = QLabel(text)
            set_variant(note, "role", "hint")
            line.addWidget(note)
        if of_button:
            button = QPushButton(of_button)
            button.clicked.connect(lambda: self.wholeRequested.emit(whole))
            line.addWidget(button)
        line.addStretch(1)
        return line


def _grid(table: Table) -> QGridLayout:
    """Return a label for each column: one for each cell would take long where rows are many."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.m)
    grid.setVerticalSpacing(2)
    for k, title in enumerate(table.header):
        head, cells = QLabel(title), QLabel("\n".join(row[k] for row in table.rows))
        set_variant(head, "role", "hint")
        for i, label in enumerate((head, cells)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(number_font())
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, i, k)
    grid.setColumnStretch(len(table.header), 1)
    return grid
