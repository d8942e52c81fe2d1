"""How a person stands on a day: everything that is worked out from their answers, at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from gdsim.study.exam.memory.cards import Card, cards_of
from gdsim.study.exam.memory.kept_answers import Outcome, in_order
from gdsim.study.exam.memory.mastery import Mastery, mastery_of
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey, Syllabus


class Standing(Struct, frozen=True, dict=True):
    """A person's outcomes on a day, and what they come to.

    It is made anew whenever one of the four changes; what is asked of it is worked out once.

    Attributes
    ----------
    outcomes
        All of them, in any order.
    day
        The person's own day; see `Clock.today`.
    """

    outcomes: Collection[Outcome]
    syllabus: Syllabus
    settings: ExamSettings
    day: date

    @cached_property
    def in_order(self) -> tuple[Outcome, ...]:
        """The outcomes in the order in which they came about."""
        return tuple(in_order(self.outcomes))

    @cached_property
    def cards(self) -> Mapping[CardKey, Card]:
        """Every card of which something was shown."""
        return cards_of(self.in_order, self.syllabus, self.settings, self.day)

    @cached_property
    def mastery(self) -> Mapping[CardKey, Mastery]:
        """The mastery of every card that was answered."""
        return mastery_of(self.in_order)

    @property
    def days_left(self) -> int | None:
        """Days to the exam; None where none is set or it is over."""
        return self.settings.days_left(self.day)

    @property
    def horizon(self) -> date:
        """The day for which recall is foretold: that of the exam, else this one."""
        return self.settings.horizon(self.day)

    @cached_property
    def recalls(self) -> Mapping[CardKey, float]:
        """The chance that each card of the syllabus that was asked is known on the horizon."""
        return {
            key: card.recall(self.horizon)
            for key, card in self.cards.items()
            if key in self.syllabus
        }
