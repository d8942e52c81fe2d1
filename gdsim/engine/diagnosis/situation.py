"""A run as it stands: what a verdict is from."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES
from gdsim.engine.diagnosis.forecast import Forecast
from gdsim.engine.diagnosis.recent import Recent
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run

NO_SLOPE = 1e-6
"""Share of the largest gradient's norm that counts as none."""


class Situation(Struct, frozen=True, eq=False):
    """A run with what was made of it.

    Attributes
    ----------
    seen
        The end of the run.
    curvature
        At `seen.theta`; None where it is not finite, or parameters have bounds.
    forecast
        What theory foretells of the run with all rows in every update; None if nothing.
    """

    run: Run
    seen: Recent
    curvature: Curvature | None
    forecast: Forecast | None

    @property
    def verdict_on_arrival(self) -> Verdict:
        """What a run is that has come to where there is nothing to be gained.

        A rule that divides by past gradients may step further again, as these are forgotten, or
        as a correction for its start goes: it may leave a minimum however near it came.
        """
        is_scaled = self.run.segments[-1].rule.name not in LINEAR_RULES
        return Verdict.AT_REST if is_scaled else Verdict.CONVERGED


def gain_left(gradient: Array, curvature: Curvature, steepest: float) -> float:
    """Return by how much a loss is still to fall, were it quadratic; inf where that has no end.

    Parameters
    ----------
    gradient
        Shape (d,).
    steepest
        The largest norm of a gradient: a share of `NO_SLOPE` of it counts as none.
    """
    slopes = curvature.components(gradient)
    curved = curvature.eigenvalues > 0
    if (np.abs(slopes[~curved]) > NO_SLOPE * steepest).any():
        return math.inf
    return float((slopes[curved] ** 2 / (2 * curvature.eigenvalues[curved])).sum())
