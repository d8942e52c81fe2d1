"""What the rows recorded last say of a run, as a few numbers."""

from __future__ import annotations

import math
import sys
from itertools import takewhile

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.descent.experiment import STOPPING
from gdsim.engine.descent.rules.basic import has_rate_inside
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES
from gdsim.engine.diagnosis.quarters import FEWEST_LOSSES, Quarters, quarters
from gdsim.engine.diagnosis.rounding_floor import fall_over
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.run.downhill import downhill_bounds
from gdsim.engine.run.rows import Columns
from gdsim.engine.run.run import Run

WINDOW = 50
"""Updates looked at, the last ones under the present settings."""

GROWING_UPDATES = 5
"""Updates over which a loss that only rises counts as growing."""

BLOWN_UP = 2.0
"""Times by which a gradient grows with one update where the run is blown up."""


LARGEST_EXPONENT = math.log(sys.float_info.max)
"""Of e, for which the power is a float."""


class Recent(Struct, frozen=True, eq=False, kw_only=True):
    """The end of a run.

    Attributes
    ----------
    updates, count
        Updates made, and those of them that are looked at, the window.
    rule, learning_rate
        Of the update that comes next.
    theta, loss, gradient
        The last theta, and loss and gradient of all rows there; where these are not finite, the
        theta before. Slopes that only lead out of bounds are left out of the gradient.
    is_finite
        Whether they are finite at the last theta.
    velocity
        Of momentum, before the next update, shape (d,), as a sum of gradients, so that the step of
        it is eta times as long; None for a rule without.
    first_gradient
        The gradient of all rows at the start of the run.
    next_move
        Length of the step that the next update makes; NaN where it leads nowhere finite.
    way
        Distance from the start of the run to the last theta.
    first_loss
        The loss of all rows at the start of the run.
    losses
        Those of the window's batches, and `loss`: shape (count + 1,).
    fallen
        By how much the loss fell over the window.
    gradient_norm, largest_gradient
        Norm of `gradient`, and the largest of it, row 0 and the window's, all without such slopes.
    batch_gradient
        Root mean square of the norms of the window's gradients.
    is_noisy
        Whether batches differ, so that the rows tell of chance, too.
    is_rounded
        Whether the steps that come are rounded, as by hand.
    alternating
        Share of the window's updates whose gradient has an obtuse angle with the one before.
    steps, straightness
        The length of the window's steps together, and the distance from the window's first theta to
        the last as a share of it.
    factor
        What the gradient's norm was multiplied by with an update, on average; None if unknown.
    is_blown
        Whether the loss rose with the last update so far that the gradient became at least
        `BLOWN_UP` times as long as it ever was, with a rule whose steps go with the gradient.
    quarters
        The losses of the third and last quarter of the run with the present settings; None if
        these tell too little, or every batch is all rows.
    """

    updates: int
    count: int
    rule: str
    learning_rate: float
    theta: Array
    loss: float
    gradient: Array
    is_finite: bool
    velocity: Array | None
    first_gradient: Array
    next_move: float
    way: float
    first_loss: float
    losses: Array
    fallen: float
    gradient_norm: float
    largest_gradient: float
    batch_gradient: float
    is_noisy: bool
    is_rounded: bool
    alternating: float
    steps: float
    straightness: float
    factor: float | None
    is_blown: bool
    quarters: Quarters | None

    @property
    def earlier_loss(self) -> float:
        """The loss of the window's first batch."""
        return float(self.losses[0])

    @property
    def rises(self) -> int:
        """With how many of the last updates the loss rose by more than rounding, each time."""
        rose = np.diff(self.losses) > LOSS_ROUNDING * np.abs(self.losses[:-1])
        return len(rose) if rose.all() else int(rose[::-1].argmin())

    @property
    def loss_before_rises(self) -> float:
        """The loss before these."""
        return float(self.losses[-1 - self.rises])

    @property
    def change(self) -> float:
        """How much the loss changed over the last `FEWEST_LOSSES` updates, or all of the window."""
        return abs(self.loss - float(self.losses[-FEWEST_LOSSES - 1 :][0]))

    @property
    def grows(self) -> bool:
        """Whether the loss rises and rises, or leaps up."""
        return self.rises >= GROWING_UPDATES or self.is_blown

    @property
    def stands_still(self) -> bool:
        """Whether the next update changes no parameter."""
        return self.next_move == 0


def recent(run: Run) -> Recent:
    """Return what the end of `run` says, in a few numbers."""
    since, last = settings_since(run), run.segments[-1]
    rows, pending = run.columns(max(since, run.length - WINDOW), run.length), run.row(run.length)
    start, end = run.segments[0].trace.theta_before(0), _end(run)
    first_loss, first_gradient = run.objective.whole(start)
    is_noisy, is_linear = not last.batching.holds_all, last.rule.name in LINEAR_RULES
    slopes = _slopes(run, rows, end, is_noisy)
    norms, norm, first_norm = slopes.norms, float(_norms(slopes.end)), float(_norms(first_gradient))
    losses, steps = np.append(rows.loss, end.loss), rows.new_theta - rows.theta
    length = float(_norms(steps).sum())
    return Recent(
        updates=run.length,
        count=len(rows),
        rule=last.rule.name,
        learning_rate=pending.learning_rate,
        theta=end.theta,
        loss=end.loss,
        gradient=slopes.end,
        is_finite=end.is_finite,
        velocity=_velocity(run, pending.learning_rate) if is_linear else None,
        first_gradient=first_gradient,
        next_move=float(_norms(pending.new_theta - run.theta)),
        way=float(_norms(end.theta - start)),
        first_loss=first_loss,
        losses=losses,
        fallen=fall_over(None if is_noisy else run.objective, [*rows.theta, end.theta], losses),
        gradient_norm=norm,
        largest_gradient=max(norm, first_norm, float(norms.max(initial=0.0))),
        batch_gradient=float(np.sqrt(np.mean(norms**2))) if len(norms) else norm,
        is_noisy=is_noisy,
        is_rounded=last.is_rounded,
        alternating=_alternating(slopes.gradients),
        steps=length,
        straightness=float(_norms(steps.sum(axis=0))) / length if length else 0.0,
        factor=None if is_noisy else _factor(norms),
        is_blown=is_linear and _is_blown(losses, norms, first_norm),
        quarters=quarters(run, since) if is_noisy else None,
    )


class _End(Struct, frozen=True, eq=False):
    """The last theta with loss and gradient of all rows there, or the one before: see `Recent`."""

    theta: Array
    loss: float
    gradient: Array
    is_finite: bool


def _end(run: Run) -> _End:
    theta = run.theta
    loss, gradient = run.objective.whole(theta)
    is_finite = bool(np.isfinite(loss) and np.isfinite(gradient).all())
    if run.length and not is_finite:
        theta = run.row(run.length - 1).theta
        loss, gradient = run.objective.whole(theta)
    return _End(theta, loss, gradient, is_finite)


class _Slopes(Struct, frozen=True, eq=False):
    """The gradients of the window, and what of them can lower the loss.

    Attributes
    ----------
    gradients
        Shape (m, d): of its updates and, where every batch is all rows, the one at its end.
    norms
        Their norms without slopes that only lead out of bounds, shape (m,).
    end
        That of all rows at its end, without such slopes, shape (d,).
    """

    gradients: Array
    norms: Array
    end: Array


def _slopes(run: Run, rows: Columns, end: _End, is_noisy: bool) -> _Slopes:
    bounds, gradients, places = downhill_bounds(run), rows.gradient, rows.theta
    if not is_noisy:
        last = run.row(run.length).gradient if end.is_finite else end.gradient
        gradients, places = np.vstack([gradients, last]), np.vstack([places, end.theta])
    if bounds is None:
        return _Slopes(gradients, _norms(gradients), end.gradient)
    norms = _norms(bounds.free(places, gradients))
    return _Slopes(gradients, norms, bounds.free(end.theta, end.gradient))


def _velocity(run: Run, rate: float) -> Array | None:
    """Return the velocity of the descent, without the rate, which some conventions hold inside it.

    That of a run that maximises has the other sign, and one that is forgotten at once, with beta 0,
    counts as 0; None where the rule remembers none.
    """
    rule, state = run.segments[-1].rule, run.segments[-1].state_before(run.length)
    if not state:
        return None
    if not rule.settings["beta"]:
        return np.zeros_like(state[0])
    plain = state[0] / rate if rate and has_rate_inside(rule.settings) else state[0]
    return -plain if rule.maximises else plain


def _is_blown(losses: Array, norms: Array, first_norm: float) -> bool:
    """Return whether loss and gradient leap: x^4 is past all bounds before it rises often."""
    if len(losses) < 2 or not losses[-1] > losses[-2]:
        return False
    return bool(norms[-1] >= BLOWN_UP * float(norms[:-1].max(initial=first_norm)))


def _norms(vectors: Array) -> Array:
    """Return the norms along the last axis, without the squares, which over- and underflow."""
    norms: Array = np.hypot.reduce(vectors, axis=-1)
    return norms


def _alternating(gradients: Array) -> float:
    if len(gradients) < 2:
        return 0.0
    return float(np.mean(np.einsum("ij,ij->i", gradients[1:], gradients[:-1]) < 0))


def _factor(norms: Array) -> float | None:
    """Return the geometric mean of the norms' ratios over the window."""
    if len(norms) < 2 or not norms[0] or not norms[-1]:
        return None
    exponent = (math.log(norms[-1]) - math.log(norms[0])) / (len(norms) - 1)
    return math.exp(exponent) if exponent < LARGEST_EXPONENT else math.inf


def settings_since(run: Run) -> int:
    """Return the first update that was made, or will be, as the next one is."""
    none = dict.fromkeys(STOPPING)
    settings = [segment.experiment.with_(**none) for segment in run.segments]
    same = takewhile(lambda k: settings[k] == settings[-1], reversed(range(len(settings))))
    return run.segments[list(same)[-1]].first
