"""A run: an experiment stepped forwards, each update recorded.

Row t describes update t: theta before it, loss and gradient there, and theta after it. Row `length`
is the pending one: worked out at the current theta, but not made. Stepping back is reading an
earlier row; a changed setting branches, which keeps the rows before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.descent.experiment import FIXED, Experiment
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.stopping import Stop
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.room import has_room, no_room
from gdsim.engine.run.rows import Columns, Row, join
from gdsim.engine.run.segment import Segment
from gdsim.engine.run.stepper import Stepper
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK


class Run:
    """One run of gradient descent that can be stepped, read at any row, and branched.

    Raises
    ------
    InputError
        If the experiment's objective, start, rule, schedule or batch size is refused.
    """

    def __init__(self, experiment: Experiment, objective: Objective | None = None) -> None:
        self.objective = objective or objective_of(experiment)
        self.segments: tuple[Segment, ...] = (Segment.begin(experiment, self.objective),)
        self.length = 0
        self.stop: Stop | None = None
        self._enter_last_segment()

    def _enter_last_segment(self) -> None:
        segment = self.segments[-1]
        self._stepper = Stepper(segment, self.objective)
        self._pending_known = False
        self._newest_full_loss: float | None = None
        self._stop_at_limit()

    @classmethod
    def restored(
        cls, objective: Objective, segments: Sequence[Segment], length: int, stop: Stop | None
    ) -> Run:
        """Return a run of which everything was recorded: it goes on as the first one would.

        Parameters
        ----------
        segments
            At least one, the first from update 0 and each from a later update than the one before;
            each has the rows up to the next one or, at the end, up to `length`.
        """
        run = cls.__new__(cls)
        run.objective, run.segments, run.length = objective, tuple(segments), length
        run.stop = None
        run._enter_last_segment()
        run.stop = stop
        run._newest_full_loss = run._recorded_full_loss()
        return run

    def _recorded_full_loss(self) -> float | None:
        """Return the newest full loss among the rows of the last segment; None without one."""
        segment = self.segments[-1]
        for stop in range(self.length - segment.first, 0, -ROWS_OF_A_BLOCK):
            rows = segment.trace.read(max(0, stop - ROWS_OF_A_BLOCK), stop)[:-1]
            losses = rows[:, segment.trace.full_loss]
            losses = losses[~np.isnan(losses)]
            if len(losses):
                return float(losses[-1])
        return None

    def twin(self) -> Run:
        """Return the run as it is now, which goes on by itself.

        Both share the rows: what one of them works out is, to the bit, what the other would.
        """
        twin = object.__new__(type(self))
        # As `copy` would, in a fourth of the time: it is done at every step.
        twin.__dict__.update(self.__dict__)
        return twin

    def branch(self, t: int, **changes: Any) -> Run:
        """Return a run with the same rows before update `t` that goes on from there, changed.

        Parameters
        ----------
        t
            0 .. length.
        **changes
            Fields of `Experiment` with their new values, none of them in `FIXED`.
        """
        if not 0 <= t <= self.length or changes.keys() & FIXED:
            raise ValueError(f"cannot branch before update {t} with {sorted(changes)} changed")
        source = self.segment_of(t)
        kept = tuple(s for s in self.segments if s.first < t)
        if not kept:
            return Run(source.experiment.with_(**changes), self.objective)
        other = self.twin()
        other.segments = (*kept, source.branch(t, self.objective, changes))
        other.length = t
        other.stop = None
        other._enter_last_segment()
        return other

    def until(self, t: int) -> Run:
        """Return the run as it stood before update `t`, 0 .. length; it may be read only.

        It shares the rows, so that it costs next to nothing; to go on from there, `branch`.
        """
        if not 0 <= t <= self.length:
            raise IndexError(f"a run of {self.length} updates never stood before update {t}")
        if t == self.length:
            return self
        earlier = self.twin()
        earlier.segments = tuple(s for s in self.segments if s.first <= t)
        earlier.length = t
        earlier.stop = None
        # Its pending row was made, and is recorded.
        earlier._pending_known = True
        return earlier

    @property
    def experiment(self) -> Experiment:
        """The experiment as it is in force now."""
        return self.segments[-1].experiment

    def experiment_at(self, t: int) -> Experiment:
        """Return the experiment in force for update `t`, 0 .. length."""
        return self.segment_of(t).experiment

    @property
    def theta(self) -> Array:
        """A copy of the current parameters, shape (d,)."""
        segment = self.segments[-1]
        return segment.trace.theta_before(self.length - segment.first)

    @property
    def nbytes(self) -> int:
        """Bytes held by the recorded rows."""
        return sum(segment.trace.nbytes for segment in self.segments)

    @property
    def limit(self) -> int | None:
        """Updates after which the limit on iterations or epochs ends the run; None without one."""
        return self.segments[-1].limit()

    def epoch_start(self, t: int) -> int:
        """Return the first update of the epoch that update `t` belongs to."""
        segment = self.segment_of(t)
        return max(segment.first, t - segment.locate(t)[1])

    def next_epoch(self, t: int) -> int:
        """Return the first update of the epoch after that of update `t`."""
        segment = self.segment_of(t)
        return t - segment.locate(t)[1] + segment.batching.updates_per_epoch

    def step(self) -> bool:
        """Make one update; return whether it was made."""
        return self.advance(1) == 1

    def advance(self, n: int) -> int:
        """Make up to `n` updates, fewer where the run stops; return how many were made.

        Raises
        ------
        NoRoomError
            If there is no memory even for one.
        """
        start = self.length
        while self.stop is None and self.length < start + n:
            if not self._has_room():
                if self.length > start:
                    break
                raise no_room(self.length)
            self._make(start + n - self.length)
        return self.length - start

    def _has_room(self) -> bool:
        # Asked once a block, and not for the first: short runs are made whatever is held.
        own = self.length - self.segments[-1].first
        return own == 0 or own % ROWS_OF_A_BLOCK > 0 or has_room()

    def _make(self, wanted: int) -> None:
        """Make some of the wanted updates, at least one unless the run stops before it."""
        segment, t = self.segments[-1], self.length
        if self.limit is not None:
            wanted = min(wanted, self.limit - t)
        count = self._stepper.compute(t, wanted)
        rows = segment.trace.read(t - segment.first, t - segment.first + count)
        stop = segment.first_stop(t, rows, self._first_loss(), self._newest_full_loss)
        kept = count if stop is None else stop.t + 1 - t
        self.length += kept
        evaluated = rows[:kept, segment.trace.full_loss]
        evaluated = evaluated[~np.isnan(evaluated)]
        if len(evaluated):
            self._newest_full_loss = float(evaluated[-1])
        self._pending_known = False
        self.stop = stop
        self._stop_at_limit()

    def _stop_at_limit(self) -> None:
        if self.stop is None:
            self.stop = self.segments[-1].limit_stop(self.length)

    def _first_loss(self) -> float | None:
        """Return the loss of row 0, None while it is not made."""
        if not self.length:
            return None
        block, i = self.segments[0].trace.at(0)
        return float(block[i, self.segments[0].trace.loss])

    def _work_out_pending(self) -> None:
        if not self._pending_known:
            self._stepper.compute(self.length, 1)
            self._pending_known = True

    def segment_of(self, t: int) -> Segment:
        """Return the stretch of the run that update `t`, 0 .. length, belongs to."""
        return next(s for s in reversed(self.segments) if s.first <= t)

    def rows(self, t: int) -> Rows | None:
        """Return the data rows of update `t`, or None where they are all rows."""
        return self.segment_of(t).batch(t)

    def gradient_point(self, t: int) -> Array:
        """Return where the gradient of update `t` is taken, (d,): theta, or ahead of it."""
        segment, theta = self.segment_of(t), self.row(t).theta
        ahead = segment.rule.look_ahead
        return theta if ahead is None else ahead.point(theta, segment.state_before(t))

    def row(self, t: int) -> Row:
        """Return row `t`, 0 .. length (the pending one)."""
        return self.columns(t, t + 1).row(0)

    def columns(self, start: int, stop: int) -> Columns:
        """Return rows start .. stop - 1 as columns; `stop` may be length + 1 (the pending row)."""
        if not 0 <= start <= stop <= self.length + 1:
            raise IndexError(f"rows {start} to {stop} are not in a run of {self.length} updates")
        if stop > self.length:
            self._work_out_pending()
        ends = [s.first for s in self.segments[1:]] + [stop]
        parts = [
            segment.columns(max(start, segment.first), min(stop, end))
            for segment, end in zip(self.segments, ends, strict=True)
            if max(start, segment.first) < min(stop, end)
        ]
        return join(parts or [self.segments[-1].columns(start, start)])
