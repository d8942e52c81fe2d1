"""A hand-made iteration table with its marks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, Grade
from gdsim.study.practice.slip_texts import cell_sentence
from gdsim.study.practice.tables.table_check import CheckedTable
from gdsim.study.practice.tables.table_report import (
    numbering_sentence,
    states_sentence,
    unknown_sentence,
)
from gdsim.views.fields.answer_field import GRADE_LOOKS
from gdsim.views.pages.page import Page
from gdsim.views.style.icons import icon
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant

LEAST_COLUMN_WIDTH = 56
UNREADABLE_LOOK = ("warning", "warning")
"""Icon and colour of a cell that is no number."""


class CheckPage(Page):
    """Takes a table that a person worked out, and shows which cell went wrong first.

    Signals
    -------
    pasteRequested()
        The table on the clipboard should be checked.
    openRequested()
        A file should be asked for and checked.
    """

    pasteRequested = Signal()
    openRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._format = LIGHT, NumberFormat()
        self._checked: CheckedTable | None = None
        title = QLabel(tr("Check my table"))
        set_variant(title, "role", "heading")
        paste, load = QPushButton(tr("Paste")), QPushButton(tr("Open…"))
        set_variant(paste, "primary", True)
        paste.setToolTip(tr("Check the table on the clipboard, as copied from a spreadsheet"))
        load.setToolTip(tr("Check a table in a CSV file"))
        paste.clicked.connect(self.pasteRequested)
        load.clicked.connect(self.openRequested)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(paste)
        head.addWidget(load)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cells = _table()
        self.cells.currentCellChanged.connect(lambda row, column, *_: self._tell(row, column))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.cells, 1)
        self._show()

    def set_checked(self, checked: CheckedTable | None) -> None:
        """Show a table with its marks, standing at the first wrong cell; None for none."""
        self._checked = checked
        self._show()

    def set_refusal(self, sentence: str) -> None:
        """Say why a table cannot be checked."""
        self.set_checked(None)
        self._say(sentence, "error")

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in this format."""
        self._format = number_format

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        self._show()

    def _say(self, text: str, role: str) -> None:
        set_variant(self.told, "role", role)
        self.told.setText(text)

    def _show(self) -> None:
        checked = self._checked
        self.cells.setVisible(checked is not None)
        if checked is None:
            self._say(
                tr(
                    "Copy your own iteration table from a spreadsheet, with a heading for each "
                    "column, and paste it here: iteration, loss, gradient, new parameters. The "
                    "first wrong cell is found, and later ones are checked from there."
                ),
                "hint",
            )
            return
        self._fill(checked)
        place = (
            checked.first(Grade.WRONG)
            or next(iter(checked.unreadable()), None)
            or checked.first(Grade.TOO_FEW_DIGITS)
        )
        if place is None:
            count = checked.count(*Grade)
            told = ntr("The number is right.", "All {n} numbers are right.", count)
            fine = told.format(n=count) if count else tr("No number of the table was marked.")
            numbering = numbering_sentence(checked)
            parts = (fine, checked.convention, numbering, unchecked_sentence(checked))
            self._say(" ".join(part for part in parts if part), "")
            self.cells.setCurrentCell(-1, -1)
        else:
            self.cells.setCurrentCell(*place)
            self._tell(*place)

    def _fill(self, checked: CheckedTable) -> None:
        table = checked.table
        self.cells.clear()
        self.cells.setRowCount(len(table.rows))
        self.cells.setColumnCount(len(table.header))
        self.cells.setHorizontalHeaderLabels(list(table.header))
        for i, row in enumerate(table.rows):
            for k, cell in enumerate(row.cells):
                item = QTableWidgetItem(cell.text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._dress(item, i, k)
                self.cells.setItem(i, k, item)

    def _dress(self, item: QTableWidgetItem, row: int, column: int) -> None:
        cell = self._checked.cells[row][column] if self._checked is not None else None
        if self._is_unreadable(row, column):
            item.setToolTip(unreadable_sentence(item.text()))
            name, colour = UNREADABLE_LOOK
        elif cell is None:
            return
        else:
            item.setToolTip(cell_sentence(cell, self._format))
            name, colour = GRADE_LOOKS[cell.mark.grade]
        if cell is None or cell.mark.grade not in NO_ERROR_GRADES:
            tint = getattr(self._theme, colour)
            sign = QIcon(icon(name, self._theme, 16, tint))
            chosen = icon(name, self._theme, 16, self._theme.accent_text)
            sign.addPixmap(chosen.pixmap(16, 16), QIcon.Mode.Selected)
            item.setIcon(sign)
            item.setForeground(QColor(tint))

    def _is_unreadable(self, row: int, column: int) -> bool:
        checked = self._checked
        return checked is not None and checked.table.rows[row].cells[column].is_unreadable

    def _tell(self, row: int, column: int) -> None:
        """Say what is the matter with a cell, and how much is right."""
        checked = self._checked
        if checked is None or row < 0 or column < 0:
            return
        cell = checked.cells[row][column]
        n = checked.count(*Grade)
        total = ntr(
            "{right} of {n} number is right, {carried} carried forward.",
            "{right} of {n} numbers are right, {carried} carried forward.",
            n,
        ).format(
            right=checked.count(*NO_ERROR_GRADES),
            n=n,
            carried=checked.count(Grade.CARRIED),
        )
        told = "" if cell is None else cell_sentence(cell, self._format)
        if self._is_unreadable(row, column):
            told = unreadable_sentence(checked.table.rows[row].cells[column].text)
        if few := checked.count(Grade.TOO_FEW_DIGITS):
            total += " " + tr("Numbers with too few digits to tell: {n}.").format(n=few)
        numbering = numbering_sentence(checked)
        parts = (told, total, checked.convention, numbering, unchecked_sentence(checked))
        self._say(" ".join(part for part in parts if part), "")


def unchecked_sentence(checked: CheckedTable) -> str:
    """Return what was left out: cells that are no numbers, columns that are not understood.

    Empty where all was checked.
    """
    parts = []
    if count := len(checked.unreadable()):
        told = ntr(
            "Not checked, as it is no number: 1 cell.",
            "Not checked, as they are no numbers: {n} cells.",
            count,
        )
        parts.append(told.format(n=count))
    parts += [states_sentence(checked), unknown_sentence(checked)]
    return " ".join(filter(None, parts))


def unreadable_sentence(text: str) -> str:
    """Return what is said of a cell that should be a number."""
    return tr("{text} cannot be read as a number.").format(text=repr(text))


def _table() -> QTableWidget:
    table = QTableWidget()
    table.setFont(number_font())
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setMinimumSectionSize(LEAST_COLUMN_WIDTH)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setAccessibleName(tr("My table"))
    return table
