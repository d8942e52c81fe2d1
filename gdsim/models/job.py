"""Long work that tells its progress, done in slices on the window's own thread.

So there is nothing to lock, and the window paints and answers between any two slices.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

SLICE_SECONDS = 0.012
"""Seconds after which a slice ends; a single portion of the work may make it longer."""


class Portion:
    """How much of some work to do at once, so that it takes about as long as wanted.

    Parameters
    ----------
    seconds
        What is wanted; a portion takes from half to twice as long once it has been found.

    Attributes
    ----------
    size
        How much to do next, a power of two.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.size = 1

    def took(self, seconds: float) -> None:
        """Note how long the last portion took; the next one fits better."""
        if seconds < self._seconds / 2:
            self.size *= 2
        elif seconds > 2 * self._seconds:
            self.size = max(1, self.size // 2)


class Job(QObject):
    """Goes through an iterator whenever the window has nothing else to do.

    Signals
    -------
    progressed(float)
        This share of the work is done, 0 to 1; once a slice.
    ended(bool)
        The work is over: True where all of it was done, False where it was cancelled. What is
        done by then is kept by whoever made the iterator.
    """

    progressed = Signal(float)
    ended = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[float] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether work is going on."""
        return self._work is not None

    def start(self, work: Iterator[float]) -> None:
        """Go through `work`, which yields the share that is done; cancels other work."""
        self.cancel()
        self._work = work
        self._timer.start(0)

    def cancel(self) -> None:
        """Leave the work where it is; nothing happens where none is going on."""
        if self._work is not None:
            self._end(is_complete=False)

    def _go_on(self) -> None:
        if self._work is None:
            return
        until, share = perf_counter() + SLICE_SECONDS, 0.0
        while perf_counter() < until:
            try:
                share = next(self._work)
            except StopIteration:
                self._end(is_complete=True)
                return
            except BaseException:
                self._end(is_complete=False)
                raise
        self.progressed.emit(share)

    def _end(self, *, is_complete: bool) -> None:
        self._timer.stop()
        self._work = None
        self.ended.emit(is_complete)
