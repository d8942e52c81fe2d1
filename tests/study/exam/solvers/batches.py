"""Questions on batches, by counting."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

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


FLOWCHART = [
    "Initialise the parameters",
    "Shuffle the training data",
    "Choose a mini-batch",
    "Work out the loss of the mini-batch",
    "Work out the gradient of the mini-batch",
    "Update the parameters",
    "Ask whether the stopping criterion is met",
    "Return the trained parameters",
]
"""As the lecture's flowchart has it."""


def order_the_stages(question: Mapping[str, Any]) -> dict[str, Any]:
    options = field_of(question, "order")["options"]
    solved: dict[str, Any] = {
        "order": sorted(options, key=lambda letter: FLOWCHART.index(options[letter]))
    }
    for name, goal in (
        ("not_met", "Shuffle the training data"),
        ("met", "Return the trained parameters"),
    ):
        if name in question["answers"]:
            leads = field_of(question, name)["options"]
            solved[name] = next(letter for letter, text in leads.items() if text == goal)
    return solved


def cost_of_training(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    n = facts["rows"]
    if "batch_sizes" in facts:
        clocks = []
        for b in facts["batch_sizes"]:
            sizes = [min(b, n - first) for first in range(0, n, b)]
            clock = len(sizes) * Fraction(facts["milliseconds_per_update"])
            clock += sum(sizes) * Fraction(str(facts["milliseconds_per_row"]))
            clocks.append(float(clock / 1000))
        assert clocks[1] < clocks[0]
        single = [
            facts["milliseconds_per_update"] + facts["milliseconds_per_row"] * b
            for b in facts["batch_sizes"]
        ]
        assert single[0] < single[1]
        where = {"faster": "in an epoch", "slower": "in an update"}[facts["asked"]]
        return {
            "time_small": clocks[0],
            "time_large": clocks[1],
            "larger_batch": only(field_of(question, "larger_batch")["options"], where),
        }
    updates = [
        range(first, min(first + facts["batch_size"], n))
        for first in range(0, n, facts["batch_size"])
    ]
    made = len(updates) * facts["epochs"]
    solved = {
        "rows_of_update": len(updates[0]),
        "rows_of_epoch": sum(map(len, updates)),
        "updates_per_epoch": len(updates),
        "updates": made,
        "time": float(made * Fraction(str(facts.get("seconds_per_update", 0)))),
    }
    return {name: solved[name] for name in question["answers"]}


FITS = {
    "smooth": ("Batch", "whatever their order"),
    "deterministic": ("Batch", "whatever their order"),
    "line-search": ("Batch", "whatever their order"),
    "stream": ("Stochastic", "every single example"),
    "minute": ("Stochastic", "every single example"),
    "drifting": ("Stochastic", "every single example"),
    "deep": ("Mini-batch", "at once"),
    "vectorised": ("Mini-batch", "at once"),
    "too-noisy": ("Mini-batch", "less noisy"),
}
"""The method that fits a situation, and a word of the reason."""


def choose_a_method(question: Mapping[str, Any]) -> dict[str, Any]:
    method, reason = FITS[question["facts"]["situation"]]
    solved = {"method": only(field_of(question, "method")["options"], method)}
    if "reason" in question["answers"]:
        solved["reason"] = only(field_of(question, "reason")["options"], reason)
    return solved


def only(options: Mapping[str, str], word: str) -> str:
    """Return the letter of the one option that holds a word."""
    found = [letter for letter, text in options.items() if word in text]
    assert len(found) == 1, (word, options)
    return found[0]


def cost_order(question: Mapping[str, Any]) -> dict[str, Any]:
    facts, solved = question["facts"], {}
    examples = {"batch": "N", "stochastic": "1", "mini-batch": "B"}
    sides = {"update": facts["method"], "other_update": facts.get("other_method")}
    for name in question["answers"]:
        count = "N" if name == "epoch" else examples[str(sides[name])]
        order = f"O({count}·d)".replace("1·", "")
        options = field_of(question, name)["options"]
        solved[name] = next(letter for letter, text in options.items() if text == order)
    return solved


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
