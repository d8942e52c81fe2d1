"""Numbers with few digits: 1, 2 and 5 times powers of ten."""

from __future__ import annotations

import numpy as np

from gdsim.numbers import half_up

SMALLEST_STEP = 1e-300
"""Smaller steps than that are not worked out: powers of ten run out there."""


def short_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is at least `least`."""
    least = max(least, SMALLEST_STEP)
    place = 10.0 ** np.floor(np.log10(least))
    return float(next(digit * place for digit in (1, 2, 5, 10) if digit * place >= least * 0.999))


def shortened(value: float, gap: float) -> float:
    """Round `value` to a multiple of the largest 1, 2 or 5 times a power of ten within `gap`."""
    if gap <= 0 or not np.isfinite(gap):
        return float(value)
    place = 10.0 ** np.floor(np.log10(gap))
    step = max(digit * place for digit in (1, 2, 5) if digit * place <= gap or digit == 1)
    return multiple(int(half_up(float(value / step), 0)), step)


def multiple(k: int, step: float) -> float:
    """Return k * step as the float nearest to that decimal number: 3 * 0.1 is not 0.3."""
    return float(f"{k * step:.12g}")
