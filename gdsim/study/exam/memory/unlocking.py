"""Which cards a person can begin: the next level of a kind opens when the one before is held."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.study.exam.memory.mastery import Mastery
from gdsim.study.exam.memory.syllabus import HARDEST, CardKey, Syllabus

OPENS_THE_NEXT = Mastery.PROFICIENT
"""The mastery of a level from which the next one can be begun."""

DAYS_FOR_THE_HARDEST = 7
"""With fewer days to the exam no card of the hardest level is begun any more."""


def open_cards(
    mastery: Mapping[CardKey, Mastery],
    syllabus: Syllabus,
    days_left: int | None = None,
) -> tuple[CardKey, ...]:
    """Return the cards that were not asked yet and can be begun, the easiest levels first."""
    is_late = days_left is not None and days_left < DAYS_FOR_THE_HARDEST
    return tuple(
        key
        for key in syllabus.cards
        if mastery.get(key, Mastery.NEW) is Mastery.NEW
        and is_open(key, mastery, syllabus)
        and not (is_late and key.level == HARDEST)
    )


def is_open(key: CardKey, mastery: Mapping[CardKey, Mastery], syllabus: Syllabus) -> bool:
    """Tell whether a card can be asked: the level below it is held, or it is the easiest."""
    below = [level for level in syllabus.by_key[key.kind].levels if level < key.level]
    if not below:
        return True
    before = CardKey(key.kind, below[-1])
    return mastery.get(before, Mastery.NEW) >= OPENS_THE_NEXT


def level_reached(kind: str, mastery: Mapping[CardKey, Mastery], syllabus: Syllabus) -> int:
    """Return the hardest level of a kind that can be asked."""
    levels = syllabus.by_key[kind].levels
    return max(level for level in levels if is_open(CardKey(kind, level), mastery, syllabus))
