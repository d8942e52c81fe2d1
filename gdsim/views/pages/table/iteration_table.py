"""The iteration table with its bar above and, below, the line that says how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.models.trace_table import TraceTable
from gdsim.numbers import NumberFormat
from gdsim.shortcuts import keys_of
from gdsim.views.pages.page import Page
from gdsim.views.pages.table.row_view import RowView
from gdsim.views.pages.table.table_bar import TableBar
from gdsim.views.style.style_sheet import set_variant
from gdsim.views.style.theme import LIGHT, SPACE, Theme


class IterationTable(Page):
    """Shows every update of a run, marks the row at the cursor, and goes to the row chosen.

    Signals
    -------
    rowRequested(int)
        The cursor should go to this row.
    numberFormatRequested(NumberFormat)
        Numbers should be shown like this.
    exportRequested()
        The table should be written to a file.
    """

    rowRequested = Signal(int)
    numberFormatRequested = Signal(object)
    exportRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TraceTable(self)
        self.bar = TableBar()
        self.rows = RowView(self.model)
        self.line = QLabel()
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for widget in (self.bar, self.rows, self.line):
            column.addWidget(widget)
        self._connect()
        set_variant(self.line, "role", "hint")
        self._show_line(tr("There is no run yet."))
        self.set_theme(LIGHT)

    def _connect(self) -> None:
        self.rows.rowRequested.connect(self.rowRequested)
        self.rows.copyRequested.connect(self.copy_selection)
        self.bar.numberFormatRequested.connect(self.numberFormatRequested)
        self.bar.exportRequested.connect(self.exportRequested)
        self.bar.copyRequested.connect(self.copy_all)
        self.bar.columnsRequested.connect(
            lambda: self._choose_columns(self.bar.columns.mapToGlobal(QPoint(0, self.bar.height())))
        )
        self.rows.horizontalHeader().customContextMenuRequested.connect(
            lambda at: self._choose_columns(self.rows.horizontalHeader().mapToGlobal(at))
        )
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_action(tr("Copy selected rows\tCtrl+C")).triggered.connect(self.copy_selection)
        whole = tr("Copy the whole table\t{keys}").format(keys=keys_of("copy_all"))
        self._add_action(whole).triggered.connect(self.copy_all)

    def _add_action(self, text: str) -> QAction:
        action = QAction(text, self.rows)
        self.rows.addAction(action)
        return action

    # Setters.

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the rows of `snapshot` and mark the one at its cursor."""
        self.model.set_snapshot(snapshot)
        self.rows.set_cursor(snapshot.cursor)
        is_first = snapshot.length == 0 and snapshot.stop is None
        self._show_line(
            tr("Step makes the first update: what will its new values be?") if is_first else ""
        )

    def _show_line(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)
        self.line.setVisible(bool(text))

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in `number_format`."""
        self.bar.number_format.set_number_format(number_format)
        self.model.set_number_format(number_format)
        self.rows.measure_afresh()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self.bar.set_theme(theme)
        self.rows.set_theme(theme)

    # Columns.

    def set_columns(self, groups: Sequence[str]) -> None:
        """Show these groups of columns; see `gdsim.models.trace_columns`."""
        self.model.set_groups(groups)
        self.rows.set_cursor(self.rows.marked_row)

    def column_menu(self) -> QMenu:
        """Return the menu in which each group of columns is shown or hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group, title in self.model.group_titles().items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(group in self.model.groups)
            # Without the number of the iteration no row can be told from another.
            action.setEnabled(group != "iteration")
            action.toggled.connect(lambda on, group=group: self._show_group(group, on))
        return menu

    def _choose_columns(self, at: QPoint) -> None:
        self.column_menu().popup(at)

    def _show_group(self, group: str, is_shown: bool) -> None:
        others = [other for other in self.model.groups if other != group]
        self.set_columns([*others, group] if is_shown else others)

    # The clipboard.

    def copy_selection(self) -> None:
        """Copy the selected rows, with a line of titles."""
        self._copy(self.rows.selected_rows())

    def copy_all(self) -> None:
        """Copy every update made, with a line of titles."""
        self._copy(range(self.model.made_rows()))

    def _copy(self, rows: Sequence[int]) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            from gdsim.views.pages.table.clipboard import copied

            QGuiApplication.clipboard().setMimeData(copied(self.model, rows))
        finally:
            QGuiApplication.restoreOverrideCursor()
