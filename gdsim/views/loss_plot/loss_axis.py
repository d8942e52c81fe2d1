"""The axis of the losses: powers of ten, or plain numbers, with labels that are never long."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

import pyqtgraph as pg

LABEL_ROOM = 34.0
"""Pixels that a label of the logarithmic axis takes at least."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Ticks = list[tuple[float | None, list[float]]]


class LossAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph is not typed
    """An axis that in its logarithmic mode shows whole powers of ten, or few numbers between."""

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        texts: list[str] = super().tickStrings(values, scale, spacing)
        return [text.replace("e+", "e").replace("e-0", "e-") for text in texts]

    def logTickValues(self, low: float, high: float, size: float, _standard: object) -> Ticks:
        stride = max(1, ceil((high - low) * LABEL_ROOM / max(size, 1.0)))
        powers = [k for k in range(floor(low), ceil(high) + 1) if low <= k <= high]
        if len(powers) < 2:
            return [_round_numbers(10.0**low, 10.0**high, size)]
        labelled = [float(k) for k in powers if k % stride == 0]
        return [(float(stride), labelled), (None, [float(k) for k in powers if k % stride])]

    def logTickStrings(
        self, values: Sequence[float], scale: float, spacing: float | None
    ) -> list[str]:
        return (
            [_power_text(value) for value in values] if spacing is not None else [""] * len(values)
        )


def _round_numbers(low: float, high: float, size: float) -> tuple[float, list[float]]:
    """Return the spacing of about one round number every `LABEL_ROOM`, and their logarithms."""
    least = (high - low) * LABEL_ROOM / max(size, 1.0)
    place = 10.0 ** floor(log10(least))
    spacing = next(digit * place for digit in (1, 2, 5, 10) if digit * place >= least)
    multiples = range(ceil(low / spacing), floor(high / spacing) + 1)
    return spacing, [log10(k * spacing) for k in multiples]


def _power_text(exponent: float) -> str:
    """Return 10 to the `exponent` as print writes it."""
    if -3 < exponent < 4 or exponent != round(exponent):
        return f"{10.0**exponent:.4g}"
    return "10" + str(round(exponent)).translate(_RAISED)
