"""Where runs end as a function of where they start: a grid of starts, one rule, many updates.

A run ends early where it diverges, as any run does, or where it has converged: the norm of its
gradient is at most a tolerance and stays so until it is next looked at. Ends that are near each
other count as one point; see `gdsim.engine.many.resting_points`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Ints, Mask
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.schedule import has_constant_rate
from gdsim.engine.descent.settings import rule_of
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES, rate_range
from gdsim.engine.diagnosis.quadratic import curvature_of
from gdsim.engine.diagnosis.surroundings import is_flat
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import NEVER, Ensemble
from gdsim.engine.many.portions import MOST_ROW_LOSSES_AT_ONCE, portion
from gdsim.engine.many.resting_points import RestingPoints
from gdsim.engine.many.shared_setup import SharedSetup, start_of
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.engine.run.downhill import descending

USUAL_TOLERANCE = 1e-6
"""Norm of the gradient within which a run has converged; this share of the gradients at the starts
where these are below 1."""

ROUNDING_OF_GRADIENTS = 1e-13
"""Share of the gradients at the starts that may be rounding: the tolerance is no less."""

USUAL_RADIUS = 1e-3
"""Difference up to which two ends are one point, as a share of the longer side of the grid."""

MOST_ADDED_IN_TURN = 7
"""Numbers up to which NumPy adds one after the other; more it adds in eight sums at once."""

ROUNDED_BOUND = 1e-13
"""Share by which rounding may put a bound of the learning rate off."""


class Side(Struct, frozen=True):
    """A side of the grid: a parameter and its values at the starts."""

    name: str
    values: tuple[float, ...]


class StartMapResult(Struct, frozen=True, eq=False):
    """What became of the runs; arrays have an axis for each of `sides`, in their order.

    Attributes
    ----------
    points
        Shape (m, d): the stationary points reached; known ones first, then by their loss.
    is_minimum
        Shape (m,): whether each is a local minimum; see `gdsim.engine.diagnosis.surroundings`.
    is_flat
        Shape (m,): whether the loss is flat around it as far as digits show, so that a minimum
        cannot be told from a plateau.
    radius
        Difference in a parameter up to which a run counts as having reached a point.
    label
        Index in `points` of the one reached, or `NOT_ARRIVED` or `DIVERGED`; see
        `gdsim.engine.many.resting_points`.
    updates
        Updates made until the run converged, diverged or was left.
    converged_at, diverged_at
        The update at which that was so; `NEVER` (-1) where it was not.
    end
        Shape (..., d): after the last update that counts, always finite.
    is_noisy
        Whether updates saw some of the rows only, so that gradients do not settle.
    bound
        That of the learning rate on a quadratic where the rate is not below it, so that nothing
        settles along the steepest direction; None elsewhere.
    maximises
        Whether the runs do: a minimum is then one of the objective with its sign changed.
    has_bounds
        Whether parameters have bounds, which may hold a run where there is a slope.
    """

    sides: tuple[Side, ...]
    points: Array
    is_minimum: Mask
    is_flat: Mask
    radius: float
    label: NDArray[np.int16]
    updates: Ints
    converged_at: Ints
    diverged_at: Ints
    end: Array
    is_noisy: bool
    bound: float | None
    maximises: bool = False
    has_bounds: bool = False

    @property
    def is_begun(self) -> Mask:
        """Whether each run was begun before the work was left."""
        begun: Mask = (self.updates > 0) | (self.converged_at >= 0) | (self.diverged_at >= 0)
        return begun


def _norms(vectors: Array) -> Array:
    """Return the Euclidean norms along the last axis, to the bit as NumPy's.

    Up to 7 squares NumPy adds one after the other, and is slow where the axis is that short.
    """
    if vectors.shape[-1] > MOST_ADDED_IN_TURN:
        norms: Array = np.linalg.norm(vectors, axis=-1)
        return norms
    total = np.square(vectors[..., 0])
    for k in range(1, vectors.shape[-1]):
        total += np.square(vectors[..., k])
    return np.sqrt(total)


def _bound_reached(experiment: Experiment, objective: Objective) -> float | None:
    """Return the bound of the rate where the rate is not below it; see `StartMapResult`."""
    is_foretold = experiment.rule in LINEAR_RULES and has_constant_rate(experiment)
    is_foretold = is_foretold and experiment.clip_norm is None and not experiment.bounds
    if not is_foretold or not is_quadratic(objective):
        return None
    curvature = curvature_of(objective, np.zeros(len(objective.parameters)))
    if curvature is None:
        return None
    rule = rule_of(experiment)
    bound = rate_range(curvature, rule.name, rule.settings).stable_below
    return bound if 0 < bound <= experiment.learning_rate * (1 + ROUNDED_BOUND) else None


class StartMap:
    """Runs of `experiment` from every point of a grid, worked out bit by bit.

    Parameters
    ----------
    sides
        One or two different parameters; the others stay as the experiment's start has them.
    updates
        How many every run makes at most; the experiment's own criteria are not used.
    known
        Points to be found first, such as the minima that a scenario names.
    tolerance
        Norm of the gradient within which a run has converged; None for the usual one.
    radius
        Difference in a parameter up to which two ends are one point; None for the usual one.

    Raises
    ------
    InputError
        If a side is not accepted or the experiment is refused.
    """

    def __init__(
        self,
        experiment: Experiment,
        sides: Sequence[Side],
        updates: int,
        *,
        known: Sequence[Sequence[float]] = (),
        tolerance: float | None = None,
        radius: float | None = None,
        objective: Objective | None = None,
    ) -> None:
        self._maximises = experiment.maximise
        given = objective or objective_of(experiment)
        experiment, self._objective = descending(experiment, given)
        parameters = self._objective.parameters
        self._sides = tuple(sides)
        self._check_sides(parameters)
        self._setup = SharedSetup.of(experiment, self._objective)
        self._rate = experiment.learning_rate
        self._bound = _bound_reached(experiment, self._objective)
        self._updates = updates
        self._known = np.array(known, dtype=np.float64).reshape(-1, len(parameters))
        longest = max(max(side.values) - min(side.values) for side in self._sides)
        self._radius = radius if radius is not None else USUAL_RADIUS * (longest or 1.0)
        self._shape = tuple(len(side.values) for side in self._sides)
        self._end = self._starts(start_of(experiment, self._objective))
        self._tolerance = self._usual_tolerance() if tolerance is None else tolerance
        n = len(self._end)
        self._made = np.zeros(n, dtype=np.int64)
        self._converged_at, self._diverged_at = np.full((2, n), NEVER)
        self._loss = np.full(n, np.nan)
        self._current: tuple[slice, Ensemble] | None = None

    def _check_sides(self, parameters: tuple[str, ...]) -> None:
        names = [side.name for side in self._sides]
        if not 1 <= len(set(names)) == len(names) <= 2 or not set(names) <= set(parameters):
            raise InputError(
                "the starts vary in {given}; name one or two different ones of {accepted}",
                given=", ".join(names),
                accepted=", ".join(parameters),
            )
        for side in self._sides:
            if not side.values or not np.isfinite(side.values).all():
                raise InputError(
                    "{name}: give at least one start, all finite numbers", name=side.name
                )

    def _starts(self, start: Array) -> Array:
        """Return the starts, shape (R, d), the last side varying fastest."""
        grids = np.meshgrid(*(side.values for side in self._sides), indexing="ij")
        starts = np.tile(start, (grids[0].size, 1))
        for side, grid in zip(self._sides, grids, strict=True):
            starts[:, self._objective.parameters.index(side.name)] = grid.reshape(-1)
        return starts

    def _usual_tolerance(self) -> float:
        """Return the tolerance for the gradients at the starts; see `USUAL_TOLERANCE`."""
        count = max(8, min(len(self._end), MOST_ROW_LOSSES_AT_ONCE // self._objective.n_rows))
        some = self._end[:: max(1, len(self._end) // count)]
        with np.errstate(all="ignore"):
            norms = _norms(self._objective.value_and_gradient(some)[1])
        norms = norms[np.isfinite(norms)]
        usual = float(np.median(norms)) if len(norms) else 0.0
        least = USUAL_TOLERANCE * usual if 0 < usual < 1 else USUAL_TOLERANCE
        return max(least, ROUNDING_OF_GRADIENTS * usual)

    def work(self) -> Iterator[float]:
        """Work out every run; yield the share that is done, again and again.

        It may be left at any time, by an interrupt too: `result` then holds what is done.
        """
        n, (step, count) = len(self._end), portion(self._setup)
        for i in range(0, n, step):
            some = slice(i, min(i + step, n))
            ensemble = Ensemble(self._setup, self._end[some], self._rate, tolerance=self._tolerance)
            self._current = some, ensemble
            while ensemble.t < self._updates and not ensemble.is_over:
                ensemble.advance(min(count, self._updates - ensemble.t))
                yield (i + (some.stop - i) * ensemble.t / self._updates) / n
            self._keep()
            self._current = None
        yield 1.0

    def _keep(self) -> None:
        """Take over what the runs now stepped have come to."""
        if self._current is None:
            return
        some, ensemble = self._current
        outcome = ensemble.outcome()
        self._end[some], self._made[some] = outcome.theta, outcome.updates
        self._converged_at[some] = outcome.converged_at
        self._diverged_at[some] = outcome.diverged_at
        self._loss[some] = self._objective.value(outcome.theta)

    def result(self) -> StartMapResult:
        """Return what is known so far."""
        self._keep()
        resting = RestingPoints(self._objective, self._setup.bounds, self._radius)
        points, label = resting.reached(
            self._known,
            self._end,
            self._loss,
            has_converged=self._converged_at != NEVER,
            has_diverged=self._diverged_at != NEVER,
        )
        minimum = [resting.is_minimum(point) for point in points]
        flat = [is_flat(self._objective, point, self._radius) for point in points]
        shape = self._shape
        return StartMapResult(
            sides=self._sides,
            points=points,
            is_minimum=np.array(minimum, dtype=np.bool_),
            is_flat=np.array(flat, dtype=np.bool_),
            radius=self._radius,
            label=label.reshape(shape),
            updates=self._made.reshape(shape).copy(),
            converged_at=self._converged_at.reshape(shape).copy(),
            diverged_at=self._diverged_at.reshape(shape).copy(),
            end=self._end.reshape(*shape, -1).copy(),
            is_noisy=not self._setup.batching.holds_all,
            bound=self._bound,
            maximises=self._maximises,
            has_bounds=self._setup.bounds is not None,
        )
