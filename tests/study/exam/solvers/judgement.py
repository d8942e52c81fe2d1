"""Questions that judge, by what a textbook says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.study.exam.solvers.batches import field_of
from tests.study.exam.solvers.reasons import REASONS

MEANINGS = {
    "theta": "the parameters at iteration t",
    "eta": "the learning rate",
    "gradient": "the gradient of the loss",
    "updated": "the updated parameters",
    "size": "the number of examples in a mini-batch",
    "loss": "the loss of example i",
}

BOXES = {
    "sign": "−",
    "at": "θₜ",
    "rate": "η",
    "mean": "1/B",
    "in-batch": "the mini-batch",
    "each": "∇Lᵢ(θ)",
}


def letter_of(question: Mapping[str, Any], name: str, text: str) -> str:
    options: Mapping[str, str] = field_of(question, name)["options"]
    return next(letter for letter, shown in options.items() if shown == text)


def symbols_and_blanks(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    solved = {
        f"symbol_{key}": letter_of(question, f"symbol_{key}", MEANINGS[key])
        for key in facts["symbols"]
    }
    for key in facts["blanks"]:
        name = f"blank_{key.replace('-', '_')}"
        solved[name] = letter_of(question, name, BOXES[key])
    return solved


def true_or_false(question: Mapping[str, Any]) -> dict[str, Any]:
    told = REASONS[question["facts"]["statement"]]
    return {
        "verdict": "a" if question["facts"]["variant"] == "holds" else "b",
        "reason": letter_of(question, "reason", told),
    }


def select_all(question: Mapping[str, Any]) -> dict[str, Any]:
    variants = [variant for _, variant in question["facts"]["statements"]]
    letters = "abcdefgh"[: len(variants)]
    return {
        "holding": [
            letter for letter, variant in zip(letters, variants, strict=True) if variant == "holds"
        ]
    }


def explain(question: Mapping[str, Any]) -> dict[str, Any]:
    return {"points": list(field_of(question, "points")["options"])}
