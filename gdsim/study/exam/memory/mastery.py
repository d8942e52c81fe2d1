"""Mastery of a card: seen, familiar, proficient, mastered.

As at Khan Academy the last level is had in a mixed set alone, where nothing tells which kind is
coming, and a miss there drops one level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from msgspec import Struct, field

from gdsim.study.exam.memory.kept_answers import BESIDE, Outcome, in_order
from gdsim.study.exam.memory.syllabus import CardKey


class Mastery(IntEnum):
    """How well a card is known; beside each level what it takes."""

    NEW = 0  # nothing was asked yet
    SEEN = 1  # something was asked
    FAMILIAR = 2  # once right at the first try
    PROFICIENT = 3  # right on two days
    MASTERED = 4  # right on three days, on one of them in a mixed set


SHARE: dict[Mastery, float] = {
    Mastery.NEW: 0.0,
    Mastery.SEEN: 0.0,
    Mastery.FAMILIAR: 0.5,
    Mastery.PROFICIENT: 0.8,
    Mastery.MASTERED: 1.0,
}
"""How much of a bar each level fills."""


def mastery_of(outcomes: Iterable[Outcome]) -> dict[CardKey, Mastery]:
    """Return the mastery of every card that was answered; outcomes stand in any order."""
    cards: dict[CardKey, _Evidence] = defaultdict(_Evidence)
    for one in in_order(outcomes):
        if one.session_form not in BESIDE:
            cards[one.key].take(one)
    return {key: evidence.mastery for key, evidence in cards.items()}


class _Evidence(Struct):
    """What speaks for a card.

    Attributes
    ----------
    days
        Those on which it was right at the first try, since it last dropped.
    was_mixed
        Whether it was right in a mixed set, since it last dropped.
    missed_on
        The last day on which it was missed in a mixed set: no right answer of that day counts.
    """

    days: list[date] = field(default_factory=list)
    was_mixed: bool = False
    missed_on: date | None = None

    @property
    def mastery(self) -> Mastery:
        if len(self.days) >= 3 and self.was_mixed:
            return Mastery.MASTERED
        return Mastery(Mastery.SEEN + min(len(self.days), 2))

    def take(self, outcome: Outcome) -> None:
        if not outcome.is_fair or outcome.local_day == self.missed_on:
            return
        if outcome.is_right:
            self.was_mixed |= outcome.mixed
            if outcome.local_day not in self.days:
                self.days.append(outcome.local_day)
        elif outcome.mixed:
            self._drop(outcome.local_day)

    def _drop(self, day: date) -> None:
        kept = max(0, self.mastery - Mastery.FAMILIAR)
        self.days = self.days[len(self.days) - kept :]
        self.was_mixed = False
        self.missed_on = day
