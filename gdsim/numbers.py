"""How numbers are written for a person: decimals, significant figures, or exact.

Rounding is as on paper, everywhere: of two numbers that are as near, the one further from 0 is
taken (0.125 to two decimals is 0.13); and a number counts as what it is to 15 figures, so that
0.1 * 2.85 is 0.285 rather than 0.28500000000000003.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

KINDS = ("decimals", "significant", "exact")

DIGITS = {"decimals": (0, 15), "significant": (1, 17), "exact": (0, 17)}
"""The fewest and most digits of each kind."""

LARGEST_WITH_DECIMALS = 1e9
"""Size from which n decimals stand after one digit and a power of ten follows."""

PLAIN_EXPONENTS = (-4, 6)
"""Powers of ten, both included, at which significant figures need no exponent."""

MOST_PLAIN_CHARACTERS = 5
"""Characters up to which a number of few digits needs no power of ten."""

RELIABLE_FIGURES = 15
"""Figures of a float64 that a few operations leave as they would be on paper."""

FLOAT_NOISE = 1e-13
"""Share of a number by which a few float64 operations may put it off."""


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_LONG = Context(prec=400)
"""Digits enough for any float64."""


class NumberFormat(Struct, frozen=True):
    """A way to write numbers; rounding is for display only, halves away from 0.

    Attributes
    ----------
    kind
        ``decimals``: `digits` after the point; ``significant``: `digits` from the first that is
        not zero; ``exact``: the fewest digits that give the same float64 again.
    digits
        Within `DIGITS` of the kind; without meaning where the kind is ``exact``.

    Raises
    ------
    ValueError
        If the kind is not one of `KINDS` or the digits are out of its range.
    """

    kind: str = "decimals"
    digits: int = 4

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind {self.kind!r}; choose one of {', '.join(KINDS)}")
        fewest, most = DIGITS[self.kind]
        if not fewest <= self.digits <= most:
            raise ValueError(f"{self.digits} digits; {self.kind} takes {fewest} to {most}")

    @classmethod
    def decimals(cls, digits: int) -> NumberFormat:
        """Return the format with `digits` after the decimal point, 0 to 15."""
        return cls("decimals", digits)

    @classmethod
    def significant(cls, digits: int) -> NumberFormat:
        """Return the format with `digits` significant figures, 1 to 17."""
        return cls("significant", digits)

    @classmethod
    def exact(cls) -> NumberFormat:
        """Return the format that writes every float64 so that it can be read back unchanged."""
        return cls("exact", 0)

    def text(self, x: float) -> str:
        """Return `x` in this format: NaN as nothing, infinity as ∞, and never a negative zero."""
        if math.isnan(x):
            return ""
        if math.isinf(x):
            return "∞" if x > 0 else "-∞"
        if self.kind == "decimals":
            return _with_decimals(x, self.digits)
        if self.kind == "significant":
            return _with_significant(x, self.digits)
        return _short_exponent(repr(float(x)).removesuffix(".0")) if x else "0"

    def brief(self, x: float) -> str:
        """Return `x` in this format, in a formula or sentence: 3 rather than 3.0000.

        Zeros at the end go where nothing was rounded away, up to the last bits of a float64; so
        those that are left, as in 1.2000 for 1.20003, say that something was.
        """
        text = self.text(x)
        digits, e, exponent = text.partition("e")
        if "." not in digits or not math.isclose(float(text), x, rel_tol=FLOAT_NOISE):
            return text
        return digits.rstrip("0").rstrip(".") + e + exponent

    def array(self, values: Iterable[float]) -> list[str]:
        """Return the text of each value."""
        return [self.text(value) for value in values]


def few(x: float, figures: int = 4) -> str:
    """Return `x` in a sentence or at an axis, with up to so many figures: 0.25, 1800, 4.24e10."""
    number_format = NumberFormat.significant(figures)
    text = number_format.text(x)
    return number_format.brief(float(text)) if math.isfinite(x) else text


def to_figures(x: float, figures: int) -> float:
    """Return `x` rounded to so many significant figures, halves away from 0."""
    return float(NumberFormat.significant(figures).text(x)) if math.isfinite(x) else x


def half_up(x: float, place: int) -> Decimal:
    """Return finite `x` rounded to a multiple of 10^place, halves away from 0."""
    written = Decimal(f"{x:.{RELIABLE_FIGURES}g}")
    if written.adjusted() - place >= RELIABLE_FIGURES:
        written = Decimal(x)
    return written.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP, _LONG)


def raised(exponent: int) -> str:
    """Return a whole exponent as it stands above the line: ⁻⁵."""
    return str(exponent).translate(_RAISED)


def power_of_ten(exponent: int) -> str:
    """Return a power of ten as print has it: 10⁻⁵."""
    return "10" + raised(exponent)


def printed(x: float) -> str:
    """Return a number of few digits as print has it, plain or with a power of ten: −2×10⁻⁵."""
    text = f"{Decimal(f'{x:.10g}'):f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    digits, _, exponent = f"{x:.9e}".partition("e")
    powered = f"{float(digits):.10g}×{power_of_ten(int(exponent))}"
    is_plain = len(plain) <= MOST_PLAIN_CHARACTERS or len(plain) < len(powered)
    return (plain if is_plain else powered).replace("-", "−")


def _with_decimals(x: float, digits: int) -> str:
    text = f"{half_up(x, -digits):f}" if _may_be_tie(x) else f"{x:.{digits}f}"
    if abs(float(text)) >= LARGEST_WITH_DECIMALS:
        return _short_exponent(_scientific(x, digits))
    return text if float(text) else text.removeprefix("-")


def _with_significant(x: float, digits: int) -> str:
    if not x:
        return "0"
    text = _scientific(x, digits - 1)
    exponent = int(text.partition("e")[2])
    lowest, highest = PLAIN_EXPONENTS
    if lowest <= exponent <= max(highest, digits - 1):
        return f"{Decimal(text):f}"
    return _short_exponent(text)


def _scientific(x: float, digits: int) -> str:
    """Return `x`, not 0, as one figure, `digits` decimals and a power of ten: 3.20e+08."""
    if not _may_be_tie(x):
        return f"{x:.{digits}e}"
    rounded = half_up(x, Decimal(x).adjusted() - digits)
    # 9.95 is 10.0 by then, which has a figure too many: a 0.
    return f"{rounded:.{digits}e}"


def _may_be_tie(x: float) -> bool:
    """Whether a 5 is the last figure of `x`; where it is not, no rounding meets a tie."""
    return f"{x:.{RELIABLE_FIGURES}g}".partition("e")[0].endswith("5")


def _short_exponent(text: str) -> str:
    """Return 3.2e+08 as 3.2e8, and a number without exponent unchanged."""
    digits, e, exponent = text.partition("e")
    return f"{digits}e{int(exponent)}" if e else text
