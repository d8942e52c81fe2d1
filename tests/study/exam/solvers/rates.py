"""Questions on learning rates, from values of the function alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.study.exam.solvers.formulas import slope_of, value_of

Matrix = npt.NDArray[np.float64]


def hessian_of(text: str, names: Sequence[str]) -> Matrix:
    """Return the Hessian of a quadratic function from its values at whole numbers."""

    def at(*units: str) -> float:
        return value_of(text, {name: float(units.count(name)) for name in names})

    return np.array(
        [[at(one, other) - at(one) - at(other) + at() for other in names] for one in names]
    )


def limit_of(hessian: Matrix) -> float:
    """Return the largest rate that converges, by halving on the largest factor of an update."""
    low, high = 0.0, 1000.0
    for _ in range(70):
        rate = (low + high) / 2
        factors = np.linalg.eigvals(np.eye(len(hessian)) - rate * hessian)
        low, high = (rate, high) if np.abs(factors).max() < 1 else (low, rate)
    return low


def condition_number(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    hessian = hessian_of(facts["objective"], facts["parameters"])
    smallest, largest = np.linalg.eigvalsh(hessian)

    def slowest(rate: float) -> float:
        return max(abs(1 - rate * smallest), abs(1 - rate * largest))

    # Both factors are straight lines in the rate: the best is where they cross.
    low, high = 0.0, 2 / largest
    for _ in range(100):
        third = (high - low) / 3
        if slowest(low + third) < slowest(high - third):
            high -= third
        else:
            low += third
    solved: dict[str, Any] = {
        "smallest": smallest,
        "largest": largest,
        "condition": np.linalg.cond(hessian),
        "limit": limit_of(hessian),
        "fastest": low,
        "factor": slowest(low),
    }
    return {name: float(solved[name]) for name in question["answers"]}


def largest_rate(question: Mapping[str, Any]) -> dict[str, Any]:
    facts = question["facts"]
    text, names = facts["objective"], facts["parameters"]
    if "start" in facts:
        return {"limit": _limit_from(text, facts["start"][0])}
    hessian = hessian_of(text, names)
    limit = limit_of(hessian)
    solved = {"curvature": float(np.linalg.eigvalsh(hessian)[-1]), "limit": limit}
    if "rates" in facts:
        solved["converging"] = sorted(key for key, r in facts["rates"].items() if r < limit - 1e-9)
    return solved


def _limit_from(text: str, start: float) -> float:
    """Return up to which rate the first update ends nearer to 0, by halving."""
    low, high = 0.0, 1000.0
    for _ in range(100):
        rate = (low + high) / 2
        end = start - rate * slope_of(text, "w", {"w": start})
        low, high = (rate, high) if abs(end) < abs(start) else (low, rate)
    return low


def updates_to_tolerance(question: Mapping[str, Any]) -> dict[str, Any]:
    """Make update after update, with slopes from a step along the imaginary axis."""
    facts = question["facts"]
    text, names, rate = facts["objective"], facts["parameters"], facts["learning_rate"]
    low = facts.get("minimum", 0)
    path = [dict(zip(names, facts["start"], strict=True))]

    def is_there(point: Mapping[str, float]) -> bool:
        if facts.get("criterion") == "loss":
            return value_of(text, point) < facts["tolerance"]
        return all(abs(x - low) < facts["tolerance"] for x in point.values())

    def is_over() -> bool:
        if "tolerance" in facts:
            return is_there(path[-1])
        return len(path) > facts.get("updates", 1)

    while not is_over() or len(path) < 2:
        point = path[-1]
        path.append({one: point[one] - rate * slope_of(text, one, point) for one in names})
    first, second = path[:2]
    factors = {name: (second[name] - low) / (first[name] - low) for name in names}
    solved: dict[str, Any] = {f"factor_{name}": factor for name, factor in factors.items()}
    factor = factors[names[0]]
    solved |= {"factor": factor, "updates": len(path) - 1, "end": path[-1][names[0]]}
    if not {"tolerance", "updates"} & set(facts):
        solved["end"] = lambda at: low + (first[names[0]] - low) * factor ** at["t"]
    return {name: solved[name] for name in question["answers"]}


def what_happens(question: Mapping[str, Any]) -> dict[str, Any]:
    """Make update after update, or go on as the points did, and look at the end."""
    facts = question["facts"]
    low, solved = facts.get("minimum", 0), dict[str, Any]()
    if "points" in facts:
        points = list(facts["points"])
        factor = (points[-1] - low) / (points[-2] - low)
        solved["factor"] = factor
        if "objective" in facts:
            slope = slope_of(facts["objective"], "w", {"w": points[0]})
            solved["rate"] = (points[0] - points[1]) / slope
            points.append(
                points[-1] - solved["rate"] * slope_of(facts["objective"], "w", {"w": points[-1]})
            )
            solved["following"] = points[-1]
        word = _behaviour([point - low for point in points])
    else:
        text, names, rate = facts["objective"], facts["parameters"], facts["learning_rate"]
        path = [dict(zip(names, facts["start"], strict=True))]
        for _ in range(60):
            point = path[-1]
            path.append({one: point[one] - rate * slope_of(text, one, point) for one in names})
        for one in names:
            factor = (path[1][one] - low) / (path[0][one] - low)
            solved |= {"factor": factor, f"factor_{one}": factor, f"new_{one}": path[1][one]}
        solved |= {"loss": value_of(text, path[0]), "new_loss": value_of(text, path[1])}
        if len(names) == 1:
            word = _behaviour([point[names[0]] - low for point in path[:5]])
        else:
            late, later = value_of(text, path[-2]), value_of(text, path[-1])
            is_still = abs(later / late - 1) < 1e-9
            word = "cycle" if is_still else "converge" if later < late else "diverge"
    solved["behaviour"] = solved["ending"] = facts["options"][word]
    return {name: solved[name] for name in question["answers"]}


def _behaviour(distances: Sequence[float]) -> str:
    first, second = abs(distances[-2]), abs(distances[-1])
    jumps = distances[-2] * distances[-1] < 0
    if abs(second / first - 1) < 1e-9:
        return "cycle"
    if second > first:
        return "diverge"
    if jumps:
        return "zigzag"
    return "creep" if second / first > 0.95 else "smooth"
