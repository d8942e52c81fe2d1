"""Questions on updates, in exact fractions with difference quotients."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

from tests.study.exam.solvers.formulas import slope_of

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
    nodes = list(range(-DEGREE // 2, DEGREE // 2 + 1))
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


def find_the_rate(question: Mapping[str, Any]) -> dict[str, Any]:
    """Solve for what is asked by bisection, or by the line through two values of a parabola."""
    facts = question["facts"]
    (name, *_), text = facts["parameters"], facts["objective"]
    if "start" in question["answers"]:
        return {"start": _start_from_end(facts)}
    start = dict(zip(facts["parameters"], facts["start"], strict=True))
    slopes = {one: slope_of(text, one, start) for one in start}
    end = facts["end"][0] if "end" in facts else _lowest(text, name)
    solved = {f"gradient_{one}": slope for one, slope in slopes.items()}
    solved |= {"minimiser": end, "rate": (start[name] - end) / slopes[name]}
    return {one: solved[one] for one in question["answers"]}


def _start_from_end(facts: Mapping[str, Any]) -> float:
    """The new value is linear in the old one: the line through those of 0 and 1."""
    function, name = function_of(facts["objective"]), facts["parameters"][0]

    def new(old: int) -> Fraction:
        point = {name: Fraction(old)}
        return old - exact(facts["learning_rate"]) * derivative(function, name, point)

    return float((exact(facts["end"]) - new(0)) / (new(1) - new(0)))


def _lowest(text: str, name: str) -> float:
    """Return where the slope changes its sign, by halving."""
    low, high = -20.0, 20.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        rises = slope_of(text, name, {name: middle}) > 0
        low, high = (low, middle) if rises else (middle, high)
    return (low + high) / 2


def formulas_of_slopes(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return each formula as a function of a point, from a step along the imaginary axis."""
    facts = question["facts"]
    text, names = facts["objective"], facts["parameters"]
    start = dict(zip(names, facts.get("start", ()), strict=False))

    def slope(name: str) -> Callable[[Mapping[str, float]], float]:
        return lambda point: slope_of(text, name, {one: point[one] for one in names} | start)

    def new(name: str) -> Callable[[Mapping[str, float]], float]:
        old = start.get(name)
        return lambda point: (
            (point[name] if old is None else old) - point["eta"] * slope(name)(point)
        )

    solved: dict[str, Any] = {f"new_{name}": new(name) for name in names}
    for name in names:
        solved[f"gradient_{name}"] = slope(name)(start) if start else slope(name)
    return {name: solved[name] for name in question["answers"]}


def loss_change(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    if "objective" in facts:
        function, point = function_of(facts["objective"]), start_of(facts)
        end = {name: exact(x) for name, x in zip(point, facts["end"], strict=True)}
        loss, new_loss = function(point), function(end)
    elif "updates" in facts:
        loss = new_loss = exact(facts["loss"])
        for _ in range(facts["updates"]):
            new_loss -= new_loss * exact(facts["share_per_update"]) / 100
    else:
        loss, new_loss = exact(facts["loss"]), exact(facts["new_loss"])
    solved = {"loss": loss, "new_loss": new_loss, "fall": 100 - 100 * new_loss / loss}
    return {name: float(solved[name]) for name in question["answers"]}
