"""The iteration table of a run as an item model: one row for each update, read when looked at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gdsim.engine.run.rows import Columns
from gdsim.i18n import tr
from gdsim.models.snapshot import Snapshot
from gdsim.models.trace_columns import DEFAULT_GROUPS, Column, all_columns, group_titles
from gdsim.numbers import NumberFormat
from gdsim.study.words.changes import changes_of

ROWS_OF_A_PAGE = 128
"""So many are read from the run at once."""

MOST_PAGES_HELD = 64

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

VALUE_ROLE = int(Role.UserRole)
"""The exact number of a cell, None where it has none."""

PENDING_ROLE = VALUE_ROLE + 1
"""Whether the row is worked out but not made yet."""

_ALIGN_NUMBERS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class _Page:
    """Consecutive rows, each column of which is read when first asked for.

    Attributes
    ----------
    texts
        What was written of them, by row of the page and column: a view asks more than once.
    """

    def __init__(self, rows: Columns, skip: int) -> None:
        self._rows, self._skip = rows, skip
        self._values: dict[int, list[float]] = {}
        self.texts: dict[tuple[int, int], str] = {}

    def values(self, position: int, column: Column) -> list[float]:
        values = self._values.get(position)
        if values is None:
            values = self._values[position] = column.read(self._rows)[self._skip :].tolist()
        return values


class TraceTable(QAbstractTableModel):
    """The made rows of a run and, last, the pending one, whose results are not shown.

    A snapshot of the same generation adds its new rows; any other begins afresh.
    """

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._groups: tuple[str, ...] = DEFAULT_GROUPS
        self._names: tuple[tuple[str, ...], tuple[str, ...], bool] = ((), (), False)
        self._all: list[Column] = []
        self._columns: list[Column] = []
        self._format = NumberFormat()
        self._pages: dict[int, _Page] = {}
        self._changes: dict[int, str] = {}
        self._n_rows = 0

    # What is shown.

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups of columns that are wanted, whether or not this run has them."""
        return self._groups

    def group_titles(self) -> dict[str, str]:
        """Return the groups that this run can show, by name, with their titles."""
        return group_titles(self._names[1])

    def set_groups(self, groups: Sequence[str]) -> None:
        """Show these groups of columns, in the order of the table."""
        self.beginResetModel()
        self._groups = tuple(groups)
        self._choose_columns()
        self.endResetModel()

    def _choose_columns(self) -> None:
        self._columns = [column for column in self._all if column.group in self._groups]
        self._pages.clear()

    def set_number_format(self, number_format: NumberFormat) -> None:
        """Write numbers in `number_format`."""
        self._format = number_format
        for page in self._pages.values():
            page.texts.clear()
        if self._n_rows and self._columns:
            last = self.index(self._n_rows - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.DisplayRole])

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Show the rows of `snapshot`."""
        old, n_rows = self._snapshot, snapshot.length + 1
        if old is None or old.generation != snapshot.generation or n_rows < self._n_rows:
            self._begin(snapshot)
        elif n_rows > self._n_rows:
            was_pending = self._n_rows - 1
            self.beginInsertRows(QModelIndex(), self._n_rows, n_rows - 1)
            self._snapshot, self._n_rows = snapshot, n_rows
            self._pages.pop(was_pending // ROWS_OF_A_PAGE, None)
            self.endInsertRows()
            last = self.index(was_pending, len(self._columns) - 1)
            self.dataChanged.emit(self.index(was_pending, 0), last)
        else:
            self._snapshot = snapshot

    def _begin(self, snapshot: Snapshot) -> None:
        self.beginResetModel()
        self._snapshot, self._n_rows = snapshot, snapshot.length + 1
        run = snapshot.run
        states = [name for segment in run.segments for name in segment.rule.state_names]
        looks_ahead = any(segment.rule.look_ahead is not None for segment in run.segments)
        names = run.objective.parameters, tuple(dict.fromkeys(states)), looks_ahead
        if names != self._names:
            self._names, self._all = names, all_columns(*names)
        self._changes = {change.row: change.sentence for change in changes_of(run)}
        self._choose_columns()
        self.endResetModel()

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else self._n_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.meaning
        return _ALIGN_NUMBERS if role == Role.TextAlignmentRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        answer = _ANSWERS.get(role)
        if answer is None or not index.isValid() or self._snapshot is None:
            return None
        return answer(self, index.row(), index.column())

    # What the roles answer with.

    def text(self, row: int, column: int) -> str:
        """Return a cell as it is shown."""
        what = self._columns[column]
        if self._is_hidden(what, row):
            return "?"
        if what.is_made and self._is_pending(row):
            return "" if cast(Snapshot, self._snapshot).stop else "…"
        page, offset = self._page_with(row)
        text = page.texts.get((offset, column))
        if text is None:
            value = page.values(column, what)[offset]
            text = page.texts[offset, column] = self._written(value, what)
        return text

    def _written(self, value: float, what: Column) -> str:
        if isinstance(value, int):
            return str(value)
        return self._format.text(value) or ("" if what.may_be_absent else tr("undefined"))

    def _value(self, row: int, column: int) -> float | None:
        what = self._columns[column]
        if (what.is_made and self._is_pending(row)) or self._is_hidden(what, row):
            return None
        value = self._value_at(row, column)
        return None if math.isnan(value) and what.may_be_absent else value

    def change_at(self, row: int) -> str:
        """Return what was changed in the settings from this row on, empty for nothing."""
        return self._changes.get(row, "")

    def _tool_tip(self, row: int, column: int) -> str:
        change, meaning = self.change_at(row), self._meaning(row, column)
        return f"{change}\n{meaning}" if change else meaning

    def _meaning(self, row: int, column: int) -> str:
        what = self._columns[column]
        if self._is_hidden(what, row):
            return tr("{meaning}: to be predicted").format(meaning=what.meaning)
        if what.is_made and self._is_pending(row):
            return tr("{meaning}: not made yet").format(meaning=what.meaning)
        value = self._value(row, column)
        if value is None:
            return what.meaning
        exact = str(value) if isinstance(value, int) else NumberFormat.exact().text(value)
        return f"{what.meaning}: {exact or tr('undefined')}"

    def _is_hidden(self, what: Column, row: int) -> bool:
        """Whether a cell is to be predicted before it is shown."""
        is_veiled = self._snapshot is not None and self._snapshot.is_veiled
        return is_veiled and self._is_pending(row) and (what.is_made or what.is_asked)

    def _is_pending(self, row: int) -> bool:
        return row == self._n_rows - 1

    def _value_at(self, row: int, column: int) -> float:
        page, offset = self._page_with(row)
        return page.values(column, self._columns[column])[offset]

    def _page_with(self, row: int) -> tuple[_Page, int]:
        """Return the page that a row is on, and where on it."""
        number, offset = divmod(row, ROWS_OF_A_PAGE)
        return self._pages.get(number) or self._read(number), offset

    def _read(self, number: int) -> _Page:
        if len(self._pages) >= MOST_PAGES_HELD:
            self._pages.clear()
        start, stop = number * ROWS_OF_A_PAGE, min((number + 1) * ROWS_OF_A_PAGE, self._n_rows)
        # One row more before the first: a change is taken from the iteration before.
        before = min(start, 1)
        rows = cast(Snapshot, self._snapshot).run.columns(start - before, stop)
        page = self._pages[number] = _Page(rows, before)
        return page

    # What is copied.

    def titles(self) -> list[str]:
        """Return what stands above the columns."""
        return [column.title for column in self._columns]

    def made_rows(self) -> int:
        """Return the number of updates made, the rows before the pending one."""
        return max(0, self._n_rows - 1)

    def lines(self, rows: Sequence[int]) -> Iterator[list[str]]:
        """Yield the texts of each of `rows`; results that are not made yet are left empty."""
        for row in rows:
            texts = [self.text(row, column) for column in range(len(self._columns))]
            yield ["" if text in ("…", "?") else text for text in texts]


_ANSWERS: dict[int, Callable[[TraceTable, int, int], Any]] = {
    int(Role.DisplayRole): TraceTable.text,
    int(Role.EditRole): TraceTable._value,
    VALUE_ROLE: TraceTable._value,
    PENDING_ROLE: lambda table, row, _: table._is_pending(row),
    int(Role.TextAlignmentRole): lambda *_: _ALIGN_NUMBERS,
    int(Role.ToolTipRole): TraceTable._tool_tip,
    int(Role.AccessibleDescriptionRole): lambda table, row, _: table.change_at(row),
}
