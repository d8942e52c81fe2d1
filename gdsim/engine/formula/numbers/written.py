"""A number as it was written: how precisely, and what it fits."""

from __future__ import annotations

import math

from msgspec import Struct

_TIE_SLACK = 1e-6
"""Share of half a unit of the last digit: 2.675 may be written 2.67 and 2.68."""

_FLOAT_ERROR = 1e-12
"""Relative error that the exact value itself may have."""


class WrittenNumber(Struct, frozen=True):
    """A number as it was written, in one way to read it.

    Attributes
    ----------
    unit
        What its last digit counts: 0.01 for 3.20; 0 for a fraction or a calculation.
    zeros
        How many zeros a whole number ends in, which may be digits or stand in for digits that
        were rounded away: 1 for 3210.
    rounding
        What the last digit of the numbers counts that a calculation was made with: 0.01 for
        3.33 - 0.1*2.
    is_plain
        Whether it says what it says at first sight; else what was read is told.
    """

    text: str
    value: float
    unit: float
    zeros: int = 0
    rounding: float = 0.0
    is_plain: bool = True

    @property
    def units(self) -> tuple[float, ...]:
        """What its last digit may count, the finest first: 1 and 10 for 3210."""
        return tuple(self.unit * 10.0**k for k in range(self.zeros + 1))

    def fits(self, exact: float, unit: float | None = None) -> bool:
        """Return whether this is `exact`, rounded to the digits that were written.

        Parameters
        ----------
        unit
            What the last digit counts, one of `units`; None for the finest.
        """
        return self.fits_between(exact, exact, unit)

    def fits_between(self, low: float, high: float, unit: float | None = None) -> bool:
        """Return whether this is some number from `low` to `high`, rounded."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return False
        half = 0.5 * (self.unit if unit is None else unit) * (1 + _TIE_SLACK)
        return (
            low - half - _FLOAT_ERROR * abs(low)
            <= self.value
            <= high + half + _FLOAT_ERROR * abs(high)
        )

    def is_cut_off(self, exact: float) -> bool:
        """Return whether this is `exact` with the further digits cut off, not rounded."""
        short = exact - self.value if exact > 0 else self.value - exact
        return math.isfinite(exact) and 0 < short < self.unit and not self.fits(exact)


class LeastDigits(Struct, frozen=True):
    """How many digits an answer must have at least: so many figures, or so many decimals."""

    figures: int = 2
    decimals: int = 3

    def are_in(self, number: WrittenNumber, unit: float) -> bool:
        """Return whether `number`, whose last digit counts `unit`, has them."""
        if unit <= 10.0**-self.decimals * (1 + _TIE_SLACK):
            return True
        if not number.value:
            return False
        first = math.floor(math.log10(abs(number.value)) + _FLOAT_ERROR)
        return unit <= 10.0 ** (first + 1 - self.figures) * (1 + _TIE_SLACK)
