"""What a person does: the slips they make, and the minutes they work on each day."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct

from gdsim.study.exam.memory.kept_answers import Outcome, in_order


class SlipFigure(Struct, frozen=True):
    """A slip that a person makes.

    Attributes
    ----------
    slip
        Its key.
    count
        How often it was made.
    last_day
        When it was made last.
    right_since
        Right answers to the same kinds since then; such a slip may be gone.
    kinds
        The keys of the kinds in which it was made, the most frequent first: what a drill asks.
    """

    slip: str
    count: int
    last_day: date
    right_since: int
    kinds: tuple[str, ...]


class DayFigure(Struct, frozen=True):
    """What was done on a day."""

    day: date
    seconds: float
    answers: int
    right: int


def slip_figures(
    outcomes: Iterable[Outcome], same: Callable[[str], str] = str
) -> tuple[SlipFigure, ...]:
    """Return a person's own slips, the most frequent first, and the latest among equals.

    Parameters
    ----------
    same
        Gives the key of a slip under which it is counted.
    """
    ordered = in_order(outcomes)
    made: dict[str, list[int]] = defaultdict(list)
    rights: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(ordered):
        if one.slip is not None:
            made[same(one.slip)].append(position)
        if one.is_fair and one.is_right:
            rights[one.kind].append(position)
    figures = [_slip_figure(slip, places, ordered, rights) for slip, places in made.items()]
    return tuple(sorted(figures, key=lambda one: (-one.count, -one.last_day.toordinal(), one.slip)))


def _slip_figure(
    slip: str, places: list[int], ordered: list[Outcome], rights: dict[str, list[int]]
) -> SlipFigure:
    counts: dict[str, int] = defaultdict(int)
    for place in places:
        counts[ordered[place].kind] += 1
    kinds = tuple(sorted(counts, key=lambda kind: (-counts[kind], kind)))
    last = places[-1]
    right_since = sum(len(rights[kind]) - bisect(rights[kind], last) for kind in kinds)
    return SlipFigure(slip, len(places), ordered[last].local_day, right_since, kinds)


def day_figures(outcomes: Iterable[Outcome], first: date, last: date) -> tuple[DayFigure, ...]:
    """Return what was done on every day from `first` to `last`, by the person's own days."""
    seconds: dict[date, float] = defaultdict(float)
    answers: dict[date, int] = defaultdict(int)
    right: dict[date, int] = defaultdict(int)
    for one in outcomes:
        seconds[one.local_day] += one.seconds
        answers[one.local_day] += 1
        right[one.local_day] += one.is_right
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    return tuple(
        DayFigure(day, seconds.get(day, 0.0), answers.get(day, 0), right.get(day, 0))
        for day in days
    )
