"""Classes that stand as texts in a column, and the numbers that they are taken for.

The codes of a column are pairs of a class and its number; `REST` stands for every other class::

    passed: no=0, yes=1
    species: setosa=1, rest=-1
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.study.data import REST, Codes

if TYPE_CHECKING:
    import polars as pl

MOST_CLASSES = 20
"""The most classes of a column of texts; with more, it is taken for names."""

ANSWERS = frozenset("true false t f yes no y n ja nein j oui non si sì sí não sim on off".split())
"""Classes, in small letters, for which capital letters make no difference."""

NEGATIVE = frozenset(
    "false f no n nein non não off negative neg - 0 fail failed absent without never bad dead"
    " healthy normal benign".split()
)
"""Classes, in small letters, that are 0 beside one that is not among them."""


def classes_of(texts: pl.Series) -> tuple[str, ...]:
    """Return the classes in texts without gaps, that of 0 first; none for too many or for one."""
    found = texts.drop_nulls().unique(maintain_order=True).to_list()
    if set(map(str.lower, found)) <= ANSWERS:
        found = list({text.lower(): text for text in reversed(found)}.values())
    if not 2 <= len(found) <= MOST_CLASSES:
        return ()
    found.sort(key=lambda text: (str.lower(text), text))
    if len(found) == 2 and found[1].lower() in NEGATIVE and found[0].lower() not in NEGATIVE:
        found.reverse()
    return tuple(found)


def coded(texts: pl.Series, codes: Codes) -> Array:
    """Return the numbers (N,) of texts without gaps; NaN for a gap and for a class without one."""
    import polars as pl

    found = texts.unique().drop_nulls().to_list()
    numbers = {text: number_of(text, dict(codes)) for text in found}
    values = texts.replace_strict(numbers, default=None, return_dtype=pl.Float64)
    return values.fill_null(float("nan")).to_numpy()


def number_of(text: str, codes: Mapping[str, float]) -> float:
    """Return the number of a class: its own, that of the same number or answer, or of the rest."""
    if text in codes:
        return codes[text]
    for known, number in codes.items():
        is_same = text.lower() == known.lower() and text.lower() in ANSWERS
        if is_same or _value(text) == _value(known):
            return number
    return codes.get(REST, float("nan"))


def _value(text: str) -> float:
    """Return the number that a text is; NaN, which equals nothing, for none."""
    try:
        return float(text)
    except ValueError:
        return float(np.nan)
