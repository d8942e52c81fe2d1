"""Questions that judge, by what a textbook says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.study.exam.solvers.batches import field_of

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
    "at": "θ_t",
    "rate": "η",
    "mean": "1/B",
    "in-batch": "the mini-batch",
    "each": "∇L_i(θ)",
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
