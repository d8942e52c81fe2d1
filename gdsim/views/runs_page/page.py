"""The runs side by side: names, what differs, how far each came, and its verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.i18n import tr
from gdsim.views.style.icons import icon
from gdsim.views.style.run_looks import draw_run_swatch
from gdsim.views.style.theme import LIGHT, SPACE, Theme, number_font, set_variant

SWATCH = QSize(34, 16)
Check = Qt.CheckState


@dataclass(frozen=True)
class RunLine:
    """A run as a line of the table; `key` None is the present one, which has no look."""

    key: int | None
    name: str
    look: int = 0
    is_shown: bool = True
    settings: str = ""
    updates: str = ""
    to_target: str = ""
    loss: str = ""
    distance: str = ""
    verdict: str = ""
    told: str = ""


class RunsPage(QWidget):
    """Lists the present run and those that are kept.

    Signals
    -------
    keepRequested(), exportRequested(), clearRequested()
        Keep the present run; export all; forget the kept ones.
    renameRequested(int, str), shownRequested(int, bool), moveRequested(int, int)
        Of the run with that key.
    duplicateRequested(int), removeRequested(int), openRequested(int)
        Of the run with that key; to open one is to go on with it.
    targetRequested(float)
        The updates to this loss should be told.
    """

    targetRequested = Signal(float)

    keepRequested = Signal()
    exportRequested = Signal()
    clearRequested = Signal()
    renameRequested = Signal(int, str)
    shownRequested = Signal(int, bool)
    moveRequested = Signal(int, int)
    duplicateRequested = Signal(int)
    removeRequested = Signal(int)
    openRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._lines: tuple[RunLine, ...] = ()
        keep = QPushButton(tr("Keep this run"))
        set_variant(keep, "primary", True)
        keep.setToolTip(tr("Keep it to compare, and go on with another (Ctrl+B)"))
        keep.clicked.connect(self.keepRequested)
        self._buttons: dict[str, QToolButton] = {}
        title = QLabel(tr("Runs"))
        set_variant(title, "role", "heading")
        head = QHBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addWidget(title, 1)
        head.addWidget(keep)
        for name, tip in (
            ("chevron-up", tr("Move the run up")),
            ("chevron-down", tr("Move the run down")),
            ("copy", tr("Duplicate the run")),
            ("play", tr("Go on with this run")),
            ("close", tr("Remove the run")),
            ("export", tr("Export all runs as one table")),
        ):
            head.addWidget(self._button(name, tip))
        self.target = QLineEdit()
        self.target.setFixedWidth(90)
        self.target.setFont(number_font())
        self.target.editingFinished.connect(self._request_target)
        target_label = QLabel(tr("Updates to a full loss of"))
        target_label.setBuddy(self.target)
        set_variant(target_label, "role", "hint")
        aim = QHBoxLayout()
        aim.addWidget(target_label)
        aim.addWidget(self.target)
        aim.addStretch(1)
        self.table = _table()
        self.table.itemChanged.connect(self._request_change)
        self.table.itemSelectionChanged.connect(self._enable)
        self.veil = QLabel(tr("Hidden while you predict what comes next."))
        self.veil.setWordWrap(True)
        set_variant(self.veil, "role", "hint")
        self.all = QWidget()
        column = QVBoxLayout(self.all)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(aim)
        column.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, SPACE.s, 0, 0)
        outer.addWidget(self.veil, 0, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self.all)
        self.set_veiled(False)
        self._connect()
        self._enable()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        self._buttons[name] = button
        return button

    def _connect(self) -> None:
        wanted = {
            "chevron-up": lambda key: self.moveRequested.emit(key, -1),
            "chevron-down": lambda key: self.moveRequested.emit(key, 1),
            "copy": self.duplicateRequested.emit,
            "play": self.openRequested.emit,
            "close": self.removeRequested.emit,
        }
        for name, request in wanted.items():
            self._buttons[name].clicked.connect(
                lambda _checked=False, request=request: self._of_chosen(request)
            )
        self._buttons["export"].clicked.connect(self.exportRequested)

    def _of_chosen(self, request: object) -> None:
        key = self.chosen
        if key is not None and callable(request):
            request(key)

    @property
    def chosen(self) -> int | None:
        """The key of the chosen run; None where that is the present one, or none."""
        row = self.table.currentRow()
        return self._lines[row].key if 0 <= row < len(self._lines) else None

    def _enable(self) -> None:
        for name, button in self._buttons.items():
            button.setEnabled(name == "export" or self.chosen is not None)

    def _request_target(self) -> None:
        try:
            target = float(self.target.text().replace(",", "."))
        except ValueError:
            target = math.nan
        is_number = math.isfinite(target)
        set_variant(self.target, "invalid", not is_number)
        tip = tr("{text} is not a number; write one such as 0.1 or 1e-3")
        self.target.setToolTip("" if is_number else tip.format(text=self.target.text()))
        if is_number:
            self.targetRequested.emit(target)

    def set_veiled(self, is_veiled: bool) -> None:
        """Hide everything that tells of a run, or show it again."""
        self.veil.setVisible(is_veiled)
        self.all.setHidden(is_veiled)

    def set_target(self, text: str) -> None:
        """Show the loss to which updates are told, unless another is being typed."""
        if not self.target.hasFocus():
            self.target.setText(text)
            set_variant(self.target, "invalid", False)

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs; the chosen one stays so."""
        if tuple(lines) == self._lines:
            return
        chosen = self.chosen
        self._lines = tuple(lines)
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(self._lines))
            for i, line in enumerate(self._lines):
                self._fill(i, line)
                if line.key is not None and line.key == chosen:
                    self.table.setCurrentCell(i, 0)
        self._enable()

    def _fill(self, i: int, line: RunLine) -> None:
        texts = (
            line.name,
            line.verdict,
            line.updates,
            line.to_target,
            line.loss,
            line.distance,
            line.settings,
        )
        for k, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(line.told if k == 1 else text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if 2 <= k <= 5:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if k == 0 and line.key is not None:
                item.setFlags(
                    item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Check.Checked if line.is_shown else Check.Unchecked)
                item.setIcon(self._swatch(line.look))
            self.table.setItem(i, k, item)

    def _swatch(self, look: int) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(SWATCH * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(SWATCH.width() / 2, SWATCH.height() / 2)
        draw_run_swatch(painter, middle, look, self._theme, SWATCH.width() / 2 - 1)
        painter.end()
        swatch = QIcon(picture)
        swatch.addPixmap(picture, QIcon.Mode.Selected)
        return swatch

    def _request_change(self, item: QTableWidgetItem) -> None:
        line = self._lines[item.row()]
        if item.column() != 0 or line.key is None:
            return
        is_shown = item.checkState() == Check.Checked
        if is_shown != line.is_shown:
            self.shownRequested.emit(line.key, is_shown)
        elif item.text() != line.name:
            self.renameRequested.emit(line.key, item.text())

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        self._theme = theme
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))
        with QSignalBlocker(self.table):
            for i, line in enumerate(self._lines):
                self._fill(i, line)


class _Roomy(QStyledItemDelegate):
    """Asks for more room than the style does, which forgets what lies around a check box."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        room = 2 * SPACE.s if index.column() else SPACE.l
        return super().sizeHint(option, index) + QSize(room, 0)


def _table() -> QTableWidget:
    table = QTableWidget(0, 7)
    table.setItemDelegate(_Roomy(table))
    table.setHorizontalHeaderLabels(
        [
            tr("Run"),
            tr("Verdict"),
            tr("Updates"),
            tr("To target"),
            tr("Full loss"),
            tr("Distance"),
            tr("What differs"),
        ]
    )
    table.setFont(number_font())
    table.setWordWrap(False)
    table.setIconSize(SWATCH)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.setAccessibleName(tr("Runs"))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    return table
