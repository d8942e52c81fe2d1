"""What the scatter of mini-batch gradients says, as sentences with numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.step_cloud import StepCloud
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.symbols import symbol

MOST_NAMED = 3
"""Parameters told one by one; of more, the length of all deviations together."""

LARGER = (4, 16)


def scatter_sentence(cloud: StepCloud, names: Sequence[str]) -> str:
    """Return how many batches there are and how far their gradients lie from the full one."""
    count = len(cloud.noise.sizes)
    if cloud.noise.is_whole:
        told = tr("All {count:,} batches of B = {size:,} rows:")
    else:
        told = tr("{count:,} batches of B = {size:,} rows, drawn:")
    measured = _numbers(cloud.noise.deviation, names)
    predicted = _numbers(cloud.predicted(cloud.batch_size), names)
    if len(names) > MOST_NAMED:
        what = tr("the gradient scatters by {measured}; σ\u2060/\u2060√B gives {predicted}.")
    else:
        what = tr("standard deviation of {names} {measured}; σ\u2060/\u2060√B gives {predicted}.")
    slopes = ", ".join(f"∂L/∂{symbol(name)}" for name in names)
    parts = (
        told.format(count=count, size=cloud.batch_size),
        what.format(names=slopes, measured=measured, predicted=predicted),
    )
    return " ".join(parts)


def law_sentence(cloud: StepCloud, names: Sequence[str]) -> str:
    """Return what larger batches would have: a quarter of the variance for four times the rows."""
    sizes = [cloud.batch_size * factor for factor in LARGER]
    sizes = [size for size in sizes if size < cloud.n_rows]
    if not sizes:
        return ""
    parts = [
        tr("B = {size:,}: {numbers}").format(
            size=size, numbers=_numbers(cloud.predicted(size), names)
        )
        for size in sizes
    ]
    told = tr("Four times the rows, half the deviation: {parts}.")
    if not cloud.with_replacement:
        told = tr(
            "Four times the rows, half the deviation, and less still as B nears N = {rows:,}:"
            " {parts}."
        )
    return told.format(parts="; ".join(parts), rows=cloud.n_rows)


def _numbers(deviation: Array, names: Sequence[str]) -> str:
    text = NumberFormat.significant(3).text
    if len(names) > MOST_NAMED:
        return text(float(np.hypot.reduce(deviation)))
    return ", ".join(text(float(value)) for value in deviation)
