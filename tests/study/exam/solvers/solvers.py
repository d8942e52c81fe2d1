"""The second way of every kind, by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.study.exam.solvers.batches import updates_per_epoch
from tests.study.exam.solvers.iteration import one_update

Solver = Callable[[Mapping[str, Any]], dict[str, Any]]

SOLVERS: dict[str, Solver] = {
    "one-update": one_update,
    "updates-per-epoch": updates_per_epoch,
}
