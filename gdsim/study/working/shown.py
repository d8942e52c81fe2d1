"""Numbers of a working, each with as many digits as what follows from it needs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask
from gdsim.numbers import DIGITS, PLAIN_EXPONENTS, RELIABLE_FIGURES, NumberFormat, half_up
from gdsim.study.working.number_latex import is_in_full, number_latex

MOST_DECIMALS, MOST_FIGURES = DIGITS["decimals"][1], DIGITS["significant"][1]

FEWEST_FIGURES = 2
"""Figures of a number below 1 of which the decimals asked for would show fewer."""

SPARE_DIGITS, TIE_ROOM = 2, 0.05
"""Digits that a result is given at most, so that it is not so near half way between two numbers."""

BY_HAND = NumberFormat.significant(RELIABLE_FIGURES)
"""For numbers that were rounded as by hand: these few digits are shown in full."""

NOISE_MARGIN = 2
"""Powers of ten from the first digit of the computer's rounding up to the last digit shown."""

PLAIN_FROM = 1e-4
"""Size below which a number of more digits stands with a power of ten."""


class Shown:
    """Numbers that stand in a working, with the same number of digits.

    They begin with the digits of a number format, small ones with `FEWEST_FIGURES` where decimals
    would show less of them, and are given more by `gdsim.study.working.settle`.

    Parameters
    ----------
    values
        One number, or those of a table's column.
    number_format
        That of the person.

    Attributes
    ----------
    noise
        What of each number may be rounding of the computer, (n,); no digit below it is shown.
    """

    def __init__(self, values: Iterable[float], number_format: NumberFormat) -> None:
        self.values = [float(value) for value in values]
        self._format = number_format
        self._more = 0
        self.noise: Array = np.zeros(len(self.values))
        self._written: _Written | None = None

    @property
    def value(self) -> float:
        """The number, where there is one."""
        return self.values[0]

    @property
    def texts(self) -> list[str]:
        """Each number as in a table."""
        return self._as_written().texts

    def latex(self, i: int = 0) -> str:
        """Return number `i` as in a formula."""
        written = self._as_written()
        return number_latex(written.values[i], written.formats[i])

    def brief(self, i: int = 0) -> str:
        """Return number `i` as in a sentence."""
        written = self._as_written()
        return written.formats[i].brief(written.values[i])

    def is_full(self, i: int = 0) -> bool:
        """Whether all of number `i` is shown."""
        written = self._as_written()
        return is_in_full(written.values[i], written.texts[i])

    @property
    def can_grow(self) -> bool:
        """Whether there are digits left to be shown."""
        is_full = all(map(self.is_full, range(len(self.values))))
        return not is_full and self._is_changed_by(MOST_FIGURES)

    @property
    def printed(self) -> Array:
        """The numbers as they are read from what is shown, (n,)."""
        return self._as_written().printed

    @property
    def units(self) -> Array:
        """What a 1 in the last digit shown of each number is worth, (n,); NaN without digits."""
        texts = zip(self.values, self.texts, strict=True)
        return np.array([10.0 ** _place(t) if math.isfinite(x) else math.nan for x, t in texts])

    @property
    def more(self) -> int:
        """How many digits are shown beyond those of the number format."""
        return self._more

    @property
    def finest(self) -> Array:
        """What a 1 in the last digit that can be shown is worth, (n,); 0 without a limit."""
        places = [_first_place(noise) + NOISE_MARGIN if noise else None for noise in self.noise]
        return np.array([0.0 if place is None else 10.0**place for place in places])

    def add_digit(self) -> None:
        """Show one digit more, of any number that has one."""
        more = range(1, MOST_FIGURES)
        self._more += next((k for k in more if self._is_changed_by(k)), MOST_FIGURES)
        self._written = None

    def set_noise(self, noise: Array) -> None:
        """Show no digits below `noise` (n,), and nothing but 0 of a number no larger than that."""
        self.noise, self._written = noise, None

    @property
    def is_exact(self) -> bool:
        """Whether the person wants every digit."""
        return self._format.kind == "exact"

    def agrees_with(self, values: Array) -> Mask:
        """Tell which numbers would be written as they are if `values` (n,) were what they are."""
        pairs = zip(self.values, self.texts, values.tolist(), strict=True)
        return np.array([not math.isfinite(x) or _is_rounded_to(y, t) for x, t, y in pairs])

    def is_near_tie(self, some: Mask) -> bool:
        """Tell whether any of `some` (n,) is almost half way, and a digit more can be spared."""
        if self._more >= SPARE_DIGITS:
            return False
        with np.errstate(all="ignore"):
            off = np.abs(np.array(self.values) - self.printed) / self.units
        return bool((np.abs(off - 0.5) < TIE_ROOM)[some].any())

    def _is_changed_by(self, digits: int) -> bool:
        """Tell whether so many digits more would be seen."""
        now, then = self._as_written(), self._written_with(self._more + digits)
        return (now.values, now.formats) != (then.values, then.formats)

    def _as_written(self) -> _Written:
        if self._written is None:
            self._written = self._written_with(self._more)
        return self._written

    def _written_with(self, more: int) -> _Written:
        noise = self.noise.tolist()
        noisy = zip(self.values, noise, strict=True)
        values = [0.0 if abs(x) <= most and not more else x for x, most in noisy]
        known = zip(values, noise, strict=True)
        formats = [widened(self._format, more, x, most) for x, most in known]
        texts = [form.text(x) for form, x in zip(formats, values, strict=True)]
        read = zip(values, texts, strict=True)
        printed = np.array([float(t) if math.isfinite(x) else x for x, t in read])
        return _Written(values, formats, texts, printed)


class _Written(Struct, frozen=True, eq=False):
    """What is written of numbers: values, some of them taken for 0, and how."""

    values: list[float]
    formats: list[NumberFormat]
    texts: list[str]
    printed: Array


def widened(
    number_format: NumberFormat, more: int, value: float, noise: float = 0.0
) -> NumberFormat:
    """Return a format with `more` digits in which `value` is seen, but no digit below `noise`."""
    if number_format.kind == "exact" or not value or not math.isfinite(value):
        return number_format
    first, digits = _first_place(value), number_format.digits + more
    figures = digits
    if number_format.kind == "decimals":
        figures = first + 1 + digits
        fewest = max(1, min(FEWEST_FIGURES, number_format.digits)) + more
        if abs(value) < 1 and figures < fewest:
            figures = FEWEST_FIGURES + more
    elif first <= PLAIN_EXPONENTS[1]:
        # A zero before the point would not tell whether it counts.
        figures = max(figures, first + 1)
    if noise:
        figures = min(figures, max(1, first + 1 - _first_place(noise) - NOISE_MARGIN))
    decimals = figures - 1 - first
    is_plain = number_format.kind == "decimals" and abs(value) >= PLAIN_FROM
    if is_plain and 0 <= decimals <= MOST_DECIMALS:
        return NumberFormat.decimals(decimals)
    return NumberFormat.significant(min(max(1, figures), MOST_FIGURES))


def _first_place(value: float) -> int:
    """Return the power of ten of a number's first digit."""
    return int(f"{value:.16e}".partition("e")[2])


def _place(text: str) -> int:
    """Return the power of ten of a number's last digit."""
    digits, _, exponent = text.partition("e")
    return int(exponent or 0) - len(digits.partition(".")[2])


def _is_rounded_to(value: float, text: str) -> bool:
    """Whether a number is `text` when it is rounded to its last digit."""
    return math.isfinite(value) and half_up(value, _place(text)) == Decimal(text)
