"""How sure a person was against how often they were right."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

from gdsim.study.exam.memory.kept_answers import Outcome
from gdsim.texts import N_

LEAST_ANSWERS = 10
"""Answers of a level from which its share says anything: it is known to ± 0.25 then."""

CONFIDENCE_TITLES: dict[int, str] = {1: N_("Unsure"), 2: N_("Fairly sure"), 3: N_("Sure")}

CLAIMS: dict[int, tuple[float, float]] = {1: (0.0, 0.67), 2: (0.67, 0.80), 3: (0.80, 1.0)}
"""The chances of being right for which each level is the best to say (Gardner-Medwin)."""

Z_95 = 1.959963984540054
"""Standard deviations that 95 of 100 samples of a normal distribution lie within."""


class Calibration(Struct, frozen=True):
    """What came of the answers that were given with one confidence.

    Attributes
    ----------
    low, high
        Wilson's interval for the chance of being right: 95 of 100 such intervals hold it.
    """

    confidence: int
    answers: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share that was right; None where there are no answers."""
        return self.right / self.answers if self.answers else None

    @property
    def is_shown(self) -> bool:
        """Whether there are answers enough to say anything."""
        return self.answers >= LEAST_ANSWERS

    @property
    def verdict(self) -> int:
        """Say 1 where too little was claimed for sure, -1 where too much, 0 where it may fit."""
        least, most = CLAIMS[self.confidence]
        return (self.low > most) - (self.high < least)


def calibration_of(outcomes: Iterable[Outcome]) -> tuple[Calibration, ...]:
    """Return the calibration of each level of confidence, the least sure first."""
    counts = {level: [0, 0] for level in CLAIMS}
    for one in outcomes:
        if one.is_fair and one.confidence is not None:
            counts[one.confidence][0] += 1
            counts[one.confidence][1] += one.is_right
    return tuple(
        Calibration(level, answers, right, *wilson(right, answers))
        for level, (answers, right) in counts.items()
    )


def wilson(right: int, answers: int, z: float = Z_95) -> tuple[float, float]:
    """Return Wilson's score interval for a share; (0, 1) where there are no answers.

    Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not answers:
        return 0.0, 1.0
    share, spread = right / answers, z * z / answers
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / answers + spread / (4 * answers)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
