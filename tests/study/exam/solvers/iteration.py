"""Questions on updates, in exact fractions with difference quotients."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

Point = dict[str, Fraction]
Function = Callable[[Point], Fraction]


def function_of(text: str) -> Function:
    """Return a polynomial as a function of exact fractions."""
    assert re.fullmatch(r"[a-z0-9+\-*/^(). ]+", text)
    code = compile(
        re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"F('\1')", text).replace("^F", "**int"),
        "f",
        "eval",
    )

    def value(point: Point) -> Fraction:
        return Fraction(eval(code, {"F": Fraction, "int": int}, dict(point)))  # noqa: S307

    return value


DEGREE = 8
"""Up to which polynomials are differentiated exactly."""


@cache
def _weights() -> tuple[tuple[int, Fraction], ...]:
    """Return places along an axis and their shares in the slope at 0 of a polynomial."""
    nodes = [k for k in range(-DEGREE // 2, DEGREE // 2 + 1)]
    weights = []
    for node in nodes:
        # Derivative at 0 of the Lagrange basis polynomial of this node.
        others = [other for other in nodes if other != node]
        below = prod(node - other for other in others)
        above = sum(prod(-other for other in others if other != left_out) for left_out in others)
        weights.append((node, Fraction(above, below)))
    return tuple(weights)


def derivative(function: Function, name: str, point: Point) -> Fraction:
    """Return a partial derivative of a polynomial: its Taylor coefficient, exactly."""
    return sum(
        (weight * function({**point, name: point[name] + h}) for h, weight in _weights() if weight),
        Fraction(0),
    )


def exact(value: float) -> Fraction:
    """Return the decimal number that a float stands for."""
    return Fraction(repr(float(value)))


def start_of(facts: Mapping[str, Any]) -> Point:
    pairs: Sequence[tuple[str, float]] = list(zip(facts["parameters"], facts["start"], strict=True))
    return {name: exact(value) for name, value in pairs}


def one_update(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    if "gradient" in facts:
        return {
            f"new_{name}": float(exact(x) - exact(facts["learning_rate"]) * exact(g))
            for name, x, g in zip(
                facts["parameters"], facts["start"], facts["gradient"], strict=True
            )
        }
    function, point = function_of(facts["objective"]), start_of(facts)
    rate = exact(facts["learning_rate"])
    gradient = {name: derivative(function, name, point) for name in point}
    new = {name: point[name] - rate * gradient[name] for name in point}
    loss, new_loss = function(point), function(new)
    solved = {"loss": loss, "new_loss": new_loss, "fall": 100 * (loss - new_loss) / loss}
    solved |= {f"gradient_{name}": gradient[name] for name in point}
    solved |= {f"new_{name}": new[name] for name in point}
    return {name: float(solved[name]) for name in question["answers"]}


def fill_the_table(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    function, point = function_of(facts["objective"]), start_of(facts)
    solved: dict[str, Fraction] = {}
    for t in range(facts["updates"]):
        solved[f"loss_{t}"] = function(point)
        gradient = {name: derivative(function, name, point) for name in point}
        point = {
            name: point[name] - exact(facts["learning_rate"]) * gradient[name] for name in point
        }
        solved |= {f"gradient_{name}_{t}": gradient[name] for name in point}
        solved |= {f"new_{name}_{t}": point[name] for name in point}
    return {name: float(solved[name]) for name in question["answers"]}
