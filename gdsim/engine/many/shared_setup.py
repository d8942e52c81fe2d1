"""What runs that are stepped together have in common, and how their gradients are worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import first_state
from gdsim.engine.descent.line_search import Line, LineSearch
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.descent.rules import Rule, State
from gdsim.engine.descent.schedule import (
    Schedule,
    counts_epochs,
    has_constant_rate,
    make_schedule,
    search_of,
)
from gdsim.engine.descent.settings import bounds_of, rule_of, split_settings
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.segment import Segment

Evaluate = Callable[[Array, State, int, Array], Array]
"""Takes theta (R, d), the rule's state, t, and where the losses at theta (R,) go; returns the
gradients (R, d), where the rule takes them."""

MOST_COPIED_ONE_BY_ONE = 4
"""Parameters up to which NumPy copies them faster one by one, for all runs, than run by run."""


class SharedSetup(Struct, frozen=True, eq=False):
    """Objective, rule, schedule (of base rate 1) and batches that runs have in common."""

    objective: Objective
    rule: Rule
    schedule: Schedule
    counts_epochs: bool
    search: LineSearch | None
    batching: Batching
    has_constant_rate: bool
    bounds: Bounds | None
    initial: Mapping[str, float]

    @classmethod
    def of(cls, experiment: Experiment, objective: Objective) -> SharedSetup:
        """Return what `experiment` says; raise InputError where it is refused.

        Rounding as by hand is: many runs at once are worked out exactly.
        """
        if experiment.round_gradient or experiment.round_parameters:
            raise InputError(
                "many runs at once are not rounded as by hand; take the rounding of each step off"
            )
        _, for_schedule = split_settings(experiment.rule, experiment.schedule, experiment.settings)
        return cls(
            objective=objective,
            rule=rule_of(experiment),
            schedule=make_schedule(experiment.schedule, 1.0, for_schedule),
            counts_epochs=counts_epochs(for_schedule),
            search=search_of(experiment, for_schedule),
            batching=Batching.of(experiment, objective.n_rows),
            has_constant_rate=has_constant_rate(experiment),
            bounds=bounds_of(experiment, objective.parameters),
            initial=experiment.initial,
        )

    def first_state(self, theta: Array, learning_rate: float | Array) -> State:
        """Return what the rule remembers before the first update at theta (R, d).

        The base rate is a number, or one for each run in the shape of theta.
        """
        rate = learning_rate * self.factors(0, 1)[0]
        return first_state(self.rule, theta, self.initial, self.objective.parameters, rate)

    def factors(self, t: int, count: int) -> list[float]:
        """Return what the base rate is multiplied by in updates t .. t + count - 1."""
        if self.has_constant_rate:
            return [1.0] * count
        updates = np.arange(t, t + count)
        counted = self.batching.locate(updates)[0] if self.counts_epochs else updates
        return [float(factor) for factor in self.schedule(counted)]

    def rate(
        self, t: int, theta: Array, loss: Array, gradient: Array, planned: float | Array
    ) -> float | Array:
        """Return the learning rates of update `t`: as planned, or found along the lines (R, 1)."""
        if self.search is None:
            return planned
        first = planned[:, 0] if isinstance(planned, np.ndarray) else np.full(len(theta), planned)
        line = Line(self.objective, self._rows(t), theta, gradient, loss, first)
        return self.search(line)[:, np.newaxis]

    def _rows(self, t: int) -> Rows | None:
        """Return the rows of the batch of update `t`; None for all."""
        batching = self.batching
        return None if batching.is_full else batching.rows(*batching.locate(t))

    def evaluator(self, n: int) -> Evaluate:
        """Return what evaluates `n` runs."""
        here = self._data_evaluator() if self.objective.columns else self._function_evaluator(n)
        look_ahead = self.rule.look_ahead
        if look_ahead is None:
            return here
        unused = np.empty(n)

        def evaluate(theta: Array, state: State, t: int, loss: Array) -> Array:
            here(theta, state, t, loss)
            return here(look_ahead.point(theta, state), state, t, unused)

        return evaluate

    def _data_evaluator(self) -> Evaluate:
        objective = self.objective

        def evaluate(theta: Array, _state: State, t: int, loss: Array) -> Array:
            loss[...], gradient = objective.value_and_gradient(theta, self._rows(t))
            return np.ascontiguousarray(gradient)

        return evaluate

    def _function_evaluator(self, n: int) -> Evaluate:
        """Evaluate a plain function; what NumPy needs for it is made once."""
        d, flat = len(self.objective.parameters), self.objective.value_and_gradient_rows.flat
        out = np.empty((n, 1 + d))
        flat_out, losses, gradients = out.reshape(-1), out[:, 0], out[:, 1:]
        columns = [(k, out[:, 1 + k]) for k in range(d)]
        # Two numbers together are copied as one: half the time, and two parameters are the rule.
        pairs = gradients.view(np.complex128) if d == 2 else None
        empty_like = np.empty_like

        def evaluate(theta: Array, _state: State, _t: int, loss: Array) -> Array:
            flat(theta.reshape(-1), flat_out, n)
            loss[...] = losses
            if pairs is not None:
                return pairs.copy().view(np.float64)
            if d > MOST_COPIED_ONE_BY_ONE:
                return gradients.copy()
            gradient = empty_like(theta)
            for k, column in columns:
                gradient[:, k] = column
            return gradient

        return evaluate


def start_of(experiment: Experiment, objective: Objective) -> Array:
    """Return the start of `experiment`, shape (d,), with all that a recorded run checks checked.

    Raises
    ------
    InputError
        If the experiment is refused.
    """
    return Segment.begin(experiment, objective).trace.theta_before(0)
