"""What there is to be asked, as far as memory needs to know it: kinds, levels, topics, times."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

HARDEST = 3
"""The hardest level of a kind."""


class CardKey(NamedTuple):
    """What is remembered as one thing: a kind of question at one of its levels."""

    kind: str
    level: int


class KindInfo(Struct, frozen=True):
    """A kind of question.

    Attributes
    ----------
    key
        Words joined by hyphens.
    topic
        The key of its main topic.
    seconds
        By level, 1 to 3, how long a practised person takes; the levels that it has.
    title
        What people call it, in their language.
    """

    key: str
    topic: str
    seconds: Mapping[int, float]
    title: str = ""

    @property
    def levels(self) -> tuple[int, ...]:
        """Its levels, the easiest first."""
        return tuple(sorted(self.seconds))


class Syllabus(Struct, frozen=True, dict=True):
    """All kinds of questions, in the order in which they are best learned.

    Attributes
    ----------
    topics
        By key, what people call a topic; in the order of the lecture.
    """

    kinds: tuple[KindInfo, ...]
    topics: Mapping[str, str]

    @cached_property
    def by_key(self) -> Mapping[str, KindInfo]:
        """The kinds by their keys."""
        return {kind.key: kind for kind in self.kinds}

    @cached_property
    def cards(self) -> tuple[CardKey, ...]:
        """Every kind at each of its levels: all kinds at their easiest level come first."""
        keys = [CardKey(kind.key, level) for kind in self.kinds for level in kind.levels]
        return tuple(sorted(keys, key=lambda key: self.by_key[key.kind].levels.index(key.level)))

    @cached_property
    def with_kinds(self) -> tuple[str, ...]:
        """The topics that have kinds, in the order of the lecture."""
        topics = {kind.topic: None for kind in self.kinds}
        order = [topic for topic in self.topics if topic in topics]
        return tuple(order + [topic for topic in topics if topic not in self.topics])

    def __contains__(self, key: object) -> bool:
        kind = self.by_key.get(key.kind) if isinstance(key, CardKey) else None
        return kind is not None and isinstance(key, CardKey) and key.level in kind.seconds

    def seconds(self, key: CardKey) -> float | None:
        """Return how long a practised person takes; None for what is no longer asked."""
        return self.by_key[key.kind].seconds[key.level] if key in self else None

    def topic(self, key: CardKey) -> str:
        """Return the key of a card's topic; empty for what is no longer asked."""
        kind = self.by_key.get(key.kind)
        return "" if kind is None else kind.topic

    def of_topic(self, topic: str) -> tuple[CardKey, ...]:
        """Return the cards of a topic."""
        return tuple(key for key in self.cards if self.topic(key) == topic)
