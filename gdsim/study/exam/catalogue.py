"""Every kind of question: a file and a row each."""

from __future__ import annotations

from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches import (
    batch_loss,
    batch_or_stochastic,
    choose_method,
    cost_order,
    method_table,
    noise,
    stages,
    training_cost,
    updates_per_epoch,
)
from gdsim.study.exam.kinds.ends import first_criterion, where_it_ends
from gdsim.study.exam.kinds.errors import wrong_cell, wrong_line
from gdsim.study.exam.kinds.iteration import (
    derivative,
    fill_the_table,
    find_the_rate,
    loss_change,
    one_update,
)
from gdsim.study.exam.kinds.judgement import explain, select_all, symbols, true_or_false
from gdsim.study.exam.kinds.rates import (
    condition_number,
    largest_rate,
    updates_to_tolerance,
    what_happens,
)
from gdsim.study.exam.kinds.rules import (
    adaptive_rate,
    moments,
    momentum,
    nesterov,
    remedy,
    rule_memory,
)

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        symbols.KIND,
        derivative.KIND,
        one_update.KIND,
        loss_change.KIND,
        fill_the_table.KIND,
        find_the_rate.KIND,
        batch_loss.KIND,
        batch_or_stochastic.KIND,
        updates_per_epoch.KIND,
        method_table.KIND,
        choose_method.KIND,
        cost_order.KIND,
        noise.KIND,
        training_cost.KIND,
        stages.KIND,
        first_criterion.KIND,
        where_it_ends.KIND,
        largest_rate.KIND,
        condition_number.KIND,
        updates_to_tolerance.KIND,
        what_happens.KIND,
        wrong_line.KIND,
        wrong_cell.KIND,
        momentum.KIND,
        nesterov.KIND,
        adaptive_rate.ADAGRAD,
        adaptive_rate.RMSPROP,
        moments.KIND,
        rule_memory.KIND,
        remedy.KIND,
        *true_or_false.KINDS,
        select_all.KIND,
        explain.KIND,
    )
}
"""All kinds by key, in the order in which they are learned."""
