"""Which errors are told, and which only go on repeating one that was."""

from __future__ import annotations

from traceback import extract_tb
from types import TracebackType

QUIET_SECONDS = 10.0
"""An error that comes again within this time of the last one of its kind is the same trouble."""

MOST_KINDS = 1000
"""Kinds of errors that are remembered."""


class Repeats:
    """Counts errors of a kind: of one class, raised at one line."""

    def __init__(self) -> None:
        self._seen: dict[object, tuple[float, int]] = {}

    def count(self, kind: type[BaseException], trace: TracebackType | None, seconds: float) -> int:
        """Note an error; return its number in the row of those that follow each other closely.

        Parameters
        ----------
        seconds
            The time now, from any beginning.
        """
        frames = extract_tb(trace)
        place = (frames[-1].filename, frames[-1].lineno) if frames else None
        last, count = self._seen.pop((kind, place), (-QUIET_SECONDS, 0))
        count = count + 1 if seconds - last < QUIET_SECONDS else 1
        self._seen[kind, place] = seconds, count
        if len(self._seen) > MOST_KINDS:
            del self._seen[next(iter(self._seen))]
        return count
