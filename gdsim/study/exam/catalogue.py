"""Every kind of question: a file and a row each."""

from __future__ import annotations

from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches import batch_loss, batch_or_stochastic, updates_per_epoch
from gdsim.study.exam.kinds.iteration import (
    derivative,
    fill_the_table,
    find_the_rate,
    loss_change,
    one_update,
)
from gdsim.study.exam.kinds.rates import (
    condition_number,
    largest_rate,
    updates_to_tolerance,
    what_happens,
)

KINDS: dict[str, Kind] = {
    module.KIND.key: module.KIND
    for module in (
        derivative,
        one_update,
        loss_change,
        fill_the_table,
        find_the_rate,
        batch_loss,
        batch_or_stochastic,
        updates_per_epoch,
        largest_rate,
        condition_number,
        updates_to_tolerance,
        what_happens,
    )
}
"""All kinds by key, in the order in which they are learned."""
