"""The line above a question: which session this is, how far it is, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.views.reading.block_widgets import sentence
from gdsim.views.style.theme import SPACE, number_font, set_variant

BAR_STEPS = 1000


class Head(QWidget):
    """Shows where in a session one is.

    Signals
    -------
    leaveRequested()
        The person wants to stop here.
    """

    leaveRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.where, self.aside = QLabel(), QLabel(), QLabel()
        set_variant(self.title, "role", "heading")
        set_variant(self.where, "role", "hint")
        self.aside.setFont(number_font())
        self.leave = QPushButton(tr("St&op here"))
        self.leave.setToolTip(tr("Nothing is lost; it goes on where it stopped (Escape)"))
        set_variant(self.leave, "flat", True)
        self.leave.clicked.connect(self.leaveRequested)
        self.trouble = sentence("", "error")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, BAR_STEPS)
        self._bar.setAccessibleName(tr("How far the session is"))
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        row.addWidget(self.title)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self.aside)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.m, 0, 0)
        column.setSpacing(SPACE.s)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.trouble)
        self.set_trouble("")

    def set_trouble(self, text: str) -> None:
        """Say why something could not be kept; empty for nothing."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def set_where(self, title: str, where: str, done: float, aside: str = "") -> None:
        """Show the session's title, where in it one is, which share is done, and what else is."""
        self.title.setText(title)
        self.where.setText(where)
        self.aside.setText(aside)
        self._bar.setValue(round(done * BAR_STEPS))
