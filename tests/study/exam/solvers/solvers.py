"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers import batches, iteration, judgement

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": iteration.one_update,
    "symbols-and-blanks": judgement.symbols_and_blanks,
    "updates-per-epoch": batches.updates_per_epoch,
    "method-table": batches.method_table,
    "choose-a-method": batches.choose_a_method,
    "cost-order": batches.cost_order,
    "noise-of-a-batch": batches.noise_of_a_batch,
    "cost-of-training": batches.cost_of_training,
    "order-the-stages": batches.order_the_stages,
}
