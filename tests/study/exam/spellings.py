"""Right answers in the spellings that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from gdsim.study.exam.fields import Field
from gdsim.study.exam.question import Question

FIGURES = 6


def spellings(question: Question) -> Iterator[dict[str, str]]:
    """Yield the right answers spelt in five ways."""
    for spelt in (_exact, _rounded, _comma, _fraction, _scientific):
        yield {one.name: _spelt(one, spelt) for one in question.fields}


def _spelt(field: Field, spelt: Callable[[float], str]) -> str:
    if isinstance(field.right, tuple):
        parting = ", " if spelt is _exact else " "
        return parting.join(field.right)
    if isinstance(field.right, str):
        spaced = f" {field.right} "
        return spaced.upper() if field.type == "choice" and spelt is _comma else spaced
    if field.type == "count":
        grouped = f"{int(field.right):,}"
        return {
            _exact: str(int(field.right)),
            _comma: grouped,
            _rounded: grouped.replace(",", " "),
        }.get(spelt, f"{int(field.right)}.0")
    text = spelt(float(field.right))
    return f"{text} %" if field.type == "percent" and spelt in (_exact, _comma) else text


def _exact(value: float) -> str:
    return f"{value:.12g}"


def _rounded(value: float) -> str:
    return f"{value:.{FIGURES}g}"


def _comma(value: float) -> str:
    # Three digits after the comma could be thousands: one more is given.
    return f"{value:.4f}".replace(".", ",")


def _fraction(value: float) -> str:
    fraction = Fraction(value).limit_denominator(10**4)
    is_exact = abs(float(fraction) - value) <= 1e-12 * max(1.0, abs(value))
    return f"{fraction.numerator}/{fraction.denominator}" if is_exact else _exact(value)


def _scientific(value: float) -> str:
    return f"{value:.{FIGURES}e}"
