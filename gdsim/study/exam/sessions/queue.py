"""Sessions of so many minutes that ask a row of cards: the warm-up, and what is due today.

What was missed comes again a little later with new numbers, until it is right once: that, over
several days, is what lasts (Rawson and Dunlosky 2011; Vaughn, Dunlosky and Rawson 2016).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from gdsim.study.exam.memory.due import asked_again, plan_of
from gdsim.study.exam.memory.kept_answers import SessionForm
from gdsim.study.exam.memory.standing import Standing
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.item import Attempt, Item, is_mix, item, spread

WARM_UP_MINUTES = 5

GAP = 3
"""Items between a miss and the same kind with new numbers."""

MOST_TIMES = 3
"""How often a session asks a card."""


class Queue(Struct, frozen=True):
    """A session that asks one item after the other.

    Attributes
    ----------
    id
        A UUID.
    form
        ``warm-up`` or ``due``.
    seed
        What its numbers are drawn from.
    budget, spent
        Seconds that it is to take, and that were worked.
    items, position
        What is asked, and where it stands.
    """

    id: str
    form: SessionForm
    seed: int
    budget: float
    items: tuple[Item, ...]
    position: int = 0
    spent: float = 0.0
    attempt: Attempt = field(default_factory=Attempt)

    @property
    def current(self) -> Item | None:
        """What is asked now; None at the end, which comes with the time."""
        is_late = self.spent >= self.budget and not self.attempt.tries
        return None if is_late or self.position >= len(self.items) else self.items[self.position]

    def drafted(self, text: str) -> Queue:
        """Return the session with what is typed."""
        return replace(self, attempt=replace(self.attempt, draft=text))

    def answered(self, is_right: bool, seconds: float) -> Queue:
        """Return the session after an answer to the current item, which stays."""
        return replace(self, attempt=self.attempt.answered(is_right), spent=self.spent + seconds)

    def gone_on(self, seconds: float = 0.0) -> Queue:
        """Return the session at its next item; `seconds` were spent since the last answer."""
        now = self.items[self.position]
        is_missed = self.attempt.first_right is False
        times = sum(one.key == now.key for one in self.items if one.is_asked)
        if is_missed and times < MOST_TIMES:
            again = item(now.key, self.seed, len(self.items), now.is_mixed)
            return self._next(seconds, again, self.position + 1 + GAP)
        return self._next(seconds)

    def once_more(self, seconds: float = 0.0) -> Queue:
        """Return the session with the same kind next, with new numbers, because it was wished."""
        now = self.items[self.position]
        # Everybody knows which kind is coming, so it is no part of a mixed set.
        again = item(now.key, self.seed, len(self.items), is_mixed=False)
        return self._next(seconds, again, self.position + 1)

    def _next(self, seconds: float, again: Item | None = None, place: int = 0) -> Queue:
        items = self.items if again is None else (*self.items[:place], again, *self.items[place:])
        return replace(
            self,
            items=items,
            position=self.position + 1,
            spent=self.spent + seconds,
            attempt=Attempt(),
        )


def warm_up(standing: Standing, id: str, seed: int) -> Queue:  # noqa: A002
    """Return five minutes over what is most at risk, topics mixed.

    What is not due fills up, and then what is new, its working shown before.
    """
    due = [card.key for card in asked_again(standing)]
    known = sorted(standing.recalls, key=standing.recalls.__getitem__)
    plan = plan_of(standing, WARM_UP_MINUTES)
    new = {card.key: card.seconds for card in plan.cards if card.reason == "new"}
    budget = 60.0 * WARM_UP_MINUTES
    chosen: list[CardKey] = []
    spent = 0.0
    for key in dict.fromkeys((*due, *known, *new)):
        once = (standing.syllabus.seconds(key) or 0.0) * standing.settings.extra_time
        seconds = new.get(key, once)
        if not chosen or spent + seconds <= budget:
            chosen.append(key)
            spent += seconds
    return Queue(id, "warm-up", seed, budget, _items(chosen, new, standing, seed))


def due_today(
    standing: Standing,
    id: str,  # noqa: A002
    seed: int,
    minutes: float | None = None,
    form: SessionForm = "due",
) -> Queue:
    """Return what is due today, topics mixed; the working of what is new is shown before.

    Parameters
    ----------
    minutes
        How long; by default what is left of the day's minutes.
    """
    plan = plan_of(standing, minutes)
    left = 60.0 * standing.settings.minutes - plan.seconds_done
    budget = left if minutes is None else 60.0 * minutes
    new = [card.key for card in plan.cards if card.reason == "new"]
    items = _items([card.key for card in plan.cards], new, standing, seed)
    return Queue(id, form, seed, max(budget, 0.0), items)


def _items(
    keys: Sequence[CardKey], new: Collection[CardKey], standing: Standing, seed: int
) -> tuple[Item, ...]:
    """Return the items that ask these cards, the working of what is new before its question."""
    ordered = spread(keys, standing.syllabus.topic)
    mixed = is_mix(ordered)
    items: list[Item] = []
    for key in ordered:
        if key in new:
            items.append(item(key, seed, len(items), mixed, "everything"))
        items.append(item(key, seed, len(items), mixed))
    return tuple(items)
