"""When updates are made by themselves: playing at a speed, or long work in slices.

All of it runs on the window's own thread in slices of a few milliseconds, so there is nothing to
lock, and the window paints and answers between any two slices.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

SLICE = 0.010
"""Seconds that one slice of work aims at."""

FRAME_MS = 16
"""Milliseconds between two slices while playing: one frame at 60 Hz."""


class Done(NamedTuple):
    """Whether there is more to do, and the seconds that the updates alone took."""

    has_more: bool
    seconds: float


class Worker(QObject):
    """Calls `work(most)` from time to time until there is no more to do or `stop` is called.

    Playing shows as much as it can; work towards a goal makes more updates at once where showing
    them is what takes the time.

    Parameters
    ----------
    work
        Makes up to `most` updates, at least one, and shows them.
    """

    stopped = Signal()
    playingChanged = Signal(bool)

    def __init__(self, work: Callable[[int], Done], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._speed = 4.0
        self._playing = False
        self._at_once = 1
        self._owed = 0.0
        self._last = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether playing or working."""
        return self._timer.isActive()

    def set_speed(self, updates_per_second: float) -> None:
        """Set the speed of playing, > 0; infinity means as many updates as fit into a slice."""
        self._speed = updates_per_second
        if self._playing:
            self._timer.start(self._interval())

    def _interval(self) -> int:
        return FRAME_MS if math.isinf(self._speed) else max(FRAME_MS, round(1000 / self._speed))

    def play(self) -> None:
        """Go on at the set speed, the first update at once."""
        self.stop()
        self._playing = True
        self._at_once, self._owed, self._last = 1, 1.0, perf_counter()
        self._timer.start(self._interval())
        self.playingChanged.emit(True)

    def start(self) -> None:
        """Work without pause."""
        self.stop()
        self._at_once = 1
        self._timer.start(0)

    def stop(self) -> None:
        """Stop playing or working; nothing happens where neither is going on."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        if self._playing:
            self._playing = False
            self.playingChanged.emit(False)
        self.stopped.emit()

    def _tick(self) -> None:
        began = perf_counter()
        most = self._due(began)
        if most < 1:
            return
        done = self._work(most)
        if not done.has_more:
            self.stop()
        spent = perf_counter() - began if self._playing else done.seconds
        if spent < SLICE / 2:
            self._at_once *= 2
        elif spent > 2 * SLICE:
            self._at_once = max(1, self._at_once // 2)

    def _due(self, now: float) -> int:
        """Return how many updates to make now."""
        if not self._playing or math.isinf(self._speed):
            return self._at_once
        # What a busy window fell behind is forgotten past a quarter of a second: playing must
        # not race to catch up.
        self._owed += min(now - self._last, 0.25) * self._speed
        self._last = now
        most = int(self._owed + 1e-6)
        self._owed -= most
        return most
