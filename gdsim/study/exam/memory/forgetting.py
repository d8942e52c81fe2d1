"""How fast what was learned is forgotten: FSRS-6, by whole days.

Its own clock counts spans of 24 hours, by which an evening and the morning after are one day. So
every review is told to it as at noon of the person's own day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good"]
"""How a review went. That it was easy is never said: the next would be eight days off."""

_RATINGS: dict[Rating, int] = {"again": 1, "hard": 2, "good": 3}


class Trace(Struct, frozen=True):
    """What is left in memory of a card after its last review.

    Attributes
    ----------
    stability
        Days until recall has fallen to 90 %.
    difficulty
        From 1 to 10.
    day
        The day of the last review.
    interval
        Days until recall has fallen to what is wanted, at least 1.
    """

    stability: float
    difficulty: float
    day: date
    interval: int


def trace_of(reviews: Iterable[tuple[Rating, date]], retention: float) -> Trace | None:
    """Return what reviews on days that follow each other leave; None where there are none.

    Parameters
    ----------
    retention
        The recall, 0 to 1, at which the next review is wanted.
    """
    from fsrs import Card
    from fsrs import Rating as FsrsRating

    scheduler = _scheduler(retention)
    card, last = None, None
    for rating, day in reviews:
        at, last = _noon(day), day
        # Without a number of its own a card waits for a millisecond that no other has.
        card = card or Card(card_id=1, due=at)
        card, _ = scheduler.review_card(card, FsrsRating(_RATINGS[rating]), at)
    if card is None or last is None or card.stability is None or card.difficulty is None:
        return None
    return Trace(card.stability, card.difficulty, last, (card.due - _noon(last)).days)


def recall(trace: Trace, day: date) -> float:
    """Return the chance, 0 to 1, that the card is still known on `day`."""
    from fsrs import Card, State

    card = Card(
        card_id=1,
        state=State.Review,
        stability=trace.stability,
        difficulty=trace.difficulty,
        due=_noon(day),
        last_review=_noon(trace.day),
    )
    return float(_scheduler(0.9).get_card_retrievability(card, _noon(day)))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@cache
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        # Chance from the generator that all share would give another schedule each time.
        enable_fuzzing=False,
    )
