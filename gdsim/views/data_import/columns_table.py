"""The columns of data on their way in: what each holds, and what it is used for."""

from __future__ import annotations

import math
from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.data import ColumnPreview, Preview
from gdsim.study.words.data import cells_sentence
from gdsim.views.style.plain_text import plain

FEATURE, TARGET, NAME, CELLS, LOW, MEAN, HIGH, DEVIATION = range(8)
NUMBERS = (LOW, MEAN, HIGH, DEVIATION)
MOST_WIDTH_OF_NAMES = 200
"""Pixels up to which the column of names grows with them."""

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsTable(QTableWidget):
    """Lists columns with two boxes each: predict from it, or predict it.

    Signals
    -------
    chosen()
        The features or the target are others.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        titles = (
            (tr("Feature"), tr("Predict from this column")),
            (tr("Target"), tr("The column to be predicted, or the label")),
            (tr("Column"), tr("Its name in the file, and in the objective where that differs")),
            (tr("Cells"), tr("What stands in it, and in which lines something is wrong")),
            (tr("Least"), tr("Its least number")),
            (tr("Mean"), tr("The mean of its numbers")),
            (tr("Largest"), tr("Its largest number")),
            (tr("Std. dev."), tr("Standard deviation of its numbers, dividing by their count")),
        )
        self.setColumnCount(len(titles))
        for place, (title, tip) in enumerate(titles):
            item = QTableWidgetItem(title)
            item.setToolTip(plain(tip))
            right = Qt.AlignmentFlag.AlignRight if place in NUMBERS else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(right | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(place, item)
        self.setAccessibleName(tr("Columns"))
        self.verticalHeader().hide()
        # What is wrong with cells can be long; the numbers beside it are to be seen.
        self.horizontalHeader().setSectionResizeMode(CELLS, QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.itemChanged.connect(self._change)

    def set_columns(self, preview: Preview, features: Collection[str], target: str | None) -> None:
        """List the columns of `preview`, those by these names chosen."""
        self._names = [column.accepted for column in preview.columns]
        with QSignalBlocker(self):
            self.setRowCount(len(preview.columns))
            for row, column in enumerate(preview.columns):
                self._fill(row, column, preview.unit)
                if column.can_be_chosen:
                    self._check(row, FEATURE, column.accepted in features)
                    self._check(row, TARGET, column.accepted == target)
        for place in range(self.columnCount()):
            if place != CELLS:
                self.resizeColumnToContents(place)
        self.setColumnWidth(NAME, min(self.columnWidth(NAME), MOST_WIDTH_OF_NAMES))

    def _fill(self, row: int, column: ColumnPreview, unit: str) -> None:
        name = column.name
        if column.accepted != name:
            name = tr("{name} as {accepted}").format(name=name, accepted=column.accepted)
        numbers = [column.low, column.mean, column.high, column.deviation]
        texts = ["", "", name, cells_sentence(column, unit)]
        texts += ["" if math.isnan(number) else few(number, 5) for number in numbers]
        for place, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(plain(text))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if place in (FEATURE, TARGET) and column.can_be_chosen:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            if place in NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, place, item)

    def _change(self, item: QTableWidgetItem) -> None:
        """Keep the target alone in its column, and apart from the features."""
        if item.column() not in (FEATURE, TARGET):
            return
        with QSignalBlocker(self):
            if self._is_checked(item.row(), item.column()):
                self._check(item.row(), FEATURE + TARGET - item.column(), is_checked=False)
                for row in range(self.rowCount()) if item.column() == TARGET else ():
                    self._check(row, TARGET, is_checked=row == item.row())
        self.chosen.emit()

    def _check(self, row: int, place: int, is_checked: bool) -> None:
        item = self.item(row, place)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(CHECKED if is_checked else UNCHECKED)

    def features(self) -> tuple[str, ...]:
        """Return the names of the features, in the order of the columns."""
        return tuple(name for row, name in enumerate(self._names) if self._is_checked(row, FEATURE))

    def target(self) -> str | None:
        """Return the name of the target, None without one."""
        found = [name for row, name in enumerate(self._names) if self._is_checked(row, TARGET)]
        return found[0] if found else None

    def _is_checked(self, row: int, place: int) -> bool:
        item = self.item(row, place)
        return item is not None and item.checkState() == CHECKED
