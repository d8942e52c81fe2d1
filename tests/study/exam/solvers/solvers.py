"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers.batches import batch_loss, batch_or_stochastic, updates_per_epoch
from tests.study.exam.solvers.iteration import (
    fill_the_table,
    find_the_rate,
    formulas_of_slopes,
    loss_change,
    one_update,
)
from tests.study.exam.solvers.rates import (
    condition_number,
    largest_rate,
    updates_to_tolerance,
    what_happens,
)

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": one_update,
    "derivative": formulas_of_slopes,
    "loss-change": loss_change,
    "find-the-rate": find_the_rate,
    "fill-the-table": fill_the_table,
    "batch-or-stochastic": batch_or_stochastic,
    "condition-number": condition_number,
    "largest-rate": largest_rate,
    "updates-to-tolerance": updates_to_tolerance,
    "what-happens": what_happens,
    "batch-loss": batch_loss,
    "updates-per-epoch": updates_per_epoch,
}
