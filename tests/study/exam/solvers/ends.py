"""Where runs end, by making them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.study.exam.solvers.batches import only
from tests.study.exam.solvers.iteration import derivative, exact, function_of

NEAR = 1e-6


def where_it_ends(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    function, rate = function_of(facts["objective"]), exact(facts["learning_rate"])
    point = {n: exact(v) for n, v in zip(facts["parameters"], facts["start"], strict=True)}
    first = {n: point[n] - rate * derivative(function, n, point) for n in point}
    solved: dict[str, Any] = {f"new_{n}": float(first[n]) for n in point}
    options = next(one["options"] for one in question["fields"] if one["name"] == "end")
    solved["end"] = only(options, _end_of(function_of(facts["objective"]), point, float(rate)))
    return {name: solved[name] for name in question["answers"]}


def _end_of(function: Any, start: Mapping[str, Any], rate: float) -> str:
    point = {name: float(value) for name, value in start.items()}
    for _ in range(2000):
        h = 1e-6
        slopes = {
            name: (
                function({**point, name: point[name] + h})
                - function({**point, name: point[name] - h})
            )
            / (2 * h)
            for name in point
        }
        # What is exactly 0 stays so: a difference quotient has rounding errors only.
        point = {
            name: point[name] - rate * (float(slopes[name]) if point[name] else 0.0)
            for name in point
        }
        if all(abs(float(slope)) < NEAR for slope in slopes.values()):
            break
        if any(abs(value) > 1e3 for value in point.values()):
            return "nowhere"
    if len(point) == 2:
        return "saddle"
    return f"minimum at w = {round(point['w'])}".replace("-", "−")


def first_criterion(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    w, made = facts["start"][0], 0
    words = {"iterations": "number", "stop_gradient_norm": "size", "stop_loss": "the loss"}
    while True:
        reached = {"iterations": made >= facts["criteria"]["iterations"]}
        reached["stop_gradient_norm"] = abs(2 * w) <= facts["criteria"]["stop_gradient_norm"]
        reached["stop_loss"] = w * w <= facts["criteria"].get("stop_loss", -1)
        met = [name for name, is_met in reached.items() if is_met]
        if met:
            options = next(
                one["options"] for one in question["fields"] if one["name"] == "criterion"
            )
            return {"criterion": only(options, words[met[0]]), "updates": made}
        w -= facts["learning_rate"] * 2 * w
        made += 1
