"""Predicting a run: the answers to its updates, their marks, and the score."""

from __future__ import annotations

from dataclasses import dataclass, field

from gdsim.engine.run.run import Run
from gdsim.study.practice.marking import Answers, Grade, Mark, mark, own_task
from gdsim.study.practice.update_task import UpdateTask


@dataclass(frozen=True)
class Attempt:
    """The answers to one update, marked."""

    t: int
    task: UpdateTask
    answers: Answers
    marks: tuple[Mark, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing in it is wrong, errors carried forward apart."""
        return all(one.counts_as_right for one in self.marks)


@dataclass(frozen=True)
class Fault:
    """An answer that was wrong at the first try."""

    t: int
    mark: Mark
    is_mended: bool


@dataclass
class Quiz:
    """The predictions of one run; each update counts with its first try."""

    run: Run
    _first: dict[int, Attempt] = field(default_factory=dict)
    _latest: dict[int, Attempt] = field(default_factory=dict)

    def check(self, t: int, answers: Answers) -> Attempt:
        """Mark the answers to update `t`, 0 .. length of the run."""
        task = UpdateTask.of(self.run, t)
        attempt = Attempt(t, task, answers, tuple(mark(task, answers, self._own(t))))
        self._first.setdefault(t, attempt)
        self._latest[t] = attempt
        return attempt

    def _own(self, t: int) -> UpdateTask | None:
        """Return update `t` from where wrong answers to the one before it lead."""
        before = self._latest.get(t - 1)
        if before is None or all(m.grade is Grade.RIGHT for m in before.marks):
            return None
        return own_task(UpdateTask.of(self.run, t), before.task, before.answers)

    def latest(self, t: int) -> Attempt | None:
        """Return the latest answers to update `t`, or None."""
        return self._latest.get(t)

    def task(self, t: int) -> UpdateTask:
        """Return the task of an update that was answered."""
        return self._first[t].task

    @property
    def score(self) -> tuple[int, int]:
        """Answers that were right at the first try, and all."""
        marks = [one for attempt in self._first.values() for one in attempt.marks]
        return sum(one.counts_as_right for one in marks), len(marks)

    def faults(self) -> list[Fault]:
        """Return what was wrong at the first try, in the order of the updates."""
        return [
            Fault(t, one, self._latest[t].is_right)
            for t, attempt in sorted(self._first.items())
            for one in attempt.marks
            if not one.counts_as_right
        ]
