"""How many runs are stepped together, and by how many updates at a time."""

from __future__ import annotations

from gdsim.engine.descent.line_search import AT_ONCE
from gdsim.engine.many.shared_setup import SharedSetup

UPDATES_OF_A_BLOCK = 16
"""They are worked out between two looks at the losses."""

MOST_PARAMETERS_AT_ONCE = 16_384
"""Of all runs stepped together: their arrays stay in the processor's cache."""

MOST_ROW_LOSSES_AT_ONCE = 262_144
"""Losses of single rows worked out in one go: some milliseconds."""


def portion(setup: SharedSetup) -> tuple[int, int]:
    """Return how many runs are best stepped together, and by how many updates at a time.

    As many as stay in the processor's cache, and no more than `MOST_ROW_LOSSES_AT_ONCE` allow: what
    is done between two looks at the clock is short with any number of rows.
    """
    d, n_rows = len(setup.objective.parameters), setup.objective.n_rows
    batch = min(setup.batching.batch_size, n_rows) * (1 if setup.search is None else AT_ONCE)
    runs = max(
        1,
        min(
            max(64, MOST_PARAMETERS_AT_ONCE // d),
            MOST_ROW_LOSSES_AT_ONCE // max(UPDATES_OF_A_BLOCK * batch, n_rows),
        ),
    )
    return runs, max(1, min(UPDATES_OF_A_BLOCK, MOST_ROW_LOSSES_AT_ONCE // (runs * batch)))
