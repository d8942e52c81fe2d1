"""Rounding each step as a person does who works by hand, as a setting of an experiment."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.numbers import half_up

DECIMALS, FIGURES = "decimals", "figures"
MOST_DIGITS = 15
"""Digits that a number may be rounded to: a float has no more that are certain."""

SQUARE_FIGURES = 2
"""Figures at least of a sum or mean of squares, whatever decimals are asked for."""

_TEXT = re.compile(r"\s*(\d{1,2})\s*(d|decimals?|f|figures?)\s*", re.IGNORECASE)


class Rounding(Struct, frozen=True):
    """Rounds numbers, halves away from zero.

    Attributes
    ----------
    kind
        ``decimals``: `digits` after the point, 0 to 15; ``figures``: `digits` significant ones, 1
        to 15; empty: not at all.
    """

    kind: str = ""
    digits: int = 0

    @classmethod
    def of(cls, text: str) -> Rounding:
        """Return what ``3 decimals`` or ``2 figures`` says (also 3d, 2f); no text, no rounding.

        Raises
        ------
        InputError
            For any other text.
        """
        if not text.strip():
            return cls()
        match = _TEXT.fullmatch(text)
        kind = FIGURES if match and match[2][0] in "fF" else DECIMALS
        if match is None or not (kind == FIGURES) <= int(match[1]) <= MOST_DIGITS:
            raise InputError(
                "{text} is no rounding; give 0 to {most} decimals or 1 to {most} figures, as"
                " 3 decimals or 2 figures",
                text=repr(text),
                most=MOST_DIGITS,
            )
        return cls(kind, int(match[1]))

    def number(self, value: float, least_figures: int = 0) -> float:
        """Return the rounded number; one that is not finite stays as it is.

        Parameters
        ----------
        least_figures
            Figures that it keeps, however few the decimals; 0 for no least.
        """
        if not self.kind or not value or not math.isfinite(value):
            return value
        # As it is to 15 figures: by hand 0.1 * 2.85 is 0.285.
        first = Decimal(f"{value:.15g}").adjusted()
        place = first + 1 - self.digits
        if self.kind == DECIMALS:
            place = min(-self.digits, first + 1 - least_figures) if least_figures else -self.digits
        if place <= first - MOST_DIGITS:
            return value
        rounded = float(half_up(value, place))
        return rounded if math.isfinite(rounded) else value

    def __call__(self, values: Array) -> Array:
        """Return the rounded numbers, in the shape of `values`."""
        return self._all(values, 0) if self.kind else values

    def of_squares(self, values: Array) -> Array:
        """Return rounded sums or means of squares, which keep `SQUARE_FIGURES` at least.

        A rule divides by their roots: of 0.0025 two decimals would leave 0, and a step without
        bound, which nobody makes by hand.
        """
        return self._all(values, SQUARE_FIGURES) if self.kind else values

    def _all(self, values: Array, least_figures: int) -> Array:
        rounded = [self.number(value, least_figures) for value in values.ravel().tolist()]
        return np.array(rounded).reshape(values.shape)


EXACT = Rounding()
"""Rounds nothing."""
