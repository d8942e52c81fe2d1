"""The person's store, opened for a command, with what is to be said of that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gdsim.cli.streams import remark
from gdsim.i18n import tr_error

if TYPE_CHECKING:
    from gdsim.files.exam.store import ExamStore
    from gdsim.study.exam.memory.standing import Standing


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
    from gdsim.study.exam.contents import whole_syllabus
    from gdsim.study.exam.memory.standing import Standing

    return Standing(store.outcomes(), whole_syllabus(), store.settings(), store.clock.today())
