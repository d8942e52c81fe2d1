"""The Hessian of an objective: its eigenvalues, its directions, and what they say of a point."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.floats import EPSILON
from gdsim.engine.problem.objective import Objective

ROUNDING = 32 * EPSILON
"""Share of the terms of a sum over many rows by which rounding may put it off."""


class Definiteness(StrEnum):
    """The signs of a Hessian's eigenvalues."""

    POSITIVE = "positive-definite"
    SEMI_POSITIVE = "positive-semidefinite"
    INDEFINITE = "indefinite"
    NEGATIVE = "negative"
    FLAT = "flat"


class Curvature(Struct, frozen=True, eq=False):
    """Eigenvalues and directions of a symmetric Hessian.

    Attributes
    ----------
    eigenvalues
        Shape (d,), ascending; those that rounding cannot tell from 0 are 0.
    directions
        Shape (d, d): column i is the unit eigenvector of eigenvalue i.
    """

    eigenvalues: Array
    directions: Array

    @classmethod
    def of(cls, hessian: Array) -> Curvature:
        """Return the curvature of a finite symmetric Hessian of shape (d, d)."""
        values, directions = np.linalg.eigh(hessian)
        rounding = ROUNDING * len(values) * np.abs(values).max(initial=0.0)
        return cls(np.where(np.abs(values) <= rounding, 0.0, values), directions)

    @property
    def smallest(self) -> float:
        """The smallest eigenvalue."""
        return float(self.eigenvalues[0])

    @property
    def largest(self) -> float:
        """The largest eigenvalue."""
        return float(self.eigenvalues[-1])

    @property
    def has_negative(self) -> bool:
        """Whether the loss falls away to both sides in some direction."""
        return self.smallest < 0

    @property
    def definiteness(self) -> Definiteness:
        """The signs of the eigenvalues."""
        if self.smallest > 0:
            return Definiteness.POSITIVE
        if self.smallest == 0:
            return Definiteness.SEMI_POSITIVE if self.largest > 0 else Definiteness.FLAT
        return Definiteness.INDEFINITE if self.largest > 0 else Definiteness.NEGATIVE

    @property
    def condition(self) -> float:
        """Largest through smallest eigenvalue, inf where one is 0; NaN where one is negative."""
        if self.has_negative or self.largest == 0:
            return math.nan
        return self.largest / self.smallest if self.smallest > 0 else math.inf

    def components(self, vector: Array) -> Array:
        """Return the components of `vector` (d,) along the directions, shape (d,)."""
        found: Array = self.directions.T @ vector
        return found


def curvature_at(objective: Objective, theta: Array) -> Curvature:
    """Return the curvature of the loss of all rows at `theta`, shape (d,).

    Raises
    ------
    FloatingPointError
        If the Hessian there is not finite.
    """
    hessian = objective.hessian(np.asarray(theta, dtype=np.float64))
    if not np.isfinite(hessian).all():
        raise FloatingPointError("the Hessian is not finite here")
    return Curvature.of(hessian / 2 + hessian.T / 2)
