"""Which range of losses and of iterations the loss plot shows."""

from __future__ import annotations

from math import ceil, floor, log10

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.views.plots.frame import Frame, Range, within_reach

CUT_ABOVE = 1e3
"""Multiple of the first losses up to which a linear plot shows every loss."""

CUT_TO = 10.0
"""Multiple of the first losses that a linear plot shows once a loss is beyond `CUT_ABOVE`."""

MARGIN, CLEARANCE = 0.08, 14.0
"""What the outermost losses keep from the ends of an axis: part of its range, pixels."""

LARGEST_LOSS, SMALLEST_LOSS = 1e300, 1e-200
"""Sizes of losses between which their range can be worked out."""

ROUND_ENDS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0)


def linear_range(losses: Array, height: float = 300.0) -> tuple[Range, bool]:
    """Return the range of a linear axis for finite losses, and whether some are beyond it.

    On an axis of `height` pixels the outermost losses keep `CLEARANCE` pixels from its ends.
    Where a run diverges, its last loss would press all others into one line: then what is shown is
    a multiple of the first losses.
    """
    if not len(losses):
        return (0.0, 1.0), False
    first = np.abs(losses[losses != 0][:3])
    scale = max(
        abs(float(losses[0])), float(np.sort(first)[len(first) // 2]) if len(first) else 1.0
    )
    # Beside losses too small to be drawn, any other is the measure.
    scale = max(scale, 1e6 * SMALLEST_LOSS)
    limit = min(scale * CUT_ABOVE, LARGEST_LOSS)
    is_cut = bool((np.abs(losses) > limit).any())
    if is_cut:
        losses = np.clip(losses, -scale * CUT_TO, scale * CUT_TO)
    low, high = float(losses.min()), float(losses.max())
    # Zero is shown where it is not far: the height above it is what a loss means.
    if 0 <= low < 0.5 * high or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    pad = max(_clearance(height) * (high - low), 0.005 * max(abs(low), abs(high)))
    pad = pad if pad > SMALLEST_LOSS else 1.0
    return (low - pad, high + pad), is_cut


def log_range(losses: Array, height: float = 300.0) -> Range:
    """Return the range of the decimal logarithm for finite losses; those <= 0 do not count.

    See `linear_range` for `height`.
    """
    positive = losses[losses > 0]
    if not len(positive):
        return (-1.0, 1.0)
    low, high = log10(positive.min()), log10(positive.max())
    pad = max(_clearance(height) * (high - low), 0.02)
    # Steps of half a power of ten hold still while the loss falls; less is shown closely.
    if high - low > 1.0:
        return (floor(2 * (low - pad)) / 2, ceil(2 * (high + pad)) / 2)
    return (low - pad, high + pad)


def _clearance(height: float) -> float:
    """Return how much of a range is left free at each end of an axis of so many pixels."""
    return min(max(MARGIN, CLEARANCE / max(height, 1.0)), 0.5)


def rounded_up(length: float) -> float:
    """Return an end of the axis that leaves room for more rows, so that it seldom moves."""
    needed = max(1.02 * length, 10.0)
    power = 10.0 ** floor(log10(needed))
    return next(end * power for end in ROUND_ENDS if end * power >= needed)


def settled(wanted: Range, shown: Range) -> Range:
    """Return `shown` where it still fits `wanted` well, since a still axis is easier to read."""
    size = wanted[1] - wanted[0]
    # Most of the margin may be used up before there is a new one.
    holds = shown[0] <= wanted[0] + 0.04 * size and wanted[1] - 0.04 * size <= shown[1]
    return shown if holds and shown[1] - shown[0] < 1.5 * size else wanted


def loss_pixels(frame: Frame, across: Array, losses: Array, *, is_log: bool) -> Array:
    """Return where losses (n,) at places (n,) of the axis are shown, shape (n, 2).

    NaN where the vertical axis, logarithmic or not, cannot show them.
    """
    heights = losses
    if is_log:
        with np.errstate(all="ignore"):
            heights = np.log10(losses)
    heights = np.where(np.isfinite(heights), heights, np.nan)
    return within_reach(frame.pixels(np.stack((across, heights), axis=1)))
