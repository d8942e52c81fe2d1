"""One update as a task: what it starts from, and what comes out for any gradient or rate."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.descent.line_search import Line, LineSearch
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.descent.rounding import EXACT, FIGURES, Rounding
from gdsim.engine.descent.rules import Rule, State, rule_spec
from gdsim.engine.descent.rules.rule import Rate
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Field

RATE_FIGURES = (2, 3, 4)
"""Figures that a learning rate may be rounded to by hand."""


class UpdateTask(Struct, frozen=True, eq=False):
    """An update that is about to be made.

    Attributes
    ----------
    rows
        The rows of its batch, None for all; `batch_size` is how many.
    t
        How many updates the rule has made before.
    theta, state
        Before the update: (d,) and the rule's arrays of shape (d,).
    bounds
        What the new parameters are kept within; None for nothing.
    old_gradient
        The gradient of the update before, (d,); None for the first.
    gradient_shift
        What is added to the gradient, (d,), as where it was rounded; None for nothing.
    search, first_rate
        What finds the learning rate from wherever the update starts, if the run's schedule is a
        line search, and its first trial, else the base rate; `learning_rate` is what it is in the
        run.
    round_rate
        How a person rounds the learning rate where it is none that is given.
    """

    objective: Objective
    rows: Rows | None
    batch_size: int
    rule: Rule
    t: int
    learning_rate: float
    theta: Array
    state: State
    round_gradient: Rounding
    round_parameters: Rounding
    bounds: Bounds | None = None
    old_gradient: Array | None = None
    gradient_shift: Array | None = None
    search: LineSearch | None = None
    first_rate: float = 0.0
    round_rate: Rounding = EXACT

    @classmethod
    def of(cls, run: Run, t: int) -> UpdateTask:
        """Return update `t` of a run, 0 .. length."""
        row, segment = run.row(t), run.segment_of(t)
        return cls(
            objective=run.objective,
            rows=run.rows(t),
            batch_size=row.batch_size,
            rule=segment.rule,
            t=t - segment.rule_first,
            learning_rate=row.learning_rate,
            theta=row.theta,
            state=segment.state_before(t),
            round_gradient=segment.round_gradient,
            round_parameters=segment.round_parameters,
            bounds=segment.bounds,
            old_gradient=run.row(t - 1).gradient if t else None,
            search=segment.search,
            first_rate=segment.experiment.learning_rate,
        )

    def at(self, theta: Array, state: State, old_gradient: Array | None = None) -> UpdateTask:
        """Return the same update from elsewhere."""
        old = self.old_gradient if old_gradient is None else old_gradient
        return replace(self, theta=theta, state=state, old_gradient=old)

    def gradient_at(self, theta: Array, state: State | None = None) -> Array:
        """Return the gradient (..., d) that the update takes at `theta`, rounded where it rounds.

        With a rule that looks ahead it is that of where this leads with `state`, its own if None.
        """
        point = self.point_of(theta, self.state if state is None else state)
        gradient = self.round_gradient(self.objective.value_and_gradient(point, self.rows)[1])
        return gradient if self.gradient_shift is None else gradient + self.gradient_shift

    def point_of(self, theta: Array, state: State) -> Array:
        """Return where the update takes the gradient from `theta` (..., d)."""
        ahead = self.rule.look_ahead
        return theta if ahead is None else ahead.point(theta, state)

    def rate_at(self, theta: Array, gradient: Array) -> Rate:
        """Return the learning rate for an update from `theta` (..., d) with this gradient.

        It is the run's, unless a line search finds another one there: a number, or (R, 1) for R
        places.
        """
        if self.search is None:
            return self.round_rate.number(self.learning_rate)
        places, slopes = np.atleast_2d(theta), np.atleast_2d(gradient)
        losses = self.objective.value(places, self.rows)
        first = np.full(len(places), self.first_rate)
        line = Line(self.objective, self.rows, places, slopes, losses, first)
        found = self.round_rate(self.search(line))
        return float(found[0]) if theta.ndim == 1 else found[:, np.newaxis]

    @property
    def rate_roundings(self) -> list[Rounding]:
        """How a person may round a learning rate of many digits: as the run rounds, or to figures.

        None where the rate is given as it is.
        """
        if self.search is None and self.learning_rate == self.first_rate:
            return []
        own = (one for one in (self.round_gradient, self.round_parameters) if one.kind)
        usual = (Rounding(FIGURES, figures) for figures in RATE_FIGURES)
        if self.search is not None:
            # From where a person stands another rate is found.
            return list(dict.fromkeys((*usual, *own)))
        told = {one.number(self.learning_rate): one for one in (*usual, *own)}
        return [one for rate, one in told.items() if rate not in (0.0, self.learning_rate)]

    def correction(self, field: Field, before: int = 0) -> float:
        """Return what a number that the rule remembers is divided by, 1 where it is not corrected.

        Parameters
        ----------
        before
            So many updates before this one.
        """
        if not field.is_corrected:
            return 1.0
        beta = rule_spec(self.rule.name).corrected[field.state]
        return 1.0 - float(self.rule.settings[beta]) ** (self.t + 1 - before)

    def loss_at(self, theta: Array) -> float:
        """Return the batch's loss at `theta` (d,)."""
        return float(self.objective.value(theta, self.rows))

    def solve(
        self,
        gradient: Array | None = None,
        learning_rate: float | None = None,
        state: State | None = None,
        rule: Rule | None = None,
    ) -> Solution:
        """Return what the update comes to, with anything other than its own put in."""
        own = self.gradient_at(self.theta) if gradient is None else gradient
        rate = self.rate_at(self.theta, own) if learning_rate is None else learning_rate
        with np.errstate(all="ignore"):
            delta, new_state = (rule or self.rule).update(
                own,
                self.state if state is None else state,
                self.t,
                rate,
                self.theta,
                self.round_gradient,
            )
        return self.ending_at(self.theta + delta, own, new_state)

    def landed(self, theta: Array) -> Array:
        """Return where a step to `theta` (..., d) ends: rounded as the run is, within bounds."""
        rounded = self.round_parameters(theta)
        return rounded if self.bounds is None else self.bounds(rounded)

    def ending_at(
        self, theta: Array, gradient: Array | None = None, state: State | None = None
    ) -> Solution:
        """Return the solution that ends at `theta` (d,), whatever led there."""
        return Solution(
            self,
            gradient=self.gradient_at(self.theta) if gradient is None else gradient,
            new_theta=self.landed(theta),
            new_state=self.state if state is None else state,
        )


class Solution(Struct, frozen=True, eq=False, dict=True):
    """What an update comes to.

    Attributes
    ----------
    gradient, new_theta, new_state
        At theta, and after the update: (d,), and arrays of it.
    losses
        Loss before and after where they are not the task's own.
    given_fall
        The share of the loss that goes, in percent, where it is not that of the two losses.
    """

    task: UpdateTask
    gradient: Array
    new_theta: Array
    new_state: State
    losses: tuple[float, float] | None = None
    given_fall: float | None = None

    @cached_property
    def loss(self) -> float:
        """The batch's loss before the update."""
        return self.losses[0] if self.losses else self.task.loss_at(self.task.theta)

    @cached_property
    def new_loss(self) -> float:
        """The batch's loss after the update."""
        return self.losses[1] if self.losses else self.task.loss_at(self.new_theta)

    @property
    def fall(self) -> float:
        """The share of the loss that the update takes away, in percent; NaN where it has none."""
        if self.given_fall is not None:
            return self.given_fall
        return fall(self.loss, self.new_loss)

    def value(self, field: Field) -> float:
        """Return one asked number."""
        match field.quantity:
            case "loss":
                return self.loss
            case "gradient":
                return float(self.gradient[field.index])
            case "new":
                return float(self.new_theta[field.index])
            case "new_loss":
                return self.new_loss
            case "fall":
                return self.fall
            case "state":
                k = self.task.rule.state_names.index(field.state)
                value = float(self.new_state[k][field.index])
                return value / self.task.correction(field)


def fall(loss: float, new_loss: float) -> float:
    """Return the share of a loss that goes, in percent; NaN where a share says nothing.

    It does so of losses above 0 alone.
    """
    return 100 * (loss - new_loss) / loss if loss > 0 and new_loss >= 0 else math.nan
