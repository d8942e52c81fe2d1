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
from gdsim.study.exam.kinds.judgement import symbols

KINDS: dict[str, Kind] = {
    module.KIND.key: module.KIND
    for module in (
        symbols,
        one_update,
        updates_per_epoch,
        method_table,
        choose_method,
        cost_order,
        noise,
        training_cost,
        stages,
    )
}
"""All kinds by key, in the order in which they are learned."""
