"""Speeds as ratios: two pieces of work in turn, on a clock that stands while others work."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

Work = Callable[[], object]


def seconds(work: Work) -> float:
    """Return the seconds of processors that one call of `work` takes, all its threads together."""
    began = process_time()
    work()
    return process_time() - began


def best_seconds(ours: Work, baseline: Work, rounds: int = 7) -> tuple[float, float]:
    """Return the best of `rounds` timings of each, taken in turn after one call to warm up."""
    ours(), baseline()
    gc.collect()
    gc.disable()
    try:
        pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    finally:
        gc.enable()
    return min(a for a, _ in pairs), min(b for _, b in pairs)
