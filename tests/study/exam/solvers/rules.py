"""Questions on momentum and adaptive rules, from the papers' equations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.study.exam.solvers.batches import field_of

REMEMBERED = {
    "gd": [],
    "momentum": ["velocity"],
    "adagrad": ["sum of squares"],
    "rmsprop": ["average of squares"],
    "adadelta": ["average of squared gradients", "average of squared steps"],
    "adam": ["average of gradients", "average of squares"],
    "amsgrad": ["average of gradients", "average of squares", "largest average of squares"],
}

TITLES = {"gd": "Gradient descent", "momentum": "Momentum", "adam": "Adam", "amsgrad": "AMSGrad"}


def memory_of_rules(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    if "parameters" in facts:
        numbers = sum(facts["parameters"] for _ in REMEMBERED[facts["rule"]])
        return {"numbers": numbers, "bytes": 8 * numbers}
    if "counts" in facts:
        return {f"of_{rule}": len(REMEMBERED[rule]) for rule in facts["rules"]}
    options = field_of(question, "order")["options"]
    titles = {title: len(REMEMBERED[rule]) for rule, title in TITLES.items()}
    return {"order": sorted(options, key=lambda letter: titles[options[letter]])}
