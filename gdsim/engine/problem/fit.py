"""What an objective predicts: its target column, and the prediction for any rows."""

from __future__ import annotations

from typing import TypeGuard

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.compiled import Compiled
from gdsim.engine.formula.nodes import Binary, Call, Name, Node, Number
from gdsim.engine.formula.reading.syntax import reading
from gdsim.engine.problem.linear_score import linear_score
from gdsim.engine.problem.objective import Objective

VALUES_OF_A_LABEL = 2
"""The label of a classifier has so many different values."""

ROWS_LOOKED_AT = 1000
"""The first so many tell the values of a column."""


class Fit:
    """A prediction of one column from the others, told from the typed expression.

    Attributes
    ----------
    target
        Column that is predicted.
    features
        Columns that the prediction is made from.
    """

    def __init__(self, objective: Objective, target: str, prediction: Node) -> None:
        expression = objective.expression
        tree = expression.builder.build(prediction)
        self.target = target
        used = {str(symbol) for symbol in expression.builder.spelled_out(tree).free_symbols}
        self.features = tuple(name for name in objective.columns if name in used)
        names = (*objective.parameters, *self.features)
        self._compiled: Compiled = expression.compile([tree], names)

    def predict(self, theta: Array, features: Array) -> Array:
        """Return the prediction (n,) at theta (d,) for features (n, len(features))."""
        inputs = np.column_stack([np.tile(theta, (len(features), 1)), features])
        with np.errstate(all="ignore"):
            return self._compiled.many(inputs)[:, 0]


def fit_of(objective: Objective) -> Fit | None:
    """Return what the objective predicts; None where it is not the size of a difference.

    That is a power of a difference or its absolute value, with one side a column; numbers in front
    and terms added to it, such as a penalty, may be there as well. Of a linear prediction, any
    function of the difference will do, such as Huber's.
    """
    if not objective.has_compiled_rows:
        return None
    difference = _difference(objective.expression.syntax)
    if difference is None:
        return _linear_fit(objective)
    right, (first, rest) = difference.right, _minuend(difference)
    for side, other in ((right, difference.left), (first, rest)):
        if isinstance(side, Name) and side.name in objective.columns:
            return Fit(objective, side.name, other)
    return None


def _linear_fit(objective: Objective) -> Fit | None:
    score = linear_score(objective)
    if score is None or score.target is None or not score.is_prediction:
        return None
    terms = [f"{weight}*{feature}" for feature, weight in score.weights]
    terms += [score.intercept] if score.intercept else []
    return Fit(objective, score.target, reading(" + ".join(terms)).syntax)


def _minuend(difference: Binary) -> tuple[Node, Node]:
    """Return what is taken from, and all that is: of y - a - b, y and a + b."""
    if not _is_difference(difference.left):
        return difference.left, difference.right
    first, rest = _minuend(difference.left)
    return first, Binary("+", rest, difference.right, difference.position)


def _difference(node: Node) -> Binary | None:
    """Return the difference whose size an expression is, or None."""
    match node:
        case Binary(operator="+"):
            return _difference(node.left)
        case Binary(operator="*", left=Number()):
            return _difference(node.right)
        case Binary(operator="*" | "/", right=Number()):
            return _difference(node.left)
        case Binary(operator="^", right=Number()):
            return node.left if _is_difference(node.left) else None
        case Call(function="abs", arguments=(inside,)):
            return inside if _is_difference(inside) else None
    return None


def _is_difference(node: Node) -> TypeGuard[Binary]:
    return isinstance(node, Binary) and node.operator == "-"


def label_of(objective: Objective) -> str | None:
    """Return the column of two values that a classifier of two others tells apart, or None."""
    if len(objective.columns) != VALUES_OF_A_LABEL + 1:
        return None
    for k, name in enumerate(objective.columns):
        if len(np.unique(objective.data[:ROWS_LOOKED_AT, k])) == VALUES_OF_A_LABEL:
            return name
    return None


def decision(objective: Objective, theta: Array, label: str, x: Array, y: Array) -> Array:
    """Return loss for one label less that for the other over a grid, shape (len(y), len(x)).

    It is zero on the decision boundary, where the two losses are equal.
    """
    k = objective.columns.index(label)
    low, high = np.unique(objective.data[:ROWS_LOOKED_AT, k])
    others = [i for i in range(len(objective.columns)) if i != k]
    across, up = np.meshgrid(x, y)
    inputs = np.empty((across.size, len(theta) + len(objective.columns)))
    inputs[:, : len(theta)] = theta
    inputs[:, len(theta) + others[0]], inputs[:, len(theta) + others[1]] = across.flat, up.flat
    found = []
    for value in (high, low):
        inputs[:, len(theta) + k] = value
        with np.errstate(all="ignore"):
            found.append(objective.value_and_gradient_rows.many(inputs)[:, 0])
    return np.asarray(found[0] - found[1]).reshape(across.shape)
