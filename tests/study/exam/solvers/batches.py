"""Questions on batches, by counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np


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


TABLE = {
    ("uses", "batch"): "all examples",
    ("uses", "stochastic"): "one example",
    ("uses", "mini-batch"): "a small batch of examples",
    ("updates", "batch"): "1",
    ("updates", "stochastic"): "N",
    ("updates", "mini-batch"): "N/B, rounded up",
    ("memory", "batch"): "high",
    ("memory", "stochastic"): "low",
    ("memory", "mini-batch"): "medium",
    ("convergence", "batch"): "smooth but slow",
    ("convergence", "stochastic"): "noisy but fast",
    ("convergence", "mini-batch"): "balanced",
}
"""As the lecture has it."""


def method_table(question: Mapping[str, Any]) -> dict[str, Any]:
    solved: dict[str, Any] = {}
    for name, (method, column) in question["facts"]["blanks"].items():
        options = field_of(question, name)["options"]
        solved[name] = next(k for k, text in options.items() if text == TABLE[column, method])
    if "rows" in question["facts"]:
        counted = updates_per_epoch(
            {"facts": question["facts"], "answers": ["batch", "stochastic", "updates_per_epoch"]}
        )
        solved["updates_batch"] = counted["batch"]
        solved["updates_stochastic"] = counted["stochastic"]
        solved["updates_mini_batch"] = counted["updates_per_epoch"]
    return solved


def field_of(question: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(one for one in question["fields"] if one["name"] == name)
    return found


def deviation_of_mean(sigma: float, size: int) -> float:
    """Return the standard deviation of a mean by adding up variances."""
    return float(np.sqrt(sum([sigma**2] * size)) / size)


def noise_of_a_batch(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    sigma = facts["example_noise"]
    if "most_noise" in facts:
        size = next(
            b for b in range(1, 20_000) if sigma**2 <= facts["most_noise"] ** 2 * b * (1 + 1e-12)
        )
        return {"batch_size": size, "examples": size * facts["updates"]}
    noise = deviation_of_mean(sigma, facts["batch_size"])
    solved = {"noise": noise}
    if "times_smaller" in facts:
        wanted = noise / facts["times_smaller"] * (1 + 1e-12)
        solved["larger_batch"] = next(b for b in range(1, 20_000) if sigma**2 <= wanted**2 * b)
    return solved
