"""Whether a loss is a quadratic function of its parameters."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import symengine as se
from symengine import Basic

from gdsim.engine.problem.objective import Objective

MOST_TO_EXPAND = 200
"""Nodes up to which a second derivative is multiplied out to see whether parameters cancel."""


_quadratic: WeakKeyDictionary[Objective, bool] = WeakKeyDictionary()


def is_quadratic(objective: Objective) -> bool:
    """Tell whether the loss is certainly a quadratic function of the parameters.

    It is where the second derivatives hold no parameter and nothing with a kink does (`abs`,
    `relu`, `max`, `min` and `sign` have derivatives that hide it). A derivative whose parameters
    would cancel only after multiplying out a long formula counts as not quadratic.
    """
    if not objective.has_compiled_rows:
        return False
    if objective not in _quadratic:
        _quadratic[objective] = _is_quadratic(objective)
    return _quadratic[objective]


def _is_quadratic(objective: Objective) -> bool:
    expression = objective.expression
    known, special = set(objective.columns), expression.builder.specials

    def is_data(tree: Basic) -> bool:
        return all(
            all(map(is_data, special[symbol].arguments))
            if symbol in special
            else str(symbol) in known
            for symbol in tree.free_symbols
        )

    tree = expression.builder.multiplied_out(expression.tree)
    kinks = [symbol for symbol in tree.free_symbols if symbol in special]
    if not all(map(is_data, kinks)):
        return False
    rows = expression.hessian(objective.parameters)
    entries = {expression.builder.multiplied_out(entry) for row in rows for entry in row}
    return all(
        is_data(entry) or is_data(_multiplied_out(expression.builder.size(entry), entry))
        for entry in entries
    )


def has_same_curvature(objective: Objective) -> bool:
    """Tell whether the second derivatives of a quadratic are certainly the same for every row.

    Batches then differ by what they add to the gradient, and by nothing else.
    """
    if not objective.has_compiled_rows:
        return False
    expression = objective.expression
    entries = {entry for row in expression.hessian(objective.parameters) for entry in row}
    return all(
        not _multiplied_out(expression.builder.size(entry), entry).free_symbols for entry in entries
    )


def _multiplied_out(size: int, tree: Basic) -> Basic:
    if size > MOST_TO_EXPAND or _largest_power(tree) > 4:
        return tree
    return se.expand(tree)


def _largest_power(tree: Basic) -> float:
    own = 1.0
    if isinstance(tree, se.Pow) and tree.args[1].is_Number:
        own = abs(float(tree.args[1]))
    return own * max(map(_largest_power, tree.args), default=1.0)
