"""The runs side by side: names, what differs, how far each came, and its verdict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.formula.numbers.typed import read_number
from gdsim.i18n import ntr, tr
from gdsim.shortcuts import keys_of
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.typed_field import TypedField
from gdsim.views.pages.page import Page
from gdsim.views.pages.runs.runs_table import RunLine, RunsTable
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.icons import icon
from gdsim.views.style.plain_text import plain
from gdsim.views.style.theme import SPACE, Theme, number_font, set_variant

MOST_NAME_WIDTH = 260
"""Pixels that the name of a run takes at most on a button."""


class RunsPage(Page):
    """Lists the present run and those that are kept.

    Signals
    -------
    keepRequested(), exportRequested(), bringBackRequested()
        Keep the present run; export all; bring back the run that was removed last.
    renameRequested(int, str), shownRequested(int, bool), moveRequested(int, int)
        Of the run with that key.
    duplicateRequested(int), removeRequested(int), openRequested(int)
        Of the run with that key; to open one is to go on with it.
    targetRequested(object)
        The updates to this loss should be counted; None leaves it to the program.
    """

    targetRequested = Signal(object)
    keepRequested = Signal()
    exportRequested = Signal()
    bringBackRequested = Signal()
    renameRequested = Signal(int, str)
    shownRequested = Signal(int, bool)
    moveRequested = Signal(int, int)
    duplicateRequested = Signal(int)
    removeRequested = Signal(int)
    openRequested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self.target = TypedField(tr("Updates to a full loss of"), "", _accepted_target)
        self.target.setToolTip(tr("Leave it empty for a share of the first loss"))
        self.target_origin = FaultLine()
        self.target_origin.stand_below(self.target)
        self.table = RunsTable()
        self.bring_back = QPushButton()
        self.bring_back.hide()
        self.others = QLabel()
        self.others.setWordWrap(True)
        self.others.hide()
        self.veil = QLabel(tr("Hidden while you predict what comes next."))
        self.veil.setWordWrap(True)
        for label in (self.veil, self.others):
            set_variant(label, "role", "hint")
        self.all = QWidget()
        column = QVBoxLayout(self.all)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head())
        column.addLayout(self._aim())
        column.addWidget(self.table, 1)
        column.addWidget(self.others)
        column.addWidget(self.bring_back, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, SPACE.s, 0, 0)
        outer.addWidget(self.veil, 0, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self.all)
        self.set_veiled(False)
        self._connect()
        self._enable()

    def _head(self) -> QHBoxLayout:
        keep = QPushButton(tr("Keep this run"))
        set_variant(keep, "primary", True)
        tip = tr("Keep it to compare, and go on with another ({keys})")
        keep.setToolTip(tip.format(keys=keys_of("keep")))
        keep.clicked.connect(self.keepRequested)
        head = QHBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addWidget(keep)
        head.addStretch(1)
        for name, tip in (
            ("chevron-up", tr("Move the run up")),
            ("chevron-down", tr("Move the run down")),
            ("copy", tr("Duplicate the run")),
            ("play", tr("Go on with this run")),
            ("close", tr("Remove the run")),
            ("export", tr("Export all runs as one table")),
        ):
            head.addWidget(self._button(name, tip))
        return head

    def _aim(self) -> QHBoxLayout:
        self.target.setFixedWidth(90)
        self.target.setFont(number_font())
        label = QLabel(tr("Updates to a full loss of"))
        set_buddy(label, self.target)
        set_variant(label, "role", "hint")
        aim = QHBoxLayout()
        aim.addWidget(label)
        aim.addWidget(self.target)
        aim.addWidget(self.target_origin, 1)
        return aim

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
        self.bring_back.clicked.connect(self.bringBackRequested)
        self.target.valueCommitted.connect(self._request_target)
        self.table.renameRequested.connect(self.renameRequested)
        self.table.shownRequested.connect(self.shownRequested)
        self.table.itemSelectionChanged.connect(self._enable)

    def _of_chosen(self, request: object) -> None:
        key = self.chosen
        if key is not None and callable(request):
            request(key)

    def button(self, name: str) -> QToolButton:
        """Return a button above the table by the name of its icon."""
        return self._buttons[name]

    @property
    def chosen(self) -> int | None:
        """The key of the chosen run; None where that is the present one, or none."""
        return self.table.chosen

    def _enable(self) -> None:
        for name, button in self._buttons.items():
            button.setEnabled(name == "export" or self.chosen is not None)

    def _request_target(self, text: str) -> None:
        self.targetRequested.emit(read_number(text) if text else None)

    def settle(self) -> None:
        """Take over the name that is being typed, if any."""
        self.table.settle()

    def set_veiled(self, is_veiled: bool) -> None:
        """Hide everything that tells of a run and drop the lines, or show the page again."""
        if is_veiled:
            self.set_lines(())
        self.veil.setVisible(is_veiled)
        self.all.setHidden(is_veiled)

    def set_target(self, text: str, origin: str = "") -> None:
        """Show the loss to which updates are counted and, in words, where it comes from.

        One that is being typed, or is wrong, is left alone.
        """
        self.target_origin.hint(origin)
        if not self.target.hasFocus() and not self.target.fault:
            self.target.set_value(text)
            self.target.restore()

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs; the chosen one stays so."""
        self.table.set_lines(lines)
        self._enable()

    def set_others(self, count: int) -> None:
        """Say how many kept runs are not listed, for they descend another loss."""
        template = ntr(
            "One kept run is of another objective, and comes back with that.",
            "{count} kept runs are of other objectives, and come back with those.",
            count,
        )
        self.others.setText(template.format(count=count))
        self.others.setVisible(count > 0)

    def set_removed(self, name: str) -> None:
        """Offer to bring back a run of that name; none where it is empty."""
        text = tr("Bring back {name}")
        short = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, MOST_NAME_WIDTH)
        self.bring_back.setText(text.format(name=short))
        self.bring_back.setToolTip(plain(text.format(name=name)))
        self.bring_back.setVisible(bool(name))

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme))
        self.table.set_theme(theme)


def _accepted_target(text: str) -> str:
    """Return the text of a target, which is a number or empty, or raise InputError."""
    if text.strip():
        read_number(text)
    return text.strip()
