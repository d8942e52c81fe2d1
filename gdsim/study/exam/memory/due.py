"""What is due today: minutes, never a heap.

What is most at risk on the exam's day comes first, and what does not fit waits without a word.
Some of the time is kept for what was not asked yet, since that is surely not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from gdsim.study.exam.memory.cards import Card
from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.memory.unlocking import open_cards

Reason = Literal["slip", "due", "weakest", "new"]
"""Why a card is asked: a slip made elsewhere, its day, the exam tomorrow, never asked yet."""

NEW_A_DAY = 6
"""The most cards begun a day, unless the exam comes too soon for that."""

LAST_DAYS = 1
"""Days to the exam from which the weakest are asked, due or not."""

SHARE_OF_NEW = 1 / 3
"""The share of the time that is kept for cards not asked yet."""

COST_OF_NEW = 2.0
"""The time of a card that is begun, in its expected time: its working is read before."""

OF_THE_DAY: frozenset[SessionForm] = frozenset({"warm-up", "drill", "due"})
"""Sessions whose time counts as the day's work; a mock exam comes on top."""


class DueCard(Struct, frozen=True):
    """A card to be asked today, why, and the seconds that it is likely to take."""

    key: CardKey
    reason: Reason
    seconds: float


class Plan(Struct, frozen=True):
    """What is to be done today.

    Attributes
    ----------
    cards
        What is most at risk first, then what is new.
    seconds_done
        Seconds that were worked today already.
    """

    cards: tuple[DueCard, ...]
    seconds_done: float

    @property
    def seconds(self) -> float:
        """What it is likely to take."""
        return _time_of(self.cards)


def plan_of(standing: Standing, minutes: float | None = None) -> Plan:
    """Return what is to be done today.

    Parameters
    ----------
    minutes
        How long to go on; by default what the settings have for a day, less what was worked.
    """
    done = seconds_worked(standing)
    budget = 60.0 * standing.settings.minutes - done if minutes is None else 60.0 * minutes
    if budget <= 0:
        return Plan((), done)
    asked = asked_again(standing)
    new = _begun(standing, asked)
    chosen = _fitting(asked, budget - _kept_for(new, budget))
    chosen += _fitting(new, budget - _time_of(chosen), has_any=bool(chosen))
    left = [card for card in asked if card not in chosen]
    chosen += _fitting(left, budget - _time_of(chosen), has_any=bool(chosen))
    return Plan(tuple(sorted(chosen, key=lambda card: card.reason == "new")), done)


def _kept_for(new: list[DueCard], budget: float) -> float:
    """Return the seconds that are kept for new cards: a share, but enough for one."""
    if not new:
        return 0.0
    return min(max(SHARE_OF_NEW * budget, new[0].seconds), _time_of(new))


def _time_of(cards: Iterable[DueCard]) -> float:
    return sum(card.seconds for card in cards)


def seconds_worked(standing: Standing) -> float:
    """Return the seconds of today's sessions."""
    return sum(
        one.seconds
        for one in standing.outcomes
        if one.local_day == standing.day and one.session_form in OF_THE_DAY
    )


def asked_again(standing: Standing) -> list[DueCard]:
    """Return the cards that are due, or on the last days all.

    Those that a slip calls for come first, then what is most at risk.
    """
    is_last = standing.days_left is not None and standing.days_left <= LAST_DAYS

    def reason(card: Card) -> Reason | None:
        if card.called_for:
            return "slip"
        if is_last:
            return None if _was_asked_today(card, standing) else "weakest"
        return "due" if card.due_day <= standing.day else None

    cards = [standing.cards[key] for key in standing.recalls]
    cards.sort(key=lambda card: (not card.called_for, standing.recalls[card.key], card.key))
    return [
        _due_card(standing, card.key, why) for card in cards if (why := reason(card)) is not None
    ]


def _was_asked_today(card: Card, standing: Standing) -> bool:
    return card.trace is not None and card.trace.day == standing.day


def _begun(standing: Standing, asked: list[DueCard]) -> list[DueCard]:
    """Return the cards to begin today, as far as time is left to see them again.

    On the last days that is where nothing waits to be `asked` again: better once than never.
    """
    left = standing.days_left
    is_last = left is not None and left <= LAST_DAYS
    if is_last and asked:
        return []
    fresh = [
        key
        for key in open_cards(standing.mastery, standing.syllabus, left)
        if key not in standing.cards
    ]
    pace = NEW_A_DAY
    if left is not None:
        pace = max(NEW_A_DAY, -(-len(fresh) // max(1, left - LAST_DAYS)))
    today = sum(card.first_day == standing.day for card in standing.cards.values())
    return [_due_card(standing, key, "new") for key in fresh[: max(0, pace - today)]]


def _due_card(standing: Standing, key: CardKey, reason: Reason) -> DueCard:
    seconds = (standing.syllabus.seconds(key) or 0.0) * standing.settings.extra_time
    return DueCard(key, reason, seconds * (COST_OF_NEW if reason == "new" else 1.0))


def _fitting(cards: Iterable[DueCard], budget: float, has_any: bool = False) -> list[DueCard]:
    """Return the cards that fit into so many seconds; the first in any case unless `has_any`."""
    chosen: list[DueCard] = []
    spent = 0.0
    for card in cards:
        if not (chosen or has_any) or spent + card.seconds <= budget:
            chosen.append(card)
            spent += card.seconds
    return chosen
