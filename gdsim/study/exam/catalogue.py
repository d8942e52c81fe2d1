"""Every kind of question: a file and a row each."""

from __future__ import annotations

from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches import updates_per_epoch
from gdsim.study.exam.kinds.iteration import one_update

KINDS: dict[str, Kind] = {
    module.KIND.key: module.KIND
    for module in (
        one_update,
        updates_per_epoch,
    )
}
"""All kinds by key, in the order in which they are learned."""
