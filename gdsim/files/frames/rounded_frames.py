"""Frames with their numbers rounded: half away from zero, and no minus zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gdsim.files.frames.column_frame import Column, Frame

if TYPE_CHECKING:
    import polars as pl

TIE_NOISE, LARGEST_WITH_TIES = 1e-14, 1e14
"""Share of a number by which a tie may be off, and the size from which none can be told."""


def rounded(frame: Frame, decimals: int | None) -> pl.DataFrame:
    """Return the frame with every float rounded to so many decimals; None leaves it exact."""
    if decimals is None:
        return frame.to_polars()
    import polars.selectors as cs

    without_ties = _without_ties(frame, decimals).to_polars()
    return without_ties.with_columns(cs.float().round(decimals) + 0.0)


def ready_to_round(frame: Frame, decimals: int | None) -> Frame:
    """Return the frame ready to be rounded: no ties, and 0 for what would round to minus zero."""
    if decimals is None:
        return frame
    least = 0.5 * 10.0**-decimals

    def without_minus_zero(_name: str, column: Column) -> Column:
        values = column.values
        return Column(
            np.where((np.abs(values) < least) & (values <= 0), 0.0, values), column.missing
        )

    return _without_ties(frame, decimals).with_each("f", without_minus_zero)


def _without_ties(frame: Frame, decimals: int) -> Frame:
    """Return the frame with numbers half way between two of `decimals` rounded up.

    Only these are rounded otherwise by one writer than by another, and than on screen.
    """

    def without_ties(_name: str, column: Column) -> Column:
        values = column.values
        with np.errstate(all="ignore"):
            scaled = np.abs(values) * 10.0**decimals
            is_tie = np.abs(scaled % 1 - 0.5) < TIE_NOISE * np.maximum(scaled, 1)
        is_tie &= scaled < LARGEST_WITH_TIES
        if not is_tie.any():
            return column
        from gdsim.numbers import half_up

        values = values.copy()
        values[is_tie] = [float(half_up(x, -decimals)) for x in values[is_tie].tolist()]
        return Column(values, column.missing)

    return frame.with_each("f", without_ties)
