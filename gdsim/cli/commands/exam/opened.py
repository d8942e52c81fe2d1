"""The person's store, opened for a command, with what is to be said of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gdsim.cli.output import remark
from gdsim.i18n import tr_error

if TYPE_CHECKING:
    from gdsim.files.exam.store import ExamStore
    from gdsim.study.exam.memory.answers import Outcome
    from gdsim.study.exam.memory.standing import Standing
    from gdsim.study.exam.memory.syllabus import Syllabus


@contextmanager
def opened_store() -> Iterator[ExamStore]:
    """Give the store, and close it at the end."""
    from gdsim.files.exam.opening import open_store

    with open_store() as store:
        for sentence in store.remarks:
            remark(f"gdsim: {tr_error(sentence)}")
        yield store


def standing_of(store: ExamStore) -> Standing:
    """Return how the person stands today."""
    from gdsim.study.exam.memory.standing import Standing

    outcomes = store.outcomes()
    return Standing(outcomes, _syllabus(outcomes), store.settings(), store.clock.today())


def _syllabus(outcomes: Sequence[Outcome]) -> Syllabus:
    """Return what there is to be asked: the kinds that were, each as slow as it was on average."""
    from statistics import fmean

    from gdsim.study.exam.memory.syllabus import KindInfo, Syllabus

    seconds: dict[str, dict[int, list[float]]] = {}
    for one in outcomes:
        seconds.setdefault(one.kind, {}).setdefault(one.level, []).append(one.seconds)
    return Syllabus(
        tuple(
            KindInfo(kind, "", {level: fmean(times) for level, times in levels.items()})
            for kind, levels in seconds.items()
        ),
        {},
    )
