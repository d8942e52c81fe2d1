"""Predicting a run: the answers to its updates, their marks, and the score."""

from __future__ import annotations

from msgspec import Struct, field

from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.marking.marking import Answers, MarkedUpdate, mark
from gdsim.study.practice.update_task import UpdateTask


class Attempt(Struct, frozen=True):
    """The answers to one update, marked."""

    t: int
    marked: MarkedUpdate

    @property
    def task(self) -> UpdateTask:
        """The update."""
        return self.marked.task

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The mark of each answer."""
        return self.marked.marks

    @property
    def is_right(self) -> bool:
        """Whether each answer follows from what was before it."""
        return all(one.counts_as_right for one in self.marks)


class Fault(Struct, frozen=True):
    """An answer that was wrong at the first try."""

    t: int
    mark: Mark
    is_mended: bool


class Quiz(Struct):
    """The predictions of one run; each number counts with its first try.

    One with too few digits to tell is no try.
    """

    run: Run
    _first: dict[tuple[int, Field], Mark] = field(default_factory=dict)
    _latest: dict[int, Attempt] = field(default_factory=dict)

    def check(self, t: int, answers: Answers) -> Attempt:
        """Mark the answers to update `t`, 0 .. length of the run."""
        before = self._latest.get(t - 1)
        marked_before = None if before is None else before.marked
        attempt = Attempt(t, mark(UpdateTask.of(self.run, t), answers, marked_before))
        for one in attempt.marks:
            if one.grade is not Grade.TOO_FEW_DIGITS:
                self._first.setdefault((t, one.field), one)
        self._latest[t] = attempt
        return attempt

    def latest(self, t: int) -> Attempt | None:
        """Return the latest answers to update `t`, or None."""
        return self._latest.get(t)

    def task(self, t: int) -> UpdateTask:
        """Return an update that was answered."""
        return self._latest[t].task

    @property
    def score(self) -> tuple[int, int]:
        """Answers that were right at the first try, and all."""
        marks = self._first.values()
        return sum(one.counts_as_right for one in marks), len(marks)

    def faults(self) -> list[Fault]:
        """Return what was wrong at the first try, in the order of the updates."""
        by_update = sorted(self._first.items(), key=lambda item: item[0][0])
        return [
            Fault(t, one, self._latest[t].is_right)
            for (t, _), one in by_update
            if not one.counts_as_right
        ]
