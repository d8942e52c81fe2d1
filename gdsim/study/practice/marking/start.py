"""Where a person may stand before an update."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array
from gdsim.study.practice.marking.rounded_ranges import Between
from gdsim.study.practice.update_task import UpdateTask


class Start(Struct, frozen=True, eq=False):
    """Where a person may stand before an update.

    Attributes
    ----------
    task
        The update from halfway between the ends.
    theta, state
        The parameters, and the arrays that the rule remembers.
    has_error
        Whether an earlier answer was wrong.
    is_vague
        Whether an earlier slip is supposed that the digits typed do not show.
    """

    task: UpdateTask
    theta: Between
    state: tuple[Between, ...]
    has_error: bool = False
    is_vague: bool = False

    @classmethod
    def of(cls, task: UpdateTask) -> Start:
        """Return the start of an update whose numbers are given."""
        return cls(task, Between.at(task.theta), tuple(map(Between.at, task.state)))

    @classmethod
    def between(
        cls, task: UpdateTask, theta: Between, state: tuple[Between, ...], old_gradient: Array
    ) -> Start:
        """Return the start of an update from numbers between ends, after another gradient.

        Where another rule begins, it remembers nothing of what the one before it did.
        """
        if task.t == 0:
            state = tuple(map(Between.at, task.state))
        middle = tuple(array.middle for array in state)
        return cls(task.at(theta.middle, middle, old_gradient), theta, state)

    def with_rounded_rates(self) -> list[Start]:
        """Return the same for a person who rounds the learning rate, in each way there is."""
        return [
            replace(self, task=replace(self.task, round_rate=one))
            for one in self.task.rate_roundings
        ]

    def covers(self, other: Start) -> bool:
        """Return whether whatever follows from `other` follows from here, with no more errors."""
        return (
            self.has_error <= other.has_error
            and self.is_vague <= other.is_vague
            and self.theta.contains(other.theta)
            and all(a.contains(b) for a, b in zip(self.state, other.state, strict=True))
        )
