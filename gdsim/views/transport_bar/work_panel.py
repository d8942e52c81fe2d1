"""Progress of long work, with a way out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gdsim.i18n import tr
from gdsim.shortcuts import keys_of
from gdsim.views.style.theme import SPACE, set_variant

BAR_STEPS = 1000


class WorkPanel(QWidget):
    """A bar, what is being done, and a button to stop it."""

    cancelRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, BAR_STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._text = QLabel()
        set_variant(self._text, "role", "hint")
        cancel = QPushButton(tr("Cancel"))
        tip = tr("Stop here and keep the updates made so far ({keys})")
        cancel.setToolTip(tip.format(keys=keys_of("cancel")))
        cancel.clicked.connect(self.cancelRequested)
        column = QVBoxLayout()
        column.setSpacing(SPACE.xs)
        column.addStretch()
        column.addWidget(self._bar)
        column.addWidget(self._text)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addLayout(column, 1)
        row.addWidget(cancel)

    def set_progress(self, fraction: float, text: str) -> None:
        """Show a fraction from 0 to 1 done of the work that `text` names."""
        self._bar.setValue(round(fraction * BAR_STEPS))
        self._text.setText(tr("{work} {percent} %").format(work=text, percent=int(100 * fraction)))
