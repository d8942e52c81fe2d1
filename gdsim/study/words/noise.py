"""What the scatter of mini-batch gradients says, as sentences with numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.noise.step_cloud import StepCloud
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat, few
from gdsim.symbols import symbol

MOST_NAMED_PARAMETERS = 3
"""Parameters whose deviations are named; of more, the length of all deviations together."""

LARGER_BATCHES = (4, 16)
"""Times the batch size for which the law is told besides."""


def gradients_sentence(angle: float, ratio: float) -> str:
    """Return how a batch's gradient differs from that of all rows: an angle in degrees, a ratio."""
    return tr(
        "The batch's gradient is turned by {angle}° from that of all rows, and {ratio} times as"
        " long."
    ).format(angle=NumberFormat.decimals(0).text(angle), ratio=few(ratio, 2))


def scatter_sentence(cloud: StepCloud, names: Sequence[str]) -> str:
    """Return how many batches there are and how far their gradients lie from the full one."""
    count, size = len(cloud.noise.sizes), cloud.batch_size
    if cloud.noise.is_whole and size == 1:
        how_many = tr("All {count:,} batches of a single row:")
    elif cloud.noise.is_whole:
        how_many = tr("All {count:,} batches of B = {size:,} rows:")
    elif size == 1:
        how_many = tr("{count:,} batches of a single row, drawn:")
    else:
        how_many = tr("{count:,} batches of B = {size:,} rows, drawn:")
    what = tr("the gradient's standard deviation is {measured}.")
    if len(names) > MOST_NAMED_PARAMETERS:
        what = tr("the gradient scatters by {measured}.")
    measured = _numbers(cloud.noise.deviation, names)
    return " ".join((how_many.format(count=count, size=size), what.format(measured=measured)))


def law_sentence(cloud: StepCloud, names: Sequence[str]) -> str:
    """Return what sigma / sqrt(B) gives, here and for larger batches, and what N does to it."""
    sizes = [cloud.batch_size * factor for factor in (1, *LARGER_BATCHES)]
    parts = [
        tr("B = {size:,}: {numbers}").format(
            size=size, numbers=_numbers(cloud.noise.row_deviation / np.sqrt(size), names)
        )
        for size in sizes
        if size < cloud.n_rows
    ]
    law = tr("σ\u2060/\u2060√B halves with four times the rows: {parts}.")
    if len(parts) == 1:
        law = tr("σ\u2060/\u2060√B gives, for {parts}.")
    sentences = [law.format(parts="; ".join(parts))]
    if not cloud.with_replacement and cloud.batch_size > 1:
        less = tr(
            "Without replacement it is √((N − B)\u2060/\u2060(N − 1)) times that, N = {rows:,}:"
            " {numbers}."
        )
        numbers = _numbers(cloud.predicted(cloud.batch_size), names)
        sentences.append(less.format(rows=cloud.n_rows, numbers=numbers))
    return " ".join(sentences)


def _numbers(deviation: Array, names: Sequence[str]) -> str:
    """Return a deviation for each parameter's slope; of many parameters, all together."""
    text = NumberFormat.significant(3).text
    if len(names) > MOST_NAMED_PARAMETERS:
        return text(float(np.hypot.reduce(deviation)))
    return ", ".join(
        tr("{number} ({name})").format(number=text(float(value)), name=symbol(name))
        for value, name in zip(deviation, names, strict=True)
    )
