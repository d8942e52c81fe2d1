"""Where many runs came to rest: their ends grouped into few points.

The ends of converged runs that differ in no parameter by more than a radius count as one stationary
point, if the gradient is 0 within that radius, as on a plateau it is not, or if bounds hold them.
With mini-batches gradients stay noisy and hardly any run converges; then known minima tell where
runs are.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from gdsim.engine.arrays import Array, Mask, all_along_last
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.diagnosis.surroundings import is_minimum, losses_around, stationary_point
from gdsim.engine.floats import LOSS_ROUNDING
from gdsim.engine.problem.objective import Objective

MOST_STATIONARY_POINTS = 32
"""No more are kept apart: a valley's floor may have any number."""

MOST_ENDS_LOOKED_AT = 256
"""So many ends are checked for being stationary points; on a plateau most are not."""

NOT_ARRIVED, DIVERGED = -1, -2
"""Labels of runs that are near no stationary point found, and of those that diverged."""


class RestingPoints(Struct, frozen=True, eq=False):
    """Finds the points at which runs of an objective rest.

    Attributes
    ----------
    bounds
        Of the parameters; None without any.
    radius
        Difference in a parameter up to which a run counts as having reached a point.
    """

    objective: Objective
    bounds: Bounds | None
    radius: float

    def reached(
        self,
        known: Iterable[Array],
        ends: Array,
        losses: Array,
        *,
        has_converged: Mask,
        has_diverged: Mask,
    ) -> tuple[Array, NDArray[np.int16]]:
        """Return the points that were reached, shape (m, d), and each run's label, shape (R,).

        Parameters
        ----------
        known
            Points, each (d,), to be found first.
        ends, losses
            Where the runs end, shape (R, d), and the losses there, shape (R,): of other points
            those with the least loss come first.
        has_converged, has_diverged
            Shape (R,).
        """
        label = np.full(len(ends), NOT_ARRIVED, dtype=np.int16)
        label[has_diverged] = DIVERGED
        points: list[Array] = []

        def take(point: Array) -> None:
            free = np.flatnonzero(label == NOT_ARRIVED)
            near = all_along_last(np.abs(ends[free] - point) <= self.radius)
            if near.any():
                label[free[near]] = len(points)
                points.append(point)

        for point in known:
            take(point)
        converged = np.flatnonzero(has_converged)
        looked_at = 0
        for run in converged[np.argsort(losses[converged], kind="stable")]:
            if len(points) == MOST_STATIONARY_POINTS or looked_at == MOST_ENDS_LOOKED_AT:
                break
            if label[run] == NOT_ARRIVED:
                looked_at += 1
                found = self._near(ends[run])
                if found is not None:
                    take(found)
        return np.array(points).reshape(-1, ends.shape[1]), label

    def is_minimum(self, point: Array) -> bool:
        """Tell whether a point (d,) is a local minimum, within the bounds where it is at one."""
        if not self._is_held(point):
            return is_minimum(self.objective, point, self.radius)
        around = losses_around(self.objective, point, self.radius, self.bounds)
        loss = float(self.objective.value(point))
        least = loss - LOSS_ROUNDING * abs(loss)
        return around is None or not (around < least).any()

    def _near(self, end: Array) -> Array | None:
        """Return where a run that has converged at `end` rests; None where it does nowhere near."""
        if self._is_held(end):
            return end
        return stationary_point(self.objective, end, self.radius)

    def _is_held(self, point: Array) -> bool:
        """Whether bounds hold a point where it is, which therefore has a slope."""
        if self.bounds is None:
            return False
        return bool(self.bounds.holds(point, self.objective.whole(point)[1]).any())
