"""Long work: how far it is, shown on a terminal, and Ctrl+C, which ends it early."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdsim.engine.many.long_work import LongWork

WIDTH = 40
"""Characters of the terminal's line that progress takes."""

SECONDS_BETWEEN_REPORTS = 0.1

Interrupted = Callable[[], bool]
"""Tells whether Ctrl+C was pressed."""


def show_progress(text: str) -> None:
    """Write progress over what was written before, on a terminal alone."""
    _write_on_terminal(f"\r{text:<{WIDTH}}")


def clear_progress() -> None:
    """Leave the terminal's line empty."""
    _write_on_terminal(f"\r{'':<{WIDTH}}\r")


def _write_on_terminal(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()


def updates_made(made: int, limit: int | None) -> str:
    """Return how many updates were made, and of how many if there is a limit."""
    return f"{made:,}" if limit is None else f"{made:,} / {limit:,}"


@contextmanager
def interruptible() -> Iterator[Interrupted]:
    """Give a function that tells whether Ctrl+C was pressed; pressed again, it interrupts."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def work_off(work: LongWork[object]) -> bool:
    """Do long work and show how far it is; return whether Ctrl+C ended it."""
    shown_at = perf_counter()
    with interruptible() as interrupted:
        for share in work.work():
            if interrupted():
                break
            if perf_counter() - shown_at > SECONDS_BETWEEN_REPORTS:
                shown_at = perf_counter()
                show_progress(f"{100 * share:.0f} %")
        is_interrupted = interrupted()
    clear_progress()
    return is_interrupted
