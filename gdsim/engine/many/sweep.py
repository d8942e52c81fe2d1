"""A grid of runs over one or two settings.

All runs of a sweep have the same start, seed and number of updates, so runs of one batch size see
the same batches. Learning rates are stepped together, as one array. Batch sizes and the settings of
a rule or a schedule are numbers inside it, so each of their values is worked out on its own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints, Mask
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.many.axes import LEARNING_RATE, Axis, check_axes, with_value
from gdsim.engine.many.ensemble import NEVER, Ensemble
from gdsim.engine.many.portions import portion
from gdsim.engine.many.shared_setup import SharedSetup, start_of
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.downhill import descending

FRACTION_BETWEEN_MARKS = 5
"""The losses are noted at the end, after a fifth of the updates, a fifth of that, and so on."""

MOST_MARKS = 6
"""How often the losses are noted."""


class SweepResult(Struct, frozen=True, eq=False):
    """What became of the runs; arrays have an axis for each of `axes`, in their order.

    Attributes
    ----------
    start_loss
        Loss of all rows at the start.
    theta
        Shape (..., d): after the last update that counts; the start where none was made yet.
    final_loss
        Loss of all rows at `theta`; NaN where the run diverged, has not begun, or the loss at its
        end is not a finite number.
    updates
        Updates made; fewer than asked for where the run diverged or the work was broken off.
    diverged_at, reached_at
        The update at which the run was seen to diverge, and after how many updates the full loss
        was first seen within the target; `NEVER` (-1) where there is none.
    is_done
        Whether the run made all its updates, or diverged.
    marks
        Numbers of updates after which the losses were noted, the last one first; see `marks_of`.
    marked_loss
        Shape (len(marks), ...): the losses of all rows then; NaN where the run diverged before or
        is not there yet.
    is_noisy
        Whether updates saw some of the rows only, so that losses scatter.
    maximises
        Whether the runs do: the losses are then those of the objective with its sign changed.
    """

    axes: tuple[Axis, ...]
    start_loss: float
    theta: Array
    final_loss: Array
    updates: Ints
    diverged_at: Ints
    reached_at: Ints
    is_done: Mask
    marks: tuple[int, ...]
    marked_loss: Array
    is_noisy: bool
    maximises: bool = False

    @property
    def has_grown(self) -> Mask:
        """Whether each run diverged, or ended with a loss above that at the start, or with none."""
        with np.errstate(invalid="ignore"):
            grown: Mask = self.diverged | (self.final_loss > self.start_loss)
        return grown | (self.is_done & np.isnan(self.final_loss))

    @property
    def diverged(self) -> Mask:
        """Whether each run diverged."""
        diverged: Mask = self.diverged_at != NEVER
        return diverged


class Sweep:
    """Runs of `experiment` over a grid, worked out bit by bit.

    Parameters
    ----------
    axes
        One or two, of different names. With `BATCH_SIZE` the method is ``mini-batch``.
    updates
        How many every run makes at most; the experiment's own criteria are not used.
    target_loss
        A loss of all rows to look out for, of the objective itself; reaching it ends nothing. It is
        looked for where a recorded run evaluates the full loss, and after the last update.

    Raises
    ------
    InputError
        If an axis or one of its values is not accepted, or the experiment is refused.
    """

    def __init__(
        self,
        experiment: Experiment,
        axes: Sequence[Axis],
        updates: int,
        target_loss: float | None = None,
        objective: Objective | None = None,
    ) -> None:
        self._maximises = experiment.maximise
        given = objective or objective_of(experiment)
        experiment, self._objective = descending(experiment, given)
        if target_loss is not None and self._maximises:
            target_loss = -target_loss
        self._axes = tuple(axes)
        self._updates = updates
        self._target_loss = target_loss
        self._experiment = experiment
        self._start = start_of(experiment, self._objective)
        check_axes(self._axes, experiment, has_data=bool(self._objective.columns))
        self._shape = tuple(len(axis.values) for axis in self._axes)
        self._groups = tuple(self._grouped())
        # Every value is checked before the first update is made.
        self._setups = [SharedSetup.of(group, self._objective) for group, _, _ in self._groups]
        n = math.prod(self._shape)
        self._theta = np.tile(self._start, (n, 1))
        self._made = np.zeros(n, dtype=np.int64)
        self._diverged_at, self._reached_at = np.full((2, n), NEVER)
        self._is_done = np.zeros(n, dtype=np.bool_)
        self._loss = np.full(n, np.nan)
        self._marks = marks_of(updates)
        self._marked = np.full((len(self._marks), n), np.nan)
        self._current: tuple[Ints, Ensemble] | None = None

    def work(self) -> Iterator[float]:
        """Work out every run; yield the share that is done, again and again.

        It may be left at any time, by an interrupt too: `result` then holds what is done.
        """
        total, before = len(self._made), 0
        for (_, runs, rates), setup in zip(self._groups, self._setups, strict=True):
            step, count = portion(setup)
            for i in range(0, len(runs), step):
                some = runs[i : i + step]
                ensemble = Ensemble(
                    setup,
                    np.tile(self._start, (len(some), 1)),
                    rates[i : i + step],
                    target_loss=self._target_loss,
                )
                self._current = some, ensemble
                while ensemble.t < self._updates and not ensemble.is_over:
                    mark = min(mark for mark in self._marks if mark > ensemble.t)
                    ensemble.advance(min(count, mark - ensemble.t))
                    if ensemble.t == mark:
                        self._note(self._marks.index(mark))
                    yield (before + len(some) * ensemble.t / self._updates) / total
                self._keep()
                self._current = None
                before += len(some)
        yield 1.0

    def result(self) -> SweepResult:
        """Return what is known so far."""
        self._keep()
        shape = self._shape
        return SweepResult(
            axes=self._axes,
            start_loss=float(self._objective.value(self._start)),
            theta=self._theta.reshape(*shape, -1).copy(),
            final_loss=self._loss.reshape(shape).copy(),
            updates=self._made.reshape(shape).copy(),
            diverged_at=self._diverged_at.reshape(shape).copy(),
            reached_at=self._reached_at.reshape(shape).copy(),
            is_done=self._is_done.reshape(shape).copy(),
            marks=self._marks,
            marked_loss=self._marked.reshape(-1, *shape).copy(),
            is_noisy=any(not setup.batching.holds_all for setup in self._setups),
            maximises=self._maximises,
        )

    def _note(self, mark: int) -> None:
        """Note the losses of the runs now stepped, for the mark of this index."""
        self._keep()
        if self._current is not None:
            runs = self._current[0]
            self._marked[mark, runs] = self._loss[runs]

    def _keep(self) -> None:
        """Take over what the runs now stepped have come to."""
        if self._current is None:
            return
        runs, ensemble = self._current
        outcome = ensemble.outcome()
        self._theta[runs], self._made[runs] = outcome.theta, outcome.updates
        self._diverged_at[runs], self._reached_at[runs] = outcome.diverged_at, outcome.reached_at
        made_all = outcome.updates == self._updates
        self._is_done[runs] = made_all | (outcome.diverged_at != NEVER)
        known = runs[(outcome.updates > 0) & (outcome.diverged_at == NEVER)]
        if len(known):
            loss = self._objective.value(self._theta[known])
            self._loss[known] = np.where(np.isfinite(loss), loss, np.nan)
        if self._target_loss is not None:
            # The losses before each update are looked at as they are made: this is the one after.
            hit = made_all & (self._loss[runs] <= self._target_loss)
            hit &= self._reached_at[runs] == NEVER
            self._reached_at[runs[hit]] = self._updates
        self._loss[runs[outcome.diverged_at != NEVER]] = np.nan

    def _grouped(self) -> Iterator[tuple[Experiment, Ints, Array]]:
        """Yield the experiment, numbers and learning rates of runs that are stepped together.

        Runs are numbered as they stand in the grid, the last axis varying fastest.
        """
        numbers = np.arange(math.prod(self._shape)).reshape(self._shape)
        names = [axis.name for axis in self._axes]
        rates = np.array([self._experiment.learning_rate])
        if LEARNING_RATE in names:
            index = names.index(LEARNING_RATE)
            numbers = np.moveaxis(numbers, index, -1)
            rates = np.array(self._axes[index].values, dtype=np.float64)
        others = [axis for axis in self._axes if axis.name != LEARNING_RATE]
        runs = numbers.reshape(-1, len(rates))
        for i, values in enumerate(itertools.product(*(axis.values for axis in others))):
            group = self._experiment
            for axis, value in zip(others, values, strict=True):
                group = with_value(group, axis.name, value)
            yield group, runs[i], rates


def marks_of(updates: int) -> tuple[int, ...]:
    """Return after how many updates losses are noted: 100, 20 and 4 for 100.

    There are two at least, unless there is but one update.
    """
    marks = [updates]
    while len(marks) < MOST_MARKS and marks[-1] >= FRACTION_BETWEEN_MARKS:
        marks.append(marks[-1] // FRACTION_BETWEEN_MARKS)
    return (updates, 1) if 1 < updates < FRACTION_BETWEEN_MARKS else tuple(marks)
