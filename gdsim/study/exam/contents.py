"""All that can be asked, as memory knows it: kinds, their topics, and how long each level takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from gdsim.i18n import tr
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from gdsim.study.exam.topics import TOPICS


class _Times(Mapping[int, float]):
    """How long a kind takes, by level: a question of a level is made when its time is asked for.

    Most who come to practise need the times of the few kinds that are due, not of all.
    """

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._known: dict[int, float] = {}

    def __getitem__(self, level: int) -> float:
        if level not in self._kind.levels:
            raise KeyError(level)
        if level not in self._known:
            self._known[level] = float(self._kind.make(0, level).seconds)
        return self._known[level]

    def __contains__(self, level: object) -> bool:
        return level in self._kind.levels

    def __iter__(self) -> Iterator[int]:
        return iter(self._kind.levels)

    def __len__(self) -> int:
        return len(self._kind.levels)


@cache
def whole_syllabus() -> Syllabus:
    """Return every kind of question."""
    return Syllabus(
        tuple(_info(kind) for kind in KINDS.values()),
        {key: tr(title) for key, title in TOPICS.items()},
    )


def _info(kind: Kind) -> KindInfo:
    return KindInfo(kind.key, kind.topic, _Times(kind), kind.title)
