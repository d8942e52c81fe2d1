"""The rows themselves: follows the cursor, and asks for the row that is clicked or moved to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.models.trace_table import TraceTable
from gdsim.views.pages.table.row_delegate import PADDING, RowDelegate
from gdsim.views.pages.table.scrolled_table import ScrolledTable
from gdsim.views.style.theme import FONT, SPACE, Theme, number_font

_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_EXTENDS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_OWN_SEQUENCES = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)

Move = QAbstractItemView.CursorAction
Selecting = QItemSelectionModel.SelectionFlag


class RowView(ScrolledTable):
    """Rows of a `TraceTable`; with Shift or Ctrl rows are selected without moving the cursor.

    Signals
    -------
    rowRequested(int)
        The person went to this row by a click or a key.
    copyRequested()
        The selected rows should be copied.
    """

    rowRequested = Signal(int)
    copyRequested = Signal()

    def __init__(self, table: TraceTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._needed: list[tuple[int, int]] = []
        self._delegate = RowDelegate(table, self)
        self.setItemDelegate(self._delegate)
        self.setModel(table)
        self._configure()
        table.modelReset.connect(self.measure_afresh)
        self.verticalScrollBar().valueChanged.connect(self.fit_columns)
        self.horizontalScrollBar().valueChanged.connect(self.fit_columns)

    def _configure(self) -> None:
        self.setAccessibleName(tr("Iterations"))
        self.setFont(number_font())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + SPACE.s)
        columns.setFont(number_font(FONT.small))
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setMinimumSectionSize(0)
        columns.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # It shows no selection: with that of the table it would be painted at every step.
        columns.setSelectionModel(QItemSelectionModel(self.table, columns))

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self._delegate.set_theme(theme)
        self.measure_afresh()
        self.viewport().update()

    # The cursor.

    @property
    def marked_row(self) -> int:
        """The marked row, -1 where there is none."""
        return self._delegate.cursor

    def set_cursor(self, row: int) -> None:
        """Mark `row`, select it alone and bring it into view, unless it is marked already."""
        place = self.verticalScrollBar().value()
        if row != self.marked_row or not self.selectionModel().hasSelection():
            self._delegate.cursor = row
            index = self.table.index(row, 0)
            is_current = self.currentIndex() == index
            how = Selecting.ClearAndSelect | Selecting.Rows
            # Qt scrolls to what becomes the current row: at once, or when it is shown.
            self.selectionModel().setCurrentIndex(index, how)
            if is_current:
                self.scrollTo(index)
        # Where it was scrolled, the columns are fitted already.
        if self.isVisible() and self.verticalScrollBar().value() == place:
            self.fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns to what was put into them while nobody looked."""
        super().showEvent(event)
        self.fit_columns()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        # Rows are what is gone to: which columns are in view is the person's own choice.
        bar = self.horizontalScrollBar()
        place = bar.value()
        super().scrollTo(index, hint)
        bar.setValue(place)

    def selected_rows(self) -> list[int]:
        """Return the selected rows, ascending."""
        chosen: set[int] = set()
        for first, last in self._stretches():
            chosen.update(range(first, last + 1))
        return sorted(chosen)

    def _stretches(self) -> list[tuple[int, int]]:
        """Return the first and the last row of each stretch of selected rows."""
        # A list of ranges, which PySide does not declare as iterable.
        parts = cast(Iterable[QItemSelectionRange], self.selectionModel().selection())
        return [(part.top(), part.bottom()) for part in parts]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._delegate.selected = self._stretches()
        super().selectionChanged(selected, deselected)

    # Keys and mouse.

    def event(self, event: QEvent) -> bool:
        # These would otherwise be shortcuts of the window. Home and End are left to it: first
        # iteration and running to the end are what they mean everywhere.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_own = any(event.matches(keys) for keys in _OWN_SEQUENCES)
            if is_own or event.key() in _MOVES - _ENDS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyRequested.emit()
            return
        super().keyPressEvent(event)
        if event.key() in _MOVES and not event.modifiers() & _EXTENDS:
            self._request(self.currentIndex())

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        row = {Move.MoveHome: 0, Move.MoveEnd: self.table.rowCount() - 1}.get(action)
        return super().moveCursor(action, modifiers) if row is None else self.table.index(row, 0)

    def keyboardSearch(self, search: str) -> None:
        """Ignore typed text: a number that begins with a digit is no place to go to."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _EXTENDS:
            self._request(self.indexAt(event.position().toPoint()))

    def _request(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self.marked_row:
            self.rowRequested.emit(index.row())

    # Widths of columns.

    def measure_afresh(self) -> None:
        """Forget how wide the columns had to be, and fit them to what is in view now."""
        header = self.horizontalHeader()
        self._needed = [(header.sectionSizeHint(k), 0) for k in range(self.table.columnCount())]
        self.fit_columns()

    def fit_columns(self) -> None:
        """Widen columns until every number in view fits, and share what room is left.

        A number that is cut would be a wrong number, so columns only ever grow while a run lasts.
        """
        count = len(self._needed)
        # While the table changes its columns, Qt resizes before they can be measured afresh.
        if not count or count != self.table.columnCount():
            return
        for k in range(max(0, self.columnAt(0)), self._last(self.columnAt(self._right), count)):
            self._measure(k)
        widths = [width for width, _ in self._needed]
        spare = max(0, self.viewport().width() - sum(widths))
        for k, width in enumerate(widths):
            wanted = width + spare // count + (k < spare % count)
            if self.columnWidth(k) != wanted:
                self.setColumnWidth(k, wanted)

    def _measure(self, column: int) -> None:
        top = max(0, self.rowAt(0))
        bottom = self._last(self.rowAt(self.viewport().height() - 1), self.table.rowCount())
        width, length = self._needed[column]
        for row in range(top, bottom):
            text = self.table.text(row, column)
            if len(text) > length:
                length = len(text)
                # A minus is narrower than the digit that may take its place.
                widest = text.replace("-", "0")
                width = max(width, self.fontMetrics().horizontalAdvance(widest) + 2 * PADDING)
        self._needed[column] = width, length

    @property
    def _right(self) -> int:
        return self.viewport().width() - 1

    @staticmethod
    def _last(found: int, count: int) -> int:
        """Return the end of a range up to what was found at an edge, -1 meaning nothing."""
        return count if found < 0 else found + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        if self.marked_row >= 0:
            self.scrollTo(self.table.index(self.marked_row, 0))
