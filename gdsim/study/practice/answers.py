"""Numbers that a person worked out by hand, with the precision that their digits imply."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gdsim.engine.errors import InputError

Quantity = Literal["loss", "gradient", "new", "new_loss"]

MOST_CHARACTERS = 40
"""Characters of the longest number that is read."""

_TIE_SLACK = 1e-6
"""Share of half a unit of the last digit: 2.675 may be written 2.67 and 2.68."""

_FLOAT_ERROR = 1e-12
"""Relative error that the exact value itself may have."""

_DECIMAL = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?(?:[eE]([+-]?\d{1,3}))?")
_FRACTION = re.compile(r"([+-]?\d+)/(\d+)")


@dataclass(frozen=True)
class Field:
    """One asked number of an update: of the gradient and the new parameters, entry `index`."""

    quantity: Quantity
    index: int = 0


@dataclass(frozen=True)
class WrittenNumber:
    """A number as it was written.

    Attributes
    ----------
    unit
        What its last digit counts: 0.01 for 3.20; 0 for a fraction, which is exact.
    """

    text: str
    value: float
    unit: float

    @classmethod
    def read(cls, text: str) -> WrittenNumber:
        """Return the number that `text` says: 3.2, 3,2, 1.5e-3 or 16/5.

        Raises
        ------
        InputError
            For any other text.
        """
        plain = text.strip().replace("−", "-").replace("–", "-").replace(" ", "")
        if len(plain) <= MOST_CHARACTERS:
            if match := _FRACTION.fullmatch(plain):
                over, under = int(match[1]), int(match[2])
                if under:
                    return cls(text.strip(), float(Fraction(over, under)), 0.0)
            elif (match := _DECIMAL.fullmatch(plain)) and (match[2] or match[3]):
                value = float(plain.replace(",", "."))
                unit = float(f"1e{int(match[4] or 0) - len(match[3] or '')}")
                if math.isfinite(value) and math.isfinite(unit):
                    return cls(text.strip(), value, unit)
        raise InputError(
            "{text} is no number; write one such as 3.2, -0.5, 1.5e-3 or 16/5",
            text=repr(text.strip()[:MOST_CHARACTERS]),
        )

    def fits(self, exact: float) -> bool:
        """Return whether this is `exact`, rounded to the digits that were written."""
        if not math.isfinite(exact):
            return False
        tolerance = 0.5 * self.unit * (1 + _TIE_SLACK) + _FLOAT_ERROR * abs(exact)
        return abs(self.value - exact) <= tolerance

    def is_cut_off(self, exact: float) -> bool:
        """Return whether this is `exact` with the further digits cut off, not rounded."""
        short = exact - self.value if exact > 0 else self.value - exact
        return math.isfinite(exact) and 0 < short < self.unit and not self.fits(exact)
