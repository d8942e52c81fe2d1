"""All that can be asked, as memory knows it: kinds, their topics, and how long each level takes."""

from __future__ import annotations

from functools import cache

from gdsim.i18n import tr
from gdsim.study.exam.catalogue import KINDS
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus
from gdsim.study.exam.topics import TOPICS


@cache
def whole_syllabus() -> Syllabus:
    """Return every kind of question; made once, since a question of each level tells its time."""
    return Syllabus(
        tuple(_info(kind) for kind in KINDS.values()),
        {key: tr(title) for key, title in TOPICS.items()},
    )


def _info(kind: Kind) -> KindInfo:
    seconds = {level: float(kind.make(0, level).seconds) for level in kind.levels}
    return KindInfo(kind.key, kind.topic, seconds, kind.title)
