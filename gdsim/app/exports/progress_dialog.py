"""How far long work is, with a way out of it, where the window waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QProgressDialog, QWidget

from gdsim.i18n import tr

BAR_STEPS = 1000

PATIENCE_MS = 1000
"""Milliseconds of work before it appears."""


class Cancelled(Exception):  # noqa: N818 - no error, but what a person wished
    """The person has seen enough of it."""


class Progress(QProgressDialog):
    """Appears by itself once the work turns out to be long."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(text, tr("Cancel"), 0, BAR_STEPS, parent)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, BAR_STEPS)
        self.setBar(bar)
        self.setWindowTitle(tr("gdsim"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(360)
        self.setMinimumDuration(PATIENCE_MS)

    def report(self, done: float) -> None:
        """Show that a share of the work is done.

        Raises
        ------
        Cancelled
            If the person does not want the rest.
        """
        self.setValue(round(done * BAR_STEPS))
        if self.wasCanceled():
            raise Cancelled
