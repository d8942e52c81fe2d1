"""The variants of gradient descent side by side: what one gradient costs, and how many there are.

For N rows and batches of B, an epoch of stochastic descent has N updates and one of mini-batch
descent N/B, rounded up where the last, smaller batch is kept and down where it is dropped.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import METHODS, LastBatch, Method, Order
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective

BYTES_PER_NUMBER = 8


class Variant(Struct, frozen=True):
    """One method, in numbers.

    Attributes
    ----------
    method
        ``batch``, ``stochastic`` or ``mini-batch``.
    n_rows, rows_per_gradient
        Rows of the data, and of a full batch.
    updates_per_epoch
        Batches of an epoch, the partial one among them where it is kept.
    full_batches, remainder
        Batches of `rows_per_gradient` rows, and the rows left over after them, which are the last
        batch or are dropped; 0 where nothing is left over or the last batch is filled.
    rows_per_epoch
        Rows seen in an epoch: N, fewer where some are dropped, more where the last batch is filled.
    bytes_per_gradient
        Bytes of the float64 data that one gradient reads: rows x columns x 8.
    measured_bytes
        Bytes of such a batch as gathered by NumPy from the data given, None without data.
    """

    method: Method
    n_rows: int
    rows_per_gradient: int
    updates_per_epoch: int
    full_batches: int
    remainder: int
    rows_per_epoch: int
    bytes_per_gradient: int
    measured_bytes: int | None = None


def variants(
    rows: int,
    batch_size: int,
    last_batch: LastBatch = "keep",
    *,
    order: Order = "shuffle",
    columns: int = 1,
    objective: Objective | None = None,
) -> tuple[Variant, ...]:
    """Return batch, stochastic and mini-batch descent on `rows` rows, in this order.

    Parameters
    ----------
    order
        Of the rows: drawn with replacement or reshuffled for each update, every batch is full.
    columns
        Columns that a row's loss reads.
    objective
        Where given, N and the columns are its own and the bytes of a batch are measured too.

    Raises
    ------
    InputError
        If a number is out of range or `last_batch` is neither ``keep`` nor ``drop``.
    """
    if objective is not None:
        rows, columns = objective.n_rows, len(objective.columns)
    _check(rows, columns, batch_size)
    return tuple(
        _variant(method, rows, batch_size, last_batch, order, columns, objective)
        for method in METHODS
    )


def _check(rows: int, columns: int, batch_size: int) -> None:
    if rows < 1:
        raise InputError("there are {rows} rows; give a whole number of at least 1", rows=rows)
    if columns < 0:
        raise InputError("there are {given} columns; give at least 0", given=columns)
    if not 1 <= batch_size <= rows:
        raise InputError(
            "the batch size is {batch_size}; give a whole number from 1 to {n_rows}, the rows of"
            " the data",
            batch_size=batch_size,
            n_rows=rows,
        )


def _variant(
    method: Method,
    rows: int,
    batch_size: int,
    last_batch: LastBatch,
    order: Order,
    columns: int,
    objective: Objective | None,
) -> Variant:
    experiment = Experiment(
        objective="", method=method, batch_size=batch_size, last_batch=last_batch, order=order
    )
    batching = Batching.of(experiment, rows)
    size, updates = batching.batch_size, batching.updates_per_epoch
    last = int(batching.size(updates - 1))
    full = updates - (last < size)
    # What is left over of an epoch: a last, smaller batch, or rows that none takes.
    remainder = last if last < size else max(rows - updates * size, 0)
    measured = None
    if objective is not None:
        measured = int(objective.data.take(np.arange(size), axis=0).nbytes)
    return Variant(
        method=method,
        n_rows=rows,
        rows_per_gradient=size,
        updates_per_epoch=updates,
        full_batches=full,
        remainder=remainder,
        rows_per_epoch=full * size + (last if last < size else 0),
        bytes_per_gradient=size * columns * BYTES_PER_NUMBER,
        measured_bytes=measured,
    )
