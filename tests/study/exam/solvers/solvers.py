"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers import batches, ends, errors, iteration, judgement, rates, rules

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": iteration.one_update,
    "derivative": iteration.formulas_of_slopes,
    "loss-change": iteration.loss_change,
    "find-the-rate": iteration.find_the_rate,
    "fill-the-table": iteration.fill_the_table,
    "batch-loss": batches.batch_loss,
    "batch-or-stochastic": batches.batch_or_stochastic,
    "largest-rate": rates.largest_rate,
    "condition-number": rates.condition_number,
    "updates-to-tolerance": rates.updates_to_tolerance,
    "what-happens": rates.what_happens,
    "wrong-line": errors.wrong_line,
    "wrong-cell": errors.wrong_cell,
    "symbols-and-blanks": judgement.symbols_and_blanks,
    "select-all": judgement.select_all,
    "explain": judgement.explain,
    "where-it-ends": ends.where_it_ends,
    "first-criterion": ends.first_criterion,
    "what-helps": rules.what_helps,
    "momentum": rules.momentum,
    "nesterov": rules.nesterov,
    "adam-moments": rules.adam_moments,
    "adagrad-rate": rules.squares,
    "rmsprop-rate": rules.squares,
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
