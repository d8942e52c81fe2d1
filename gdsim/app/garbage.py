"""Collecting garbage in the window's thread alone.

What Python drops in a circle it destroys in whichever thread happens to look for it. Widgets and
drawings that another thread destroys end the program sooner or later, so no other may look.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500
"""Milliseconds between two looks at how much there is to collect."""


def collect_due() -> None:
    """Collect the oldest generation that has come to its threshold, if any has."""
    for generation in (2, 1, 0):
        # A threshold of 0 switches its generation off.
        if 0 < gc.get_threshold()[generation] < gc.get_count()[generation]:
            gc.collect(generation)
            return


class GarbageCollector(QObject):
    """Collects as Python would, with its thresholds, but by a timer of the thread it lives in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(collect_due)
        self._timer.start()
