"""Numbers of a verdict as text: factors next to 1, bounds and rates beside them, updates."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context
from functools import lru_cache

import numpy as np

from gdsim.engine.diagnosis.curvature.rate_bounds import predicted_updates
from gdsim.i18n import tr
from gdsim.numbers import few, to_figures
from gdsim.study.words.names import updates_text

SHARE_LEFT = 0.1
"""What is left of the distance after the number of updates that is told."""

MOST_EXACT_UPDATES, MOST_FOUR_FIGURES, MOST_UPDATES = 10**5, 10**8, 10**11
"""Updates up to which their number is told in full, with four figures, and with two."""

LEAST_DEVIATION = 1e-11
"""Difference from 1 below which rounding leaves no two figures of it, with a root of momentum."""

ROUNDED_BOUND = 1e-13
"""Share by which rounding may put a bound off."""

BOUND_FIGURES, RATE_FIGURES, MOST_FIGURES = 4, 6, 15


def factor_text(factor: float) -> str:
    """Return a factor, and one whose size is hardly 1 by what it differs: 1 - 2e-9, -(1 + 2e-5)."""
    text = few(factor)
    if text not in ("1", "-1"):
        return text
    deviation = abs(factor) - 1
    if factor > 0 and deviation and abs(deviation) < LEAST_DEVIATION:
        return tr("just over 1") if deviation > 0 else tr("just under 1")
    if abs(deviation) < LEAST_DEVIATION:
        return text
    size = f"1 {'+' if deviation > 0 else '-'} {few(abs(deviation), 2)}"
    return size if factor > 0 else f"-({size})"


@lru_cache
def updates_to_a_tenth(factor: float) -> str:
    """Return after how many updates a distance that shrinks by `factor` is a tenth of itself."""
    updates = predicted_updates([1.0], [factor], SHARE_LEFT)
    if updates is None or updates > MOST_UPDATES:
        return tr("more than a hundred billion updates")
    if updates <= MOST_EXACT_UPDATES:
        return updates_text(updates)
    rounded = int(to_figures(updates, 4 if updates <= MOST_FOUR_FIGURES else 2))
    return tr("about {count} updates").format(count=f"{rounded:,}")


def bound_text(bound: float, figures: int = BOUND_FIGURES) -> str:
    """Return a bound with so many figures that is none too high: what is below it holds."""
    rounded_down = Context(prec=figures, rounding=ROUND_FLOOR)
    return few(float(rounded_down.create_decimal(repr(bound * (1 + ROUNDED_BOUND)))), figures)


def is_at_bound(bound: float, rate: float) -> bool:
    """Tell whether rounding alone may part a rate from a bound."""
    return abs(rate - bound) <= ROUNDED_BOUND * bound


def bound_and_rate(bound: float, rate: float) -> tuple[str, str]:
    """Return a bound and a rate as text, with figures enough to see which is larger, or neither."""
    order = 0 if is_at_bound(bound, rate) else int(np.sign(rate - bound))
    for figures in range(BOUND_FIGURES, MOST_FIGURES + 1):
        told = bound_text(bound, figures), few(rate, max(RATE_FIGURES, figures))
        if order == int(np.sign(float(told[1]) - float(told[0]))):
            break
    return told
