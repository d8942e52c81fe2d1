"""The foot of the set-up panel: what a change would do, and the button that starts anew."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.shortcuts import keys_of
from gdsim.views.style.icons import icon
from gdsim.views.style.lines_label import LinesLabel
from gdsim.views.style.theme import SPACE, Theme

LINES = 2
"""Lines of small text kept for what a change would do."""


class RestartFoot(QWidget):
    """Always in sight, and always of the same height."""

    restartRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.consequence = LinesLabel(LINES)
        self.button = QPushButton(tr("Start again with these settings"))
        self.button.setToolTip(
            tr("Begin the run anew from its start, with everything as it is set here ({keys})")
            .format(keys=keys_of("restart"))
        )  # fmt: skip
        self.button.clicked.connect(self.restartRequested)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.xs, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.consequence)
        column.addWidget(self.button)

    def set_consequence(self, sentence: str, *, can_restart: bool) -> None:
        """Say what a change would do; the button is greyed out where there is no run to leave."""
        self.consequence.setText(sentence)
        self.button.setEnabled(can_restart)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the colours of `theme`."""
        self.button.setIcon(icon("reset", theme))
