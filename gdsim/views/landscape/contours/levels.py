"""Which losses get a line and what colour a loss has: one monotone scale for both."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.numbers import printed
from gdsim.views.plots.short_numbers import (
    multiple,
    short_step,
    shortened,
)

EVEN_POWER = 0.7
"""Above this power the losses themselves are spread evenly, and so are the levels."""

LONGEST_TEXT = 9
"""Characters that the number of a level has at most."""


class LossScale(Struct, frozen=True):
    """A map of losses to 0 .. 1 under which about half of the picture lies below 0.5.

    position(L) = ((L - base) / (top - base)) ** power, with the power chosen so that the median
    loss falls on 0.5, but at most 1. A bowl gets rings at even distances (power near 1/2), a saddle
    even losses (power 1), and a narrow valley below steep walls is resolved (power near 0).
    """

    base: float
    top: float
    power: float

    @classmethod
    def of(cls, values: Array, base: float | None = None) -> LossScale:
        """Return the scale of the finite `values`; `base` is a loss known to be the smallest."""
        finite = values[np.isfinite(values)]
        if not len(finite):
            return cls(0.0, 0.0, 1.0)
        # Halved before subtracting: losses near the largest float must not overflow.
        low, top = float(finite.min()), float(min(finite.max(), 1e300))
        low = max(min(low, base if base is not None else low), -1e300)
        if not low < top:
            return cls(low, low, 1.0)
        middle = (float(np.sort(finite)[len(finite) // 2]) - low) / (top - low)
        power = np.log(0.5) / np.log(np.clip(middle, 1e-300, 0.5))
        return cls(low, top, float(power))

    def position(self, values: Array) -> Array:
        """Return where `values` stand on the scale, 0 .. 1; NaN where they are not finite."""
        finite = np.where(np.isfinite(values), values, np.nan)
        if self.base == self.top:
            return finite * 0.0
        relative = (finite - self.base) / (self.top - self.base)
        return np.asarray(np.clip(relative, 0.0, 1.0) ** self.power)

    def levels(self, count: int) -> list[float]:
        """Return about `count` losses at even steps of the scale, rounded to short numbers."""
        if self.base == self.top:
            return []
        if self.power > EVEN_POWER:
            step = short_step((self.top - self.base) / count)
            first, last = np.ceil(self.base / step), np.floor(self.top / step)
            return [multiple(k, step) for k in range(int(first), int(last) + 1)]
        steps = np.arange(count + 2) / (count + 1)
        exact = self.base + (self.top - self.base) * steps ** (1 / self.power)
        room = np.minimum(np.diff(exact)[:-1], np.diff(exact)[1:])
        # Half of the gap to a neighbour: rounding must not make the rings visibly uneven.
        short = [shortened(level, gap / 2) for level, gap in zip(exact[1:-1], room, strict=True)]
        # A number that only many digits tell from its neighbours is no help on a line.
        return sorted(
            {x for x in short if self.base < x < self.top and len(printed(x)) <= LONGEST_TEXT}
        )
