"""What a person adds to a calculation: rounding on the way, and going on from what they typed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.rounded_ranges import (
    FLOAT_ERROR,
    Between,
    rounded_ends,
    unit_on_the_way,
)

SCALED_SHARE = 0.005
"""Share by which rounding changes what a rule divides by, at most: three figures are kept."""


class Typed(Struct, frozen=True):
    """A number that was typed: it stands for those up to `half` from it.

    `follows` says whether it follows from what was before it; else the person goes on from it.
    """

    value: float
    half: float
    follows: bool


class ByHand(Struct, frozen=True):
    """A calculation of an update by hand.

    Attributes
    ----------
    unit
        What the last digit of its answer counts.
    typed
        What was typed of the same update, by field.
    is_scaled
        Whether the rule divides by the size of gradients.
    """

    unit: float
    typed: Mapping[Field, Typed]
    is_scaled: bool

    def fixed(self, quantity: str, index: int) -> float | None:
        """Return the typed number that the person goes on from although it does not follow."""
        for field, typed in self.typed.items():
            if (field.quantity, field.index) == (quantity, index) and not typed.follows:
                return typed.value
        return None

    def with_fixed(self, values: Array, quantity: str) -> Array:
        """Return `values`, (..., d), with such numbers in their place."""
        values = values.copy()
        for field, typed in self.typed.items():
            if field.quantity == quantity and not typed.follows:
                values[..., field.index] = typed.value
        return values

    def shifts(
        self, free: Between, quantity: str, within: Array | None = None
    ) -> tuple[Array, Array]:
        """Return how far below and above what was worked out the person may go on from, (d,).

        Parameters
        ----------
        within
            How far what was worked out is off by rounding within the update, (d,).
        """
        off = np.zeros_like(free.low) if within is None else within
        down, up = self.rounding(free)
        low, high = -down - off, up + off
        for field, typed in self.typed.items():
            k = field.index
            if field.quantity != quantity:
                continue
            if not typed.follows:
                low[k], high[k] = -typed.half, typed.half
                continue
            most = typed.half + float(off[k])
            ends = float(free.low[k]), float(free.high[k])
            below, above = _rounding_of(*ends, 0.2 * typed.half)
            low[k] = max(-most, min(-below, typed.value - ends[1]))
            high[k] = min(most, max(above, typed.value - ends[0]))
        return np.minimum(low, high), np.maximum(low, high)

    def rounding(self, numbers: Between, of_state: bool = True) -> Array:
        """Return how far below and above itself each number may be rounded, (2, d)."""
        middle = numbers.middle
        found = np.array(
            [
                _rounding_of(low, high, unit_on_the_way(0.5 * (low + high), self.unit))
                for low, high in zip(numbers.low.tolist(), numbers.high.tolist(), strict=True)
            ]
        ).T
        if self.is_scaled and of_state:
            found = np.minimum(found, SCALED_SHARE * np.abs(middle))
        return found


def _rounding_of(low: float, high: float, unit: float) -> tuple[float, float]:
    """Return how far below and above itself a number between two ends may be rounded."""
    if high - low > FLOAT_ERROR * max(abs(low), abs(high)):
        return 0.5 * unit, 0.5 * unit
    ends = rounded_ends(low, high, unit)
    return low - ends[0], ends[1] - high
