"""Questions on updates, in exact fractions with difference quotients."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

Point = dict[str, Fraction]
Function = Callable[[Point], Fraction]


def function_of(text: str) -> Function:
    """Return a polynomial as a function of exact fractions."""
    assert re.fullmatch(r"[a-z0-9+\-*/^(). ]+", text)
    code = compile(
        re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"F(\1)", text)
        .replace("^F", "**int")
        .replace("^", "**"),
        "f",
        "eval",
    )

    def value(point: Point) -> Fraction:
        return Fraction(eval(code, {"F": Fraction, "int": int}, dict(point)))  # noqa: S307

    return value


def derivative(function: Function, name: str, point: Point, degree: int = 8) -> Fraction:
    """Return a partial derivative of a polynomial: its Taylor coefficient, exactly.

    It is the slope at 0 of the polynomial through degree + 1 points along the axis.
    """
    nodes = [Fraction(k) for k in range(-degree // 2, degree // 2 + 1)]
    values = [function({**point, name: point[name] + h}) for h in nodes]
    slope = Fraction(0)
    for j, node in enumerate(nodes):
        # Derivative at 0 of the Lagrange basis polynomial of this node.
        others = [other for k, other in enumerate(nodes) if k != j]
        below = Fraction(1)
        for other in others:
            below *= node - other
        above = Fraction(0)
        for left_out in range(len(others)):
            product = Fraction(1)
            for k, other in enumerate(others):
                if k != left_out:
                    product *= -other
            above += product
        slope += values[j] * above / below
    return slope


def exact(value: float) -> Fraction:
    """Return the decimal number that a float stands for."""
    return Fraction(repr(value))


def start_of(facts: Mapping[str, Any]) -> Point:
    pairs: Sequence[tuple[str, float]] = list(zip(facts["parameters"], facts["start"], strict=True))
    return {name: exact(value) for name, value in pairs}


def one_update(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    function, point = function_of(facts["objective"]), start_of(facts)
    rate = exact(facts["learning_rate"])
    gradient = {name: derivative(function, name, point) for name in point}
    new = {name: point[name] - rate * gradient[name] for name in point}
    loss, new_loss = function(point), function(new)
    solved = {"loss": loss, "new_loss": new_loss, "fall": 100 * (loss - new_loss) / loss}
    solved |= {f"gradient_{name}": gradient[name] for name in point}
    solved |= {f"new_{name}": new[name] for name in point}
    return {name: float(solved[name]) for name in question["answers"]}
