"""Every kind of question: a file and a row each."""

from __future__ import annotations

from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches import (
    choose_method,
    cost_order,
    method_table,
    noise,
    stages,
    training_cost,
    updates_per_epoch,
)
from gdsim.study.exam.kinds.iteration import one_update
from gdsim.study.exam.kinds.judgement import explain, select_all, symbols, true_or_false
from gdsim.study.exam.kinds.rules import rule_memory

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        symbols.KIND,
        one_update.KIND,
        updates_per_epoch.KIND,
        method_table.KIND,
        choose_method.KIND,
        cost_order.KIND,
        noise.KIND,
        training_cost.KIND,
        stages.KIND,
        rule_memory.KIND,
        *true_or_false.KINDS,
        select_all.KIND,
        explain.KIND,
    )
}
"""All kinds by key, in the order in which they are learned."""
