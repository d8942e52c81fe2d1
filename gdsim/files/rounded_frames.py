"""Frames with their numbers rounded: half away from zero, and no minus zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gdsim.numbers import half_up

if TYPE_CHECKING:
    import polars as pl

TIE_NOISE, LARGEST_WITH_TIES = 1e-14, 1e14
"""Share of a number by which a tie may be off, and the size from which none can be told."""


def rounded(frame: pl.DataFrame, decimals: int | None) -> pl.DataFrame:
    """Return the frame with every float rounded to so many decimals; None leaves it exact."""
    import polars.selectors as cs

    if decimals is None:
        return frame
    return _without_ties(frame, decimals).with_columns(cs.float().round(decimals) + 0.0)


def ready_to_round(frame: pl.DataFrame, decimals: int | None) -> pl.DataFrame:
    """Return the frame ready to be rounded: no ties, and 0 for what would round to minus zero."""
    import polars as pl
    import polars.selectors as cs

    if decimals is None:
        return frame
    tiny = cs.float().abs() < 0.5 * 10.0**-decimals
    negative = cs.float() <= 0
    frame = _without_ties(frame, decimals)
    return frame.with_columns(pl.when(tiny & negative).then(0.0).otherwise(cs.float()).name.keep())


def _without_ties(frame: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Return the frame with numbers half way between two of `decimals` rounded up.

    Only these are rounded otherwise by one writer than by another, and than on screen.
    """
    import numpy as np
    import polars as pl
    import polars.selectors as cs

    changed = []
    for column in frame.select(cs.float()).iter_columns():
        values = column.to_numpy()
        with np.errstate(all="ignore"):
            scaled = np.abs(values) * 10.0**decimals
            is_tie = np.abs(scaled % 1 - 0.5) < TIE_NOISE * np.maximum(scaled, 1)
        is_tie &= scaled < LARGEST_WITH_TIES
        if is_tie.any():
            values = values.copy()
            values[is_tie] = [float(half_up(x, -decimals)) for x in values[is_tie].tolist()]
            changed.append(pl.Series(column.name, values, nan_to_null=column.has_nulls()))
    return frame.with_columns(changed)
