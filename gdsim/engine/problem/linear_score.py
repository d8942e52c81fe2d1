"""The linear score w1*x1 + w2*x2 + ... + b inside an objective, and it in the data's own units.

A weight that was fitted to a scaled column says little by itself; `OwnUnits` gives the same score
for the columns as they were before anything was done to them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.formula.nodes import Binary, Call, Name, Negative, Node
from gdsim.engine.problem.linear_loss import LinearObjective
from gdsim.engine.problem.losses import loss_spec
from gdsim.engine.problem.objective import Objective


class LinearScore(Struct, frozen=True):
    """A sum of weights times columns that an objective has.

    Attributes
    ----------
    weights
        The parameter that each feature is multiplied by, by the feature's name.
    intercept
        The parameter added to them, None without one.
    target
        The one other column of the objective; None where there is none or more than one.
    is_prediction
        Whether the target is taken from the score, so that both have the same unit.
    """

    weights: tuple[tuple[str, str], ...]
    intercept: str | None
    target: str | None
    is_prediction: bool


class OwnUnits(Struct, frozen=True, eq=False):
    """A linear score of columns as they were read: weights (k,) for `features`, and intercept."""

    features: tuple[str, ...]
    weights: Array
    intercept: float
    target: str | None


def linear_score(objective: Objective) -> LinearScore | None:
    """Return the linear score of an objective; None where it has none, or more than one.

    Each column other than the target must be in it and nowhere else, and each parameter in it, so
    that the score tells all that the features do.
    """
    if isinstance(objective, LinearObjective):
        return _of_columns(objective)
    scores = list(_scores(objective.expression.syntax, objective))
    if len(set(scores)) != 1:
        return None
    score, used = scores[0]
    features = {name for name, _ in score.weights}
    left = [name for name in objective.columns if name not in features]
    # Counted, as a feature may also stand outside, as in w*x + b*x^2.
    names = list(_names(objective.expression.syntax))
    is_outside = any(names.count(name) != len(scores) * used.count(name) for name in features)
    own = {parameter for _, parameter in score.weights} | {score.intercept}
    if is_outside or len(left) > 1 or not own.issuperset(objective.parameters):
        return None
    target = score.target or (left[0] if left else None)
    return LinearScore(score.weights, score.intercept, target, score.is_prediction)


def _of_columns(objective: LinearObjective) -> LinearScore | None:
    """Return the score of a ready-made loss of many columns; None of one with several scores."""
    if len(objective.weights) > 1:
        return None
    return LinearScore(
        weights=tuple(zip(objective.features, objective.weights[0], strict=True)),
        intercept=next(iter(objective.intercepts), None),
        target=objective.target,
        is_prediction=not loss_spec(objective.choice.kind).is_classifier,
    )


def own_units(objective: Objective, score: LinearScore, theta: Array) -> OwnUnits | None:
    """Return the score at theta (d,) for columns as they were read; None if none was scaled."""
    scalings = objective.dataset.scalings if objective.dataset is not None else ()
    features = tuple(name for name, _ in score.weights)
    target = score.target if score.is_prediction else None
    if not any({*features, target} & set(scaling.names) for scaling in scalings):
        return None
    place = {name: k for k, name in enumerate(objective.parameters)}
    weights = np.array([theta[place[parameter]] for _, parameter in score.weights])
    intercept = np.array(theta[place[score.intercept]] if score.intercept else 0.0)
    for scaling in reversed(scalings):
        weights, intercept = scaling.raw_linear(weights, intercept, features, target)
    return OwnUnits(features, weights, float(intercept), score.target)


Found = tuple[LinearScore, tuple[str, ...]]


def _scores(whole: Node, objective: Objective) -> Iterator[Found]:
    """Yield the largest sums of the form looked for, with the names in each."""
    waiting = [whole]
    while waiting:
        node = waiting.pop()
        score = _score(node, objective)
        if score is not None:
            yield score, tuple(sorted(_names(node)))
            continue
        # A product alone is no score where further terms are added to it.
        terms = [term for _, term in _terms(node)]
        others = [term for term in terms if len(terms) == 1 or _weighted(term, objective) is None]
        waiting += [part for term in others for part in _parts(term)]


def _score(node: Node, objective: Objective) -> LinearScore | None:
    """Return a sum as a linear score: weights of one sign, and a target of the other."""
    parts = _Parts(objective)
    if not all(parts.take(sign, term) for sign, term in _terms(node)):
        return None
    return parts.score()


class _Parts:
    """The terms of a sum, sorted by what they are in a linear score."""

    def __init__(self, objective: Objective) -> None:
        self._objective = objective
        self._weights: list[tuple[str, str]] = []
        self._intercepts: list[str] = []
        self._targets: list[str] = []
        self._signs: set[int] = set()

    def take(self, sign: int, term: Node) -> bool:
        """Sort a term in; return whether it may stand in a linear score."""
        pair = _weighted(term, self._objective)
        if pair is not None:
            self._weights.append(pair)
        elif isinstance(term, Name) and term.name in self._objective.parameters:
            self._intercepts.append(term.name)
        elif isinstance(term, Name) and term.name in self._objective.columns:
            self._targets.append(term.name)
            sign = -sign
        else:
            return False
        self._signs.add(sign)
        return True

    def score(self) -> LinearScore | None:
        """Return the score; None where signs differ, or a part is missing or there twice."""
        features = [name for name, _ in self._weights]
        if len(self._signs) > 1 or len(self._intercepts) > 1 or len(self._targets) > 1:
            return None
        if not features or len({*features, *self._targets}) < len(features) + len(self._targets):
            return None
        return LinearScore(
            weights=tuple(self._weights),
            intercept=next(iter(self._intercepts), None),
            target=next(iter(self._targets), None),
            is_prediction=bool(self._targets),
        )


def _terms(whole: Node) -> Iterator[tuple[int, Node]]:
    """Yield the terms of a sum with their signs, from left to right."""
    waiting = [(1, whole)]
    while waiting:
        sign, node = waiting.pop()
        match node:
            case Binary(operator="+" | "-"):
                waiting.append((sign if node.operator == "+" else -sign, node.right))
                waiting.append((sign, node.left))
            case Negative():
                waiting.append((-sign, node.operand))
            case _:
                yield sign, node


def _weighted(term: Node, objective: Objective) -> tuple[str, str] | None:
    """Return column and parameter of a product of both."""
    match term:
        case Binary(operator="*", left=Name(name=one), right=Name(name=other)):
            for column, parameter in ((one, other), (other, one)):
                if column in objective.columns and parameter in objective.parameters:
                    return column, parameter
    return None


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case Negative():
            return (node.operand,)
        case Binary():
            return node.left, node.right
        case Call():
            return node.arguments
    return ()


def _names(whole: Node) -> Iterator[str]:
    waiting = [whole]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            yield node.name
        waiting += _parts(node)
