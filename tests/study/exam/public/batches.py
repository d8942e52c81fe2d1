"""Public questions on batches."""

from __future__ import annotations

from gdsim.study.exam.kinds.batches import batch_loss, batch_or_stochastic
from gdsim.study.exam.kinds.batches.one_epoch import Epoch
from tests.study.exam.public.cases import Case

CASES: dict[str, tuple[Case, ...]] = {
    "Q58": (
        Case(
            "batch-loss",
            lambda: batch_loss.draft_of("half-squares", ((1, 2), (2, 4)), (0,), 0.1, 2),
            {"loss": 5, "gradient_w": -5, "new_w": 0.5},
        ),
        Case(
            "batch-loss",
            lambda: batch_loss.draft_of("half-squares", ((1, 2), (2, 4)), (0.5,), 0.1, 2),
            {"loss": 2.8125, "gradient_w": -3.75, "new_w": 0.875},
        ),
    ),
    "Q60": (
        Case(
            "batch-loss",
            lambda: batch_loss.draft_of(
                "cross-entropy", ((50, 0), (60, 0), (70, 1), (80, 1)), (0, 0), 0.3, 3
            ),
            {"gradient_w": -5, "gradient_b": 0, "new_w": 1.5, "new_b": 0},
        ),
    ),
    "Q62": (
        Case(
            "batch-or-stochastic",
            lambda: batch_or_stochastic.draft_of(
                Epoch("weighted-half-square", [(1,), (2,), (3,)], 1, 0.1, is_sum=True)
            ),
            {"batch_1": 0.4, "stochastic_1": 0.9, "stochastic_2": 0.72, "stochastic_3": 0.504},
        ),
    ),
}

OUTSIDE: dict[str, str] = {
    "Q47": "its prediction of 0.7 contradicts its own numbers, which give 1.9, and whether there is"
    " a ½ is not said"
}
