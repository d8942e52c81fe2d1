"""Bounds of parameters: after each step theta is moved to the nearest point within them.

    theta_{t+1} <- min(high, max(low, theta_{t+1})), parameter by parameter

Source: A. Goldstein, "Convex programming in Hilbert space", 1964 (gradient projection).

Where a parameter is at a bound and the next step would lead out of it, its slope moves nothing: the
gradient without such slopes is what tells how far a run is from where it rests.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.errors import InputError

Ranges = Mapping[str, tuple[float, float]]
"""The least and the most that parameters may be, by name; infinite where there is no bound."""


class Bounds(Struct, frozen=True, eq=False):
    """Bounds of all parameters, each of shape (d,); infinite where there is none.

    `uphill` tells whether steps follow the gradient rather than go against it.
    """

    low: Array
    high: Array
    uphill: bool = False

    @classmethod
    def of(cls, ranges: Ranges, parameters: Sequence[str], *, uphill: bool) -> Bounds | None:
        """Return the bounds of `parameters`; None where none has any.

        Raises
        ------
        InputError
            If a name is none of the parameters, or a range is empty.
        """
        for name, (low, high) in ranges.items():
            if name not in parameters:
                raise InputError(
                    "bounds are given for {name}, which is no parameter; the parameters are"
                    " {accepted}",
                    name=name,
                    accepted=", ".join(parameters),
                )
            if not low <= high or low == math.inf or high == -math.inf:
                raise InputError(
                    "the bounds of {name} are {low} and {high}; give the lower one first",
                    name=name,
                    low=low,
                    high=high,
                )
        if not ranges:
            return None
        every = [ranges.get(name, (-math.inf, math.inf)) for name in parameters]
        low, high = np.array(every, dtype=np.float64).T
        return cls(low, high, uphill)

    def __call__(self, theta: Array) -> Array:
        """Return theta (..., d) moved to the nearest point within the bounds."""
        found: Array = np.minimum(np.maximum(theta, self.low), self.high)
        return found

    def holds(self, theta: Array, gradient: Array) -> Mask:
        """Return which parameters are at a bound that their slope leads out of, (..., d)."""
        step = gradient if self.uphill else -gradient
        held: Mask = ((theta <= self.low) & (step < 0)) | ((theta >= self.high) & (step > 0))
        return held

    def free(self, theta: Array, gradient: Array) -> Array:
        """Return the gradient (..., d) with 0 where a bound holds a parameter back."""
        return np.where(self.holds(theta, gradient), 0.0, gradient)
