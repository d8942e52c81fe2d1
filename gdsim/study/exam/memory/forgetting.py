"""How fast what was learned is forgotten: FSRS-6, by whole days.

Its own clock counts spans of 24 hours, by which an evening and the morning after are one day. So
every review is told to it as at noon of the person's own day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Rating = Literal["again", "hard", "good"]
"""How a review went. That it was easy is never said: the next would be eight days off."""

_RATINGS: dict[Rating, int] = {"again": 1, "hard": 2, "good": 3}


@dataclass(frozen=True)
class Trace:
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


def review(trace: Trace | None, rating: Rating, day: date, retention: float) -> Trace:
    """Return what a review on `day` leaves; `trace` is from an earlier day, None for the first."""
    from fsrs import Rating as FsrsRating

    at = _noon(day)
    card = _card(trace, at)
    after, _ = _scheduler(retention).review_card(card, FsrsRating(_RATINGS[rating]), at)
    if after.stability is None or after.difficulty is None:  # pragma: no cover
        raise AssertionError("a reviewed card is in memory")
    return Trace(after.stability, after.difficulty, day, (after.due - at).days)


def recall(trace: Trace, day: date) -> float:
    """Return the chance, 0 to 1, that the card is still known on `day`."""
    at = _noon(day)
    return float(_scheduler(0.9).get_card_retrievability(_card(trace, at), at))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _card(trace: Trace | None, at: datetime) -> Card:
    # Without a number of its own a card waits for a millisecond that no other has.
    from fsrs import Card, State

    if trace is None:
        return Card(card_id=1, due=at)
    return Card(
        card_id=1,
        state=State.Review,
        stability=trace.stability,
        difficulty=trace.difficulty,
        due=at,
        last_review=_noon(trace.day),
    )


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
