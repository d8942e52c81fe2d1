"""Questions on momentum and adaptive rules, from the papers' equations."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from tests.study.exam.solvers.batches import field_of, only

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


def momentum(question: Mapping[str, Any]) -> dict[str, Any]:
    """Unroll the velocity as a weighted sum instead of updating it."""
    facts = question["facts"]
    beta, rate = Fraction(str(facts["beta"])), Fraction(str(facts["learning_rate"]))
    weights = {
        "accumulate": Fraction(1),
        "average": 1 - beta,
        "rate-inside": rate,
        "downhill": -rate,
    }
    weight = weights[facts["convention"]]
    gradients = [Fraction(str(g)) for g in facts["gradients"]]
    moved = {"rate-inside": Fraction(1), "downhill": Fraction(-1)}.get(facts["convention"], rate)
    place = Fraction(str(facts["start"]))
    solved = {}
    for t in range(1, len(gradients) + 1):
        velocity = beta**t * Fraction(str(facts["velocity"]))
        velocity += sum(weight * beta ** (t - 1 - k) * gradients[k] for k in range(t))
        place -= moved * velocity
        solved |= {f"v{t}": float(velocity), f"w{t}": float(place)}
    return solved


def squares(question: Mapping[str, Any]) -> dict[str, Any]:
    """AdaGrad's and RMSProp's s, with NumPy."""
    facts = question["facts"]
    gradients = np.array(facts["gradients"])
    if facts["rule"] == "adagrad":
        s = float(np.dot(gradients, gradients))
    else:
        s = float(
            np.average(
                [facts["average_before"], gradients[0] ** 2],
                weights=[facts["beta"], 1 - facts["beta"]],
            )
        )
    effective = facts["learning_rate"] * s**-0.5
    solved = {"s": s, "effective_rate": effective}
    if "before_last_update" in facts:
        solved["w_new"] = facts["before_last_update"] - effective * gradients[-1]
    return solved


def nesterov(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    w, v, beta, rate = (
        Fraction(str(facts[name])) for name in ("start", "velocity", "beta", "learning_rate")
    )
    if facts["convention"] == "lookahead":
        a = Fraction(str(facts["curvature_factor"]))
        ahead = w - beta * v
        # The slope of a parabola between two points is that in their middle.
        gradient = (a * (ahead + 1) ** 2 - a * (ahead - 1) ** 2) / 2
        new = beta * v + rate * gradient
        found = {"ahead": ahead, "gradient": gradient, "v1": new, "w1": w - new}
        return {name: float(value) for name, value in found.items()}
    solved = {}
    for t, text in enumerate(map(str, facts["gradients"]), start=1):
        g = Fraction(text)
        v = beta * v + g
        # The step is beta^2 of the old velocity and (1 + beta) of the gradient.
        w -= rate * (g * (1 + beta) + beta * (v - g))
        solved |= {f"v{t}": float(v), f"w{t}": float(w)}
    return solved


def adam_moments(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    if "values" in facts:
        beta, values = facts["beta"], facts["values"]
        solved = {}
        for t in range(1, len(values) + 1):
            weights = [(1 - beta) * beta ** (t - 1 - k) for k in range(t)]
            solved[f"m{t}"] = float(np.dot(weights, values[:t]))
        weights = [beta ** (len(values) - 1 - k) for k in range(len(values))]
        return {**solved, "corrected": float(np.average(values, weights=weights))}
    m = v = 0.0
    w = facts["start"]
    for t, g in enumerate(facts["gradients"], start=1):
        m = facts["beta1"] * m + (1 - facts["beta1"]) * g
        v = facts["beta2"] * v + (1 - facts["beta2"]) * g * g
        corrected = m / (1 - facts["beta1"] ** t), v / (1 - facts["beta2"] ** t)
        w -= facts["learning_rate"] * corrected[0] / corrected[1] ** 0.5
    return {"m_corrected": corrected[0], "v_corrected": corrected[1], "w_new": w}


HELPS = {
    "tilted": "Momentum",
    "long-plain": "Momentum",
    "sparse": "AdaGrad",
    "words": "AdaGrad",
    "stalled": "RMSProp",
    "shifting": "RMSProp",
    "cold-start": "correction",
    "jitter": "falls",
}

BECAUSE = {
    "Momentum": "velocity",
    "AdaGrad": "few or small",
    "RMSProp": "forgotten",
    "correction": "begin at zero",
    "falls": "shorter",
}


def what_helps(question: Mapping[str, Any]) -> dict[str, Any]:
    helps = HELPS[question["facts"]["trouble"]]
    solved = {"remedy": only(field_of(question, "remedy")["options"], helps)}
    if "reason" in question["answers"]:
        solved["reason"] = only(field_of(question, "reason")["options"], BECAUSE[helps])
    return solved
