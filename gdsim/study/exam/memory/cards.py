"""Cards: what answers leave in memory, and when each is due; derived anew each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from gdsim.study.exam.memory.forgetting import Rating, Trace, recall, trace_of
from gdsim.study.exam.memory.kept_answers import BESIDE, Outcome, in_order
from gdsim.study.exam.memory.settings import ExamSettings
from gdsim.study.exam.memory.syllabus import CardKey, Syllabus

UNSURE = 1
"""The confidence with which a right answer was hard."""

SLOW = 2.0
"""The multiple of the expected time from which a right answer was hard."""


class Card(Struct, frozen=True):
    """A kind of question at a level, as a person knows it.

    Attributes
    ----------
    trace
        What is left in memory; None where only a slip made elsewhere calls for the card.
    first_day
        The day on which it was first reviewed, or called for.
    due_day
        The day from which it is due.
    reviews, lapses
        How often it was reviewed, and how often it was not known.
    called_for
        Whether a slip made elsewhere since makes it due.
    """

    key: CardKey
    trace: Trace | None
    first_day: date
    due_day: date
    reviews: int
    lapses: int
    called_for: bool

    def recall(self, day: date) -> float:
        """Return the chance, 0 to 1, that it is still known on `day`."""
        return 0.0 if self.trace is None else recall(self.trace, day)


def cards_of(
    outcomes: Iterable[Outcome], syllabus: Syllabus, settings: ExamSettings, day: date
) -> dict[CardKey, Card]:
    """Return the cards that outcomes, in any order, have left by `day`.

    The first answer of a day is a card's only review, so that working on counts once.
    """
    by_key: dict[CardKey, list[Outcome]] = defaultdict(list)
    for one in in_order(outcomes):
        by_key[one.key].append(one)
    cards = {key: _card(key, ones, syllabus, settings, day) for key, ones in by_key.items()}
    return {key: card for key, card in cards.items() if card is not None}


def _card(
    key: CardKey, outcomes: list[Outcome], syllabus: Syllabus, settings: ExamSettings, day: date
) -> Card | None:
    """Return a card from its outcomes, in order; None where nothing was shown of it yet."""
    reviews = _reviews(outcomes)
    rated = [(rating_of(one, syllabus, settings), one.local_day) for one in reviews]
    trace = trace_of(rated, settings.retention)
    lapses = sum(rating == "again" for rating, _ in rated)
    slip = _open_slip(outcomes)
    if trace is None and slip is None:
        return None
    dues = []
    if trace is not None:
        days = min(trace.interval, settings.longest_interval(day))
        dues.append(trace.day + timedelta(days=days))
    if slip is not None:
        dues.append(slip)
    firsts = [one.local_day for one in reviews[:1]] or [min(dues)]
    return Card(key, trace, firsts[0], min(dues), len(reviews), lapses, slip is not None)


def _reviews(outcomes: list[Outcome]) -> list[Outcome]:
    """Return the first fair answer of each day."""
    first: dict[date, Outcome] = {}
    for one in outcomes:
        if one.is_fair:
            first.setdefault(one.local_day, one)
    return list(first.values())


def _open_slip(outcomes: list[Outcome]) -> date | None:
    """Return the day of the first slip made elsewhere that no fair answer came after."""
    day = None
    for one in outcomes:
        if one.session_form in BESIDE:
            if not one.is_right and day is None:
                day = one.local_day
        elif one.is_fair:
            day = None
    return day


def rating_of(outcome: Outcome, syllabus: Syllabus, settings: ExamSettings) -> Rating:
    """Return how a review went: wrong, given up or in part right is not known."""
    if not outcome.is_right:
        return "again"
    expected = syllabus.seconds(outcome.key)
    is_slow = expected is not None and outcome.seconds > SLOW * expected * settings.extra_time
    return "hard" if is_slow or outcome.confidence == UNSURE else "good"


def credit(levels: Mapping[CardKey, float], key: CardKey, syllabus: Syllabus) -> float:
    """Return the best of a card and of the same kind at harder levels; 0 where none is there.

    Who can do the harder can do the easier.
    """
    kind = syllabus.by_key[key.kind]
    harder = (CardKey(key.kind, level) for level in kind.levels if level >= key.level)
    return max((levels.get(one, 0.0) for one in harder), default=0.0)
