"""Gradients in which a factor of the derivative was left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import symengine as se
from symengine import Basic

from gdsim.engine.arrays import Array
from gdsim.engine.formula.expression import Expression
from gdsim.engine.formula.nodes import Binary, Call, Name, Negative, Node, Number
from gdsim.engine.problem.objective import Objective
from gdsim.study.practice.update_task import UpdateTask


def gradients_without_factors(task: UpdateTask) -> Iterator[Array]:
    """Yield gradients (d,) in which the derivative lacks a factor.

    Left out are, one after the other: every number in front (8w becomes w), each number of the
    objective (a power's exponent or a coefficient), and the inner derivative of a power.
    """
    objective, round_ = task.objective, task.round_gradient
    if not objective.has_compiled_rows:
        return
    gradient = objective.value_and_gradient(_point(task), task.rows)[1]
    expression = objective.expression
    for number in _numbers(expression.syntax):
        yield round_(gradient / number)
    for trees in _changed_derivatives(expression, objective.parameters):
        yield round_(_means(objective, trees, task))


def _means(objective: Objective, trees: tuple[Basic, ...], task: UpdateTask) -> Array:
    return objective.means(trees, _point(task), task.rows)


def _point(task: UpdateTask) -> Array:
    """Return where the update takes its gradient."""
    return task.point_of(task.theta, task.state)


def _numbers(node: Node) -> list[float]:
    """Return every number above 1 that is typed, each once."""
    found: list[float] = []

    def walk(part: Node) -> None:
        match part:
            case Number():
                found.append(float(part.text))
            case Negative():
                walk(part.operand)
            case Binary():
                walk(part.left)
                walk(part.right)
            case Call():
                for argument in part.arguments:
                    walk(argument)
            case Name():
                pass

    walk(node)
    return [number for number in dict.fromkeys(found) if number > 1]


@lru_cache(maxsize=16)
def _changed_derivatives(
    expression: Expression, parameters: tuple[str, ...]
) -> tuple[tuple[Basic, ...], ...]:
    """Return the derivatives without numbers in front, and without the inner derivative."""
    gradient = expression.gradient(parameters)
    changed = [tuple(_without_numbers(tree) for tree in gradient)]
    outer = _outer_derivative(expression)
    if outer is not None:
        changed.append(tuple(outer for _ in parameters))
    return tuple(changed)


def _outer_derivative(expression: Expression) -> Basic | None:
    """Return n u^(n-1) for an objective u^n, which may have a number in front; else None."""
    node = expression.syntax
    while isinstance(node, Binary) and node.operator in "*/":
        node = node.right if isinstance(node.left, Number) else node.left
    match node:
        case Binary(operator="^", left=inside, right=Number() as exponent, position=place):
            less = Number(str(float(exponent.text) - 1), place)
            return expression.builder.build(
                Binary("*", exponent, Binary("^", inside, less, place), place)
            )
    return None


def _without_numbers(tree: Basic) -> Basic:
    """Return a sum with 1 or -1 in the place of each term's number in front."""
    terms = tree.args if isinstance(tree, se.Add) else (tree,)
    return sum((_without_number(term) for term in terms), se.Integer(0))


def _without_number(term: Basic) -> Basic:
    number = term.args[0] if isinstance(term, se.Mul) and term.args[0].is_Number else se.Integer(1)
    return term / abs(number)
