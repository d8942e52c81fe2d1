"""What a session asks: a question yet to be made, how much of its working is shown, the tries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from gdsim.study.exam.memory.kept_answers import Support
from gdsim.study.exam.memory.syllabus import CardKey
from gdsim.study.exam.sessions.chance import SEEDS, number

Shown = Literal["nothing", "half", "all-but-last", "everything"]
"""How much of the working is shown; what is left out is asked, from the end."""


class Item(Struct, frozen=True):
    """A question as a session sets it.

    Attributes
    ----------
    kind, level, seed
        What the question is made from.
    is_mixed
        Whether questions of other kinds stand around it.
    shown
        How much of its working is shown; a working shown whole is read, and nothing is asked.
    """

    kind: str
    level: int
    seed: int
    is_mixed: bool
    shown: Shown = "nothing"

    @property
    def key(self) -> CardKey:
        """The card that it belongs to."""
        return CardKey(self.kind, self.level)

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer."""
        return self.shown != "everything"

    @property
    def support(self) -> Support:
        """What an answer to it is kept with."""
        return "alone" if self.shown == "nothing" else "blanks"


class Attempt(Struct, frozen=True):
    """What became of the current item so far.

    Attributes
    ----------
    tries
        How often it was answered.
    first_right
        Whether the first answer was right; None before it.
    is_right
        Whether the last one was.
    draft
        JSON: what is typed and not yet answered with; empty where nothing is.
    """

    tries: int = 0
    first_right: bool | None = None
    is_right: bool = False
    draft: str = ""

    def answered(self, is_right: bool) -> Attempt:
        """Return the attempt after one more answer; what was typed stays to be mended."""
        first = is_right if self.first_right is None else self.first_right
        return replace(self, tries=self.tries + 1, first_right=first, is_right=is_right)


def item(key: CardKey, seed: int, position: int, is_mixed: bool, shown: Shown = "nothing") -> Item:
    """Return an item with numbers of its own; `seed` is the session's."""
    return Item(key.kind, key.level, number(SEEDS, seed, position, *key), is_mixed, shown)


def spread(keys: Iterable[CardKey], topic_of: Callable[[CardKey], str]) -> list[CardKey]:
    """Return keys so that no topic follows itself where that can be avoided.

    Within a topic they keep their order.
    """
    left: dict[str, list[CardKey]] = {}
    for key in keys:
        left.setdefault(topic_of(key), []).append(key)
    result: list[CardKey] = []
    last = None
    while left:
        others = [topic for topic in left if topic != last] or list(left)
        last = max(others, key=lambda topic: len(left[topic]))
        result.append(left[last].pop(0))
        if not left[last]:
            del left[last]
    return result


def is_mix(keys: Sequence[CardKey]) -> bool:
    """Tell whether a session of these cards is a mixed set."""
    return len({key.kind for key in keys}) > 1
