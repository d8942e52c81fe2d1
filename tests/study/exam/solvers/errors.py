"""Questions in which a mistake is to be found: everything worked out again, and compared."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.study.exam.solvers.iteration import (
    Function,
    Point,
    derivative,
    exact,
    function_of,
    start_of,
)


def wrong_line(question: Mapping[str, Any]) -> dict[str, Any]:
    """Work out each line from those printed before it; the first that differs is wrong."""
    facts = question["facts"]
    function, rate = function_of(facts["objective"]), exact(facts["learning_rate"])
    old = start_of(facts)
    new, gradient = dict(old), dict[str, Fraction]()
    before, start = dict[str, Fraction](), dict(old)
    for k, (name, printed) in enumerate(facts["lines"]):
        quantity, *rest, t = name.split("_")
        if quantity == "gradient":
            if rest[0] in gradient and int(t):
                before, old = dict(gradient), dict(new)
            right = derivative(function, rest[0], old)
        elif quantity == "new":
            right = old[rest[0]] - rate * gradient[rest[0]]
        else:
            right = function(new)
        value = exact(round(printed, 9))
        if abs(value - right) > Fraction(1, 10**6):
            found = _mistake(name, value, function, rate, (old, new, start, gradient, before))
            letters = {word: letter for letter, word in facts["mistakes"].items()}
            return {
                "line": "abcdefghij"[k],
                "mistake": next(letters[word] for word in found if word in letters),
                "corrected": float(right),
            }
        if quantity == "gradient":
            gradient[rest[0]] = value
        elif quantity == "new":
            new[rest[0]] = value
    raise AssertionError("no line is wrong")


def _mistake(
    name: str, value: Fraction, function: Function, rate: Fraction, known: tuple[Point, ...]
) -> list[str]:
    """Return the mistakes that lead to a value."""
    old, new, start, gradient, before = known
    quantity, *rest, _ = name.split("_")
    tried: dict[str, Fraction] = {}
    if quantity == "gradient":
        p = rest[0]
        # Half of what the square gives is missing: the curvature times the parameter, halved.
        curvature = derivative(function, p, old) - derivative(function, p, {**old, p: old[p] - 1})
        tried["factor"] = derivative(function, p, old) - curvature * old[p] / 2
        tried["updated"] = derivative(function, p, {**new, p: old[p]})
    elif quantity == "new":
        p = rest[0]
        tried["sign"] = old[p] + rate * gradient[p]
        tried["no-rate"] = old[p] - gradient[p]
        tried["restarted"] = start[p] - rate * gradient[p]
        if p in before:
            tried["old-gradient"] = old[p] - rate * before[p]
    else:
        tried["old-loss"] = function(old)
        if len(new) == 1:
            ((p, w),) = new.items()
            square = (function({p: w}) + function({p: -w})) / 2
            tried["square-forgotten"] = function({p: w}) - square + square / w
    return [word for word, number in tried.items() if abs(number - value) < Fraction(1, 10**6)]


def wrong_cell(question: Mapping[str, Any]) -> dict[str, Any]:
    """Work the table out again, and find the first cell that is not it, rounded as printed."""
    facts = question["facts"]
    function, rate, point = (
        function_of(facts["objective"]),
        exact(facts["learning_rate"]),
        start_of(facts),
    )
    wrong = []
    for t, cells in enumerate(facts["cells"]):
        gradient = {name: derivative(function, name, point) for name in point}
        new = {name: point[name] - rate * gradient[name] for name in point}
        right = [function(point), *gradient.values(), *new.values()]
        for column, (text, value) in enumerate(zip(cells, right, strict=True)):
            decimals = facts["rounded_to"]
            if decimals == "as printed":
                decimals = len(text.partition(".")[2])
            if abs(Fraction(text) - value) > Fraction(1, 2 * 10**decimals):
                wrong.append((t, column, value))
        point = new
    t, column, value = wrong[0]
    assert not facts["are_others_right"] or len(wrong) == 1
    return {"row": "abcdef"[t], "column": "abcdef"[column], "corrected": float(value)}
