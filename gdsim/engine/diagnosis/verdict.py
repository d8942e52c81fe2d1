"""The verdicts on a run."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a run is doing."""

    CONVERGED = "converged"
    CONVERGING = "converging"
    SLOW = "slow"
    OSCILLATING = "oscillating"
    ZIGZAG = "zigzag"
    UNSETTLED = "unsettled"
    DIVERGING = "diverging"
    NOISY_FLOOR = "noisy-floor"
    SADDLE = "saddle"
    PLATEAU = "plateau"
