"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers.batches import method_table, noise_of_a_batch, updates_per_epoch
from tests.study.exam.solvers.iteration import one_update

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": one_update,
    "updates-per-epoch": updates_per_epoch,
    "method-table": method_table,
    "noise-of-a-batch": noise_of_a_batch,
}
