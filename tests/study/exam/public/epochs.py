"""Public questions on updates, epochs and what they cost."""

from __future__ import annotations

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.kinds.batches import (
    cost_order,
    training_cost,
    updates_per_epoch,
)
from tests.study.exam.public.cases import Case


def epochs(n: int, b: int, level: int, count: int = 1, **answers: float) -> Case:
    return Case(
        "updates-per-epoch", lambda: updates_per_epoch.draft_of(n, b, count, level), answers
    )


CASES: dict[str, tuple[Case, ...]] = {
    "Q03": (
        epochs(10_000, 32, 1, batch=1, stochastic=10_000, updates_per_epoch=313),
        epochs(10_000, 32, 2, updates_per_epoch=313, last_batch=16),
    ),
    "Q23": (
        Case(
            "cost-order",
            lambda: cost_order.draft_of(Draw("Q23"), "stochastic", 1),
            {"update": "O(d)"},
        ),
    ),
    "Q40": (epochs(50_000, 100, 3, 10, updates_per_epoch=500, updates=5000),),
    "Q41": (
        Case(
            "cost-of-training",
            lambda: training_cost.draft_of(5_000_000, 500, 5, 0.1),
            {"updates_per_epoch": 10_000, "updates": 50_000, "time": 5000},
        ),
    ),
    # B goes from 4,000 to 1,000, and the updates in an epoch to four times as many.
    "Q42": (
        epochs(24_000, 4000, 1, updates_per_epoch=6),
        epochs(24_000, 1000, 1, updates_per_epoch=24),
    ),
    "Q49": (epochs(10_000, 32, 1, stochastic=10_000),),
    "Q50": (epochs(60_000, 32, 3, 10, updates_per_epoch=1875, updates=18_750),),
}

OUTSIDE: dict[str, str] = {}
