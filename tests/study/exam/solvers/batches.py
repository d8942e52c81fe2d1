"""Questions on batches, by counting."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.study.exam.solvers.formulas import slope_of, value_of

ROW_LOSSES = {
    "squares": "(p - y)^2",
    "half-squares": "(p - y)^2/2",
    "logistic": "log(1 + exp(-y*p))",
    "cross-entropy": "-y*log(sigmoid(p)) - (1 - y)*log(1 - sigmoid(p))",
}


def loss_of_row(name: str, p: float, y: float) -> str:
    """Return the loss of a row as a formula in p, of the branch in which the row is."""
    r = p - y
    match name:
        case "absolute":
            return "p - y" if r > 0 else "y - p"
        case "huber":
            far = "(p - y) - 1/2" if r > 0 else "(y - p) - 1/2"
            return "(p - y)^2/2" if abs(r) <= 1 else far
        case "hinge":
            return "1 - y*p" if 1 - y * p > 0 else "0*p"
    return ROW_LOSSES[name]


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


def batch_loss(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    theta = dict(zip(facts["parameters"], facts["start"], strict=True))
    solved: dict[str, float] = {"loss": 0.0, "gradient_w": 0.0, "gradient_b": 0.0}
    for x, y in facts["rows"]:
        p = theta["w"] * x + theta.get("b", 0)
        at, formula = {"p": p, "y": y}, loss_of_row(facts["row_loss"], p, y)
        share = 1 / len(facts["rows"])
        solved["loss"] += share * value_of(formula, at)
        slope = share * slope_of(formula, "p", at)
        solved["gradient_w"] += slope * x
        solved["gradient_b"] += slope
    for name, value in theta.items():
        solved[f"new_{name}"] = value - facts.get("learning_rate", 0) * solved[f"gradient_{name}"]
    return {name: solved[name] for name in question["answers"]}


def batch_or_stochastic(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    rows = [[Fraction(str(x)) for x in row] for row in facts["rows"]]
    factor = {"squares": 2, "half-squares": 1, "weighted-half-square": 1}[facts["row_loss"]]
    solved: dict[str, Any] = {}
    sizes = {"batch": len(rows), "stochastic": 1, "mini_batch": facts.get("batch_size", 1)}
    for name, size in sizes.items():
        w, left, k = Fraction(str(facts["start"])), list(rows), 0
        while left:
            batch, left, k = left[:size], left[size:], k + 1
            slopes = [
                factor * (w * row[0] - row[1]) * row[0] if len(row) > 1 else w * row[0]
                for row in batch
            ]
            slope = sum(slopes) / (len(batch) if facts["batch_loss"] == "mean" else 1)
            w -= Fraction(str(facts["learning_rate"])) * slope
            solved[f"{name}_{k}"] = float(w)
    return {name: solved[name] for name in question["answers"]}
