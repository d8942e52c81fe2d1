"""Updates made by themselves: played at a speed, or as fast as they go towards a goal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from gdsim.models.job import SLICE_SECONDS, Job, Portion

FRAME_MS = 16
"""Milliseconds between two slices while playing: one frame at 60 Hz."""

LONGEST_ARREARS = 0.25
"""Seconds that playing catches up at most after a busy time: it must not race."""


class Player(QObject):
    """Calls `advance` from time to time until there is no more to do or `stop` is called.

    Playing shows as much as it can; work towards a goal makes more updates at once where showing
    them is what takes the time.

    Parameters
    ----------
    advance
        Goes on by up to so many updates, at least one; returns by how many, 0 at the end.

    Signals
    -------
    advanced()
        What `advance` did is to be shown: once a frame, or once a slice.
    playingChanged(bool)
        Playing began or ended.
    progressChanged(float or None)
        This share of the work is done, 0 to 1; None: the work is over, done or not.
    """

    advanced = Signal()
    playingChanged = Signal(bool)
    progressChanged = Signal(object)

    def __init__(self, advance: Callable[[int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._advance = advance
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._play_frame)
        self._job = Job(self)
        self._job.progressed.connect(self._show_progress)
        self._job.ended.connect(self._end_work)
        self._speed = 4.0
        self._portion = Portion(SLICE_SECONDS)
        self._owed = 0.0
        self._last: float | None = None

    @property
    def is_busy(self) -> bool:
        """Whether playing or working."""
        return self._frames.isActive() or self._job.is_busy

    def set_speed(self, updates_per_second: float) -> None:
        """Set the speed of playing, > 0; infinity means as many updates as fit into a slice."""
        self._speed = updates_per_second
        if self._frames.isActive():
            self._frames.start(self._interval())

    def _interval(self) -> int:
        return FRAME_MS if math.isinf(self._speed) else max(FRAME_MS, round(1000 / self._speed))

    def play(self) -> None:
        """Go on at the set speed, in the first frame by one update, however long that waits."""
        self.stop()
        self._portion, self._owed, self._last = Portion(SLICE_SECONDS), 0.0, None
        self._frames.start(self._interval())
        self.playingChanged.emit(True)

    def work(self, n: int) -> None:
        """Go on by `n` updates, fewer where there is an end, without pause."""
        self.stop()
        self._job.start(self._work(n))

    def stop(self) -> None:
        """Stop playing or working; nothing happens where neither is going on."""
        self._job.cancel()
        if self._frames.isActive():
            self._frames.stop()
            self.playingChanged.emit(False)

    def _work(self, n: int) -> Iterator[float]:
        done, portion = 0, Portion(SLICE_SECONDS / 4)
        while done < n:
            began = perf_counter()
            moved = self._advance(min(portion.size, n - done))
            if not moved:
                return
            portion.took(perf_counter() - began)
            done += moved
            yield done / n

    def _show_progress(self, share: float) -> None:
        self.advanced.emit()
        self.progressChanged.emit(share)

    def _end_work(self, is_complete: bool) -> None:
        if is_complete:
            self.advanced.emit()
        self.progressChanged.emit(None)

    def _play_frame(self) -> None:
        began = perf_counter()
        most = self._due(began)
        if most < 1:
            return
        moved = self._advance(most)
        self.advanced.emit()
        if not moved:
            self.stop()
        self._portion.took(perf_counter() - began)

    def _due(self, now: float) -> int:
        """Return how many updates to make in the frame that begins now."""
        if math.isinf(self._speed):
            return self._portion.size
        if self._last is None:
            self._last = now
            return 1
        self._owed += min(now - self._last, LONGEST_ARREARS) * self._speed
        self._last = now
        most = int(self._owed + 1e-6)
        self._owed -= most
        return most
