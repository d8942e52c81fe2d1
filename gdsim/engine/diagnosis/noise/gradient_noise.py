"""How mini-batch gradients scatter around the full gradient, measured and predicted.

With sigma_j the standard deviation of parameter j's gradient over the N rows (dividing by N), the
gradient of B rows drawn at random has mean g_j, the full gradient's, and standard deviation

    sigma_j/sqrt(B)                            with replacement,
    sigma_j/sqrt(B) * sqrt((N - B)/(N - 1))    without (the finite population correction;
                                               W. G. Cochran, Sampling Techniques, 1977, ch. 2).

Measured is the root mean square of the distance from the full gradient, whose square has the
predicted variance as its expectation for any one permutation as for fresh batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import comb
from typing import Literal, get_args

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints, Rows
from gdsim.engine.descent.batching import Batching
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective

Cloud = Literal["epoch", "fresh", "every"]
CLOUDS: tuple[Cloud, ...] = get_args(Cloud)
"""Which batches are looked at.

``epoch``: those of one epoch. ``fresh``: batches drawn anew. ``every``: each that could be drawn.
"""

MOST_SIGMA_ROWS = 100_000
"""Rows whose own gradients are worked out; of more, so many are drawn without replacement."""

SHOWN_SIGMA_ROWS = 20_000
"""Rows of a sigma that is worked out anew with every step of a person's."""

MOST_BATCHES = 1000
BLOCK_ROWS = 8192


class GradientNoise(Struct, frozen=True, eq=False):
    """Mini-batch gradients at one theta; arrays are in the order of the objective's parameters.

    Attributes
    ----------
    full_gradient
        Shape (d,), over all rows.
    gradients
        The cloud, shape (M, d).
    sizes
        Rows of each, shape (M,): B, or less for a last, partial batch.
    deviation, predicted
        Shape (d,): measured over the batches of B rows (NaN without one), and by the formula.
    row_deviation
        Sigma, shape (d,).
    rows_used, n_rows
        Rows that sigma is from, and N; fewer than N where they were drawn, see `MOST_SIGMA_ROWS`.
    is_whole
        Whether the cloud has every batch there is of its kind, rather than a draw of them.
    """

    full_gradient: Array
    gradients: Array
    sizes: Ints
    deviation: Array
    predicted: Array
    row_deviation: Array
    rows_used: int
    n_rows: int
    is_whole: bool


def gradient_noise(
    objective: Objective,
    theta: Array,
    batching: Batching,
    *,
    epoch: int = 0,
    cloud: Cloud = "epoch",
    most_batches: int = MOST_BATCHES,
    most_rows: int = MOST_SIGMA_ROWS,
) -> GradientNoise:
    """Return how the gradients of mini-batches scatter at `theta`, shape (d,).

    Parameters
    ----------
    batching
        Of the objective's rows: its order says how they are drawn, its seed makes that repeatable.
    epoch, cloud, most_batches
        See `CLOUDS`. So many are drawn anew, or of an epoch; ``every`` may have no more.

    Raises
    ------
    InputError
        If the cloud is unknown or `most_batches` too few.
    """
    theta = np.asarray(theta, dtype=np.float64)
    if theta.shape != (len(objective.parameters),) or batching.n_rows != objective.n_rows:
        raise ValueError("theta and the batches must be those of the objective")
    batches, is_whole = _batches(batching, epoch, cloud, most_batches)
    found, counts = _gradients(objective, theta, batches)
    full = objective.value_and_gradient(theta)[1]
    sigma, rows_used = row_deviation(objective, theta, most_rows, batching.seed)
    whole = found[counts == batching.batch_size] - full
    return GradientNoise(
        full_gradient=full,
        gradients=found,
        sizes=counts,
        deviation=_root_mean_square(whole),
        predicted=predicted_deviation(
            sigma, objective.n_rows, batching.batch_size, batching.order == "replacement"
        ),
        row_deviation=sigma,
        rows_used=rows_used,
        n_rows=objective.n_rows,
        is_whole=is_whole,
    )


def _gradients(objective: Objective, theta: Array, batches: Iterator[Rows]) -> tuple[Array, Ints]:
    """Return the gradients (M, d) at `theta` of batches, and how many rows each has, (M,)."""
    gradients, sizes = [], []
    for rows in batches:
        gradients.append(objective.value_and_gradient(theta, rows)[1])
        sizes.append(len(rows))
    return np.array(gradients), np.array(sizes, dtype=np.int64)


def predicted_deviation(sigma: Array, n_rows: int, batch_size: int, replacement: bool) -> Array:
    """Return the standard deviation of a mini-batch gradient, shape (d,); see the module."""
    # With one row there is nothing to draw, and N - B is 0 too.
    correction = 1.0 if replacement else (n_rows - batch_size) / max(n_rows - 1, 1)
    predicted: Array = sigma * np.sqrt(correction / batch_size)
    return predicted


def row_deviation(
    objective: Objective, theta: Array, most_rows: int = MOST_SIGMA_ROWS, seed: int = 0
) -> tuple[Array, int]:
    """Return sigma, shape (d,), of the rows' own gradients at `theta`, and the rows it is from.

    Worked out block by block, each block's mean and squares joined to those before
    (T. F. Chan, G. H. Golub, R. J. LeVeque, 1979), so that memory stays bounded.
    """
    n = objective.n_rows
    chosen: Rows | None = None
    if n > most_rows:
        chosen = np.sort(_generator(seed, 1).choice(n, most_rows, replace=False))
    count = 0
    mean, squares = np.zeros(len(objective.parameters)), np.zeros(len(objective.parameters))
    with np.errstate(all="ignore"):
        for start in range(0, min(n, most_rows), BLOCK_ROWS):
            stop = min(start + BLOCK_ROWS, n, most_rows)
            rows = np.arange(start, stop) if chosen is None else chosen[start:stop]
            gradients = objective.per_row(theta, rows)[1]
            size, block_mean = len(rows), gradients.mean(axis=0)
            away = block_mean - mean
            squares += ((gradients - block_mean) ** 2).sum(axis=0)
            squares += away**2 * (count * size / (count + size))
            mean += away * (size / (count + size))
            count += size
    return np.sqrt(squares / count), count


def _batches(batching: Batching, epoch: int, cloud: str, most: int) -> tuple[Iterator[Rows], bool]:
    """Return the batches of a cloud, and whether these are all."""
    if cloud not in CLOUDS:
        raise InputError(
            "the cloud is {cloud}; give one of {accepted}", cloud=cloud, accepted=", ".join(CLOUDS)
        )
    if most < 1:
        raise InputError("{most} batches are too few; give at least 1", most=most)
    if cloud == "every":
        return _every_batch(batching, most), True
    if cloud == "fresh":
        return _fresh_batches(batching, most), False
    count = batching.updates_per_epoch
    chosen = np.arange(count)
    if count > most:
        chosen = np.sort(_generator(batching.seed, 2, epoch).choice(count, most, replace=False))
    return (batching.rows(epoch, int(batch)) for batch in chosen), count <= most


def _every_batch(batching: Batching, most: int) -> Iterator[Rows]:
    n, size = batching.n_rows, batching.batch_size
    replaces = batching.order == "replacement"
    # Logarithms first: the number of batches may have a million digits.
    count = most + 1 if min(size, n - size) > 64 and n > 64 else comb(n, size)
    if replaces:
        count = n**size if size * np.log(n) < 700 else most + 1
    if count > most:
        raise InputError(
            "there are more than {most} batches of {batch_size} of {n_rows} rows; take those of an"
            " epoch, or fresh ones",
            most=most,
            batch_size=size,
            n_rows=n,
        )
    drawn = product(range(n), repeat=size) if replaces else combinations(range(n), size)
    return (np.array(rows, dtype=np.int64) for rows in drawn)


def _fresh_batches(batching: Batching, count: int) -> Iterator[Rows]:
    generator = _generator(batching.seed, 3)
    for _ in range(count):
        yield generator.choice(
            batching.n_rows, batching.batch_size, replace=batching.order == "replacement"
        )


def _generator(*place: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(place)))


def _root_mean_square(values: Array) -> Array:
    """Return the root mean square over axis 0, NaN where there is nothing."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    root: Array = np.sqrt((values**2).mean(axis=0))
    return root
