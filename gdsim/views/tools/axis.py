"""An axis of plain numbers or of powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

import pyqtgraph as pg

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Ticks = list[tuple[float | None, list[float]]]


class PowerAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis that in its logarithmic mode has ticks at 1, 2, 5 times powers of ten.

    Parameters
    ----------
    side
        ``left`` or ``bottom``.
    room
        Pixels that a label takes at least.
    """

    def __init__(self, side: str, room: float) -> None:
        super().__init__(side)
        self._room = room
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return self.logTickStrings(values, scale, spacing)
        texts: list[str] = super().tickStrings(values, scale, spacing)
        return [text.replace("e+", "e").replace("e-0", "e-") for text in texts]

    def logTickValues(self, low: float, high: float, size: float, _standard: object) -> Ticks:
        return log_ticks(low, high, size, self._room)

    def logTickStrings(
        self, values: Sequence[float], scale: float, spacing: float | None
    ) -> list[str]:
        return [power_text(value) if spacing is not None else "" for value in values]


def log_ticks(low: float, high: float, size: float, room: float) -> Ticks:
    """Return labelled and bare ticks of a logarithmic axis of `size` pixels, as logarithms."""
    if not high > low:
        return []
    per_power = size / (high - low)
    powers = range(floor(low), ceil(high) + 1)
    digits = (1, 2, 5) if per_power >= 3.4 * room else (1,)
    stride = max(1, ceil(room / per_power))
    labelled = [k + log10(d) for k in powers for d in digits if k % stride == 0 or len(digits) > 1]
    bare = [k + log10(d) for k in powers for d in range(2, 10)] if stride == 1 else []
    within = [[x for x in ticks if low <= x <= high] for ticks in (labelled, bare)]
    return [(1.0, within[0]), (None, [x for x in within[1] if x not in within[0]])]


def power_text(exponent: float) -> str:
    """Return 10 to the `exponent` as print writes it."""
    power = floor(exponent + 1e-9)
    digit = round(10.0 ** (exponent - power))
    if -4 < power < 4:
        return f"{10.0**exponent:.4g}"
    raised = "10" + str(power).translate(_RAISED)
    return raised if digit == 1 else f"{digit}·{raised}"
