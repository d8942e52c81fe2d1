"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers import batches, iteration, judgement, rules

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": iteration.one_update,
    "symbols-and-blanks": judgement.symbols_and_blanks,
    "select-all": judgement.select_all,
    "explain": judgement.explain,
    "memory-of-rules": rules.memory_of_rules,
    "updates-per-epoch": batches.updates_per_epoch,
    "method-table": batches.method_table,
    "choose-a-method": batches.choose_a_method,
    "cost-order": batches.cost_order,
    "noise-of-a-batch": batches.noise_of_a_batch,
    "cost-of-training": batches.cost_of_training,
    "order-the-stages": batches.order_the_stages,
} | dict.fromkeys(
    (
        "true-or-false-idea",
        "true-or-false-variants",
        "true-or-false-epochs",
        "true-or-false-algorithm",
        "true-or-false-batch-loss",
        "true-or-false-bowl",
        "true-or-false-rates",
        "true-or-false-rules",
    ),
    judgement.true_or_false,
)
