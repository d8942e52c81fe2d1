"""The verdicts on a run.

Some tell what becomes of a run, and are given only where theory or the run itself proves it; the
others tell what it does now, or did lately, and claim nothing of what comes.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a run is doing."""

    # What becomes of it.
    CONVERGED = "converged"
    CONVERGING = "converging"
    DIVERGING = "diverging"
    NOISY_FLOOR = "noisy-floor"
    # What it does.
    SLOW = "slow"
    OSCILLATING = "oscillating"
    ZIGZAG = "zigzag"
    SADDLE = "saddle"
    PLATEAU = "plateau"
    AT_REST = "at-rest"
    FALLING = "falling"
    RISING = "rising"
    UNSETTLED = "unsettled"
    TOO_EARLY = "too-early"
