"""An axis of plain numbers or of powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from gdsim.numbers import few, power_of_ten
from gdsim.views.plots.axes import Axis
from gdsim.views.plots.short_numbers import short_step

FEWEST_LABELS = 3
"""Labelled powers of ten and their 1, 2, 5 below which an axis within one power is evenly ruled."""

Ticks = list[tuple[float | None, list[float]]]


class PowerAxis(Axis):
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
        return power_texts(values) if spacing is not None else [""] * len(values)


def log_ticks(low: float, high: float, size: float, room: float) -> Ticks:
    """Return labelled and bare ticks of a logarithmic axis of `size` pixels, as logarithms.

    Within one power of ten they stand at even steps of the number itself.
    """
    if not high > low:
        return []
    per_power = size / (high - low)
    powers = range(floor(low), ceil(high) + 1)
    digits = (1, 2, 5) if per_power >= 3.4 * room else (1,)
    stride = max(1, ceil(room / per_power))
    labelled = [k + log10(d) for k in powers for d in digits if k % stride == 0 or len(digits) > 1]
    within = [x for x in labelled if low <= x <= high]
    if len(within) < FEWEST_LABELS and high - low <= 1 + 1e-9:
        even = _even_ticks(low, high, room / per_power)
        if len(even) > len(within):
            return [(1.0, even), (None, [])]
    bare = [k + log10(d) for k in powers for d in range(2, 10)] if stride == 1 else []
    return [(1.0, within), (None, [x for x in bare if low <= x <= high and x not in within])]


def _even_ticks(low: float, high: float, apart: float) -> list[float]:
    """Return logarithms of multiples of a round step, at least `apart` from one another."""
    top = 10.0**high
    # The uppermost two are the nearest; a hair more room than asked for, against rounding.
    step = short_step(top * (1 - 10.0 ** (-apart)))
    return [log10(k * step) for k in range(ceil(10.0**low / step), floor(top / step) + 1)]


def power_texts(exponents: Sequence[float]) -> list[str]:
    """Return 10 to each of `exponents` in as few figures as tell them apart, four at least."""
    for figures in range(4, 12):
        texts = [power_text(x, figures) for x in exponents]
        if len(set(texts)) == len(texts):
            break
    return texts


def power_text(exponent: float, figures: int = 4) -> str:
    """Return 10 to the `exponent` as print writes it, with up to so many figures."""
    power = floor(exponent + 1e-9)
    if -4 < power < 4:
        return few(10.0**exponent, figures)
    digits = few(10.0 ** (exponent - power), figures)
    raised = power_of_ten(power)
    return raised if digits == "1" else f"{digits}·{raised}"
