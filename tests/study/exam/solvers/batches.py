"""Questions on batches, by counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def updates_per_epoch(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    rows = list(range(facts["rows"]))
    batches = [rows[k : k + facts["batch_size"]] for k in range(0, len(rows), facts["batch_size"])]
    solved = {
        "batch": 1,
        "stochastic": len(rows),
        "updates_per_epoch": len(batches),
        "last_batch": len(batches[-1]),
        "updates": sum(len(batches) for _ in range(facts.get("epochs", 0))),
    }
    return {name: solved[name] for name in question["answers"]}
