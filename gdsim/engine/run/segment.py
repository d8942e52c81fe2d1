"""A stretch of a run during which no setting changes, with its rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array, Int, Ints, Rows
from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import first_state
from gdsim.engine.descent.line_search import LineSearch
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.descent.rounding import Rounding
from gdsim.engine.descent.rules import Rule, State
from gdsim.engine.descent.schedule import Schedule, counts_epochs, make_schedule, search_of
from gdsim.engine.descent.settings import bounds_of, rule_of, split_settings
from gdsim.engine.descent.stopping import Block, Criteria, Stop
from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import wrong_length
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.rows import Columns
from gdsim.engine.run.trace import Trace


class Segment(Struct, frozen=True, eq=False, weakref=True):
    """Updates `first` and on, made under one experiment.

    Attributes
    ----------
    first
        Index of the first update that this segment governs.
    rule_first
        The update before which the rule's state was initialised: the rule counts from there.
    counts_epochs
        Whether the schedule counts epochs, not updates.
    search
        What finds the learning rate of each update, if the schedule is a line search.
    batch_first, epoch_first
        The update at which this division into batches starts, and the number of its epoch.
    """

    first: int
    experiment: Experiment
    rule: Rule
    rule_first: int
    schedule: Schedule
    counts_epochs: bool
    search: LineSearch | None
    batching: Batching
    batch_first: int
    epoch_first: int
    criteria: Criteria
    round_gradient: Rounding
    round_parameters: Rounding
    bounds: Bounds | None
    trace: Trace

    @classmethod
    def begin(
        cls, experiment: Experiment, objective: Objective, theta: Array | None = None, t: int = 0
    ) -> Segment:
        """Return a segment that starts afresh before update `t` at `theta` (None: the start)."""
        if theta is None:
            theta = _start(experiment, objective)
        _, for_schedule = split_settings(experiment.rule, experiment.schedule, experiment.settings)
        rule = rule_of(experiment)
        search = search_of(experiment, for_schedule)
        schedule = make_schedule(experiment.schedule, experiment.learning_rate, for_schedule)
        given = experiment.initial if t == 0 else {}
        state = first_state(rule, theta, given, objective.parameters, schedule(0))
        return cls(
            first=t,
            experiment=experiment,
            rule=rule,
            rule_first=t,
            schedule=schedule,
            counts_epochs=counts_epochs(for_schedule),
            search=search,
            batching=Batching.of(experiment, objective.n_rows),
            batch_first=t,
            epoch_first=0,
            criteria=Criteria.of(experiment),
            round_gradient=Rounding.of(experiment.round_gradient),
            round_parameters=Rounding.of(experiment.round_parameters),
            bounds=bounds_of(experiment, objective.parameters),
            trace=Trace(theta, state),
        )

    def resumed(self, rule_first: int, batch_first: int, epoch_first: int, trace: Trace) -> Segment:
        """Return this segment as one that counts from elsewhere and has the rows of `trace`."""
        return replace(
            self,
            rule_first=rule_first,
            batch_first=batch_first,
            epoch_first=epoch_first,
            trace=trace,
        )

    @property
    def is_rounded(self) -> bool:
        """Whether each step is rounded, as by hand."""
        return bool(self.round_gradient.kind or self.round_parameters.kind)

    @property
    def is_plain(self) -> bool:
        """Whether an update is the rule's alone, parameter by parameter, with all digits."""
        is_own = self.rule.clip_norm is None and self.bounds is None
        return is_own and not self.is_rounded

    def landed(self, theta: Array) -> Array:
        """Return where a step to `theta` (..., d) ends: rounded as by hand, and within bounds."""
        rounded = self.round_parameters(theta)
        return rounded if self.bounds is None else self.bounds(rounded)

    def slope(self, theta: Array, gradient: Array) -> Array:
        """Return the gradient (..., d) but for what would only lead out of the bounds."""
        return gradient if self.bounds is None else self.bounds.free(theta, gradient)

    def branch(self, t: int, objective: Objective, changes: dict[str, Any]) -> Segment:
        """Return the segment that leaves this one before update `t` with the fields changed.

        The rule's state goes on where the rule and its settings stay, the epoch where the division
        into batches stays; otherwise they begin afresh, the epoch with the next number.
        """
        theta = self.trace.theta_before(t - self.first)
        new = Segment.begin(self.experiment.with_(**changes), objective, theta, t)
        if new.rule.name == self.rule.name and new.rule.settings == self.rule.settings:
            trace = Trace(theta, self.state_before(t))
            new = replace(new, rule_first=self.rule_first, trace=trace)
        if new.batching == self.batching:
            return replace(new, batch_first=self.batch_first, epoch_first=self.epoch_first)
        epoch, batch = self.locate(t)
        return replace(new, epoch_first=epoch + (batch > 0))

    def locate(self, t: Int) -> tuple[Int, Int]:
        """Return the epoch of update `t` and the index of its batch in that epoch."""
        epoch, batch = self.batching.locate(t - self.batch_first)
        return epoch + self.epoch_first, batch

    def rates(self, t: Ints) -> Array:
        """Return the learning rates of updates `t`; of a line search those of its first trials."""
        return self.schedule(self.locate(t)[0] if self.counts_epochs else t)

    def batch(self, t: int) -> Rows | None:
        """Return the data rows of update `t`; None where they are all rows."""
        return None if self.batching.is_full else self.rows(t, 1)

    def rows(self, t: int, count: int) -> Rows:
        """Return the data rows of updates t .. t + count - 1, one batch after the other."""
        epoch, batch = self.locate(t)
        parts = []
        while count > 0:
            n = min(count, self.batching.updates_per_epoch - batch)
            parts.append(self.batching.rows_between(epoch, batch, batch + n))
            epoch, batch, count = epoch + 1, 0, count - n
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def batch_sizes(self, t: Int) -> Int:
        """Return the number of rows in the batch of update `t`."""
        return self.batching.size(self.locate(t)[1])

    def state_before(self, t: int) -> State:
        """Return the rule's state before update `t`, which is `first` or follows a recorded one."""
        return self.trace.state_before(t - self.first)

    def columns(self, start: int, stop: int) -> Columns:
        """Return rows start .. stop - 1 of the run, all of this segment, as columns."""
        trace, t = self.trace, np.arange(start, stop)
        rows = trace.read(start - self.first, stop - self.first)
        made = rows[:-1]
        epoch, batch = self.locate(t)
        return Columns(
            iteration=t,
            epoch=epoch,
            batch=batch,
            batch_size=self.batching.size(batch),
            learning_rate=made[:, trace.learning_rate],
            theta=made[:, trace.theta],
            loss=made[:, trace.loss],
            full_loss=made[:, trace.full_loss],
            gradient=made[:, trace.gradient],
            new_theta=rows[1:, trace.theta],
            state={name: rows[1:, trace.state(k)] for k, name in enumerate(self.rule.state_names)},
        )

    def limit(self) -> int | None:
        """Return the number of updates of the whole run at which this segment ends, if any."""
        return self.criteria.limit_updates(*self._epoch_count())

    def limit_stop(self, length: int) -> Stop | None:
        """Return why a run of `length` updates is at a limit of updates, or None."""
        return self.criteria.limit_stop(length, *self._epoch_count())

    def _epoch_count(self) -> tuple[int, int, int]:
        return self.batching.updates_per_epoch, self.batch_first, self.epoch_first

    def first_stop(
        self, t: int, rows: Array, first_loss: float | None, previous_full_loss: float | None
    ) -> Stop | None:
        """Return the first stop within `rows` read from update `t` on, but for limits of updates.

        `rows` is what `Trace.read` returns; for the losses see `stopping.Block`.
        """
        trace, made = self.trace, rows[:-1]
        return self.criteria.first_stop(
            Block(
                t=t,
                loss=made[:, trace.loss],
                full_loss=made[:, trace.full_loss],
                gradient=made[:, trace.gradient],
                slope=self.slope(made[:, trace.theta], made[:, trace.gradient]),
                theta=made[:, trace.theta],
                new_theta=rows[1:, trace.theta],
                first_loss=first_loss,
                previous_full_loss=previous_full_loss,
            )
        )


def _start(experiment: Experiment, objective: Objective) -> Array:
    """Return the start as an array of shape (d,), checked."""
    d = len(objective.parameters)
    theta = np.array(experiment.start or (0.0,) * d, dtype=np.float64)
    names = ", ".join(objective.parameters)
    if theta.shape != (d,):
        raise wrong_length(len(theta), objective.parameters)
    if not np.isfinite(theta).all():
        raise InputError("the start must be a finite number for each of {names}", names=names)
    return theta
