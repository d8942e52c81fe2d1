"""Names in a formula that stand for a number, as a and b in ``(a - x)^2 + b*(y - x^2)^2``.

A formula with such names is worked out as if the numbers were typed; it is shown with the names.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from gdsim.engine.errors import InputError
from gdsim.engine.formula.nodes import Binary, Call, Name, Negative, Node, Number, number_text
from gdsim.engine.formula.reading.tokens import one_name
from gdsim.engine.formula.reading.vocabulary.functions import AGGREGATES, CONSTANTS, FUNCTIONS


def checked_constants(
    given: Mapping[str, float], columns: Collection[str] = ()
) -> dict[str, float]:
    """Return named constants by their names in the plain spelling of a formula.

    Raises
    ------
    InputError
        If a name cannot be one in a formula, means something else, is one of the `columns` of the
        data or stands there twice, or a value is not finite.
    """
    found: dict[str, float] = {}
    for typed, value in given.items():
        name = _plain(typed)
        if name in FUNCTIONS or name in AGGREGATES or name in CONSTANTS:
            raise InputError(
                "{name} means something in every formula; call the constant otherwise", name=typed
            )
        if name in columns:
            raise InputError(
                "{name} is a column of the data; call the constant otherwise", name=typed
            )
        if name in found:
            raise InputError("the constant {name} is given twice; give it once", name=typed)
        if not math.isfinite(value):
            raise InputError(
                "the constant {name} is {value}; give a finite number", name=typed, value=value
            )
        found[name] = float(value)
    return found


def _plain(typed: str) -> str:
    name = one_name(typed)
    if not name or "(" in typed:
        raise InputError(
            "{name} cannot be the name of a constant; give a letter or a word, such as a or alpha",
            name=repr(typed),
        )
    return name


def with_constants(node: Node, constants: Mapping[str, float]) -> Node:
    """Return `node` with numbers in the place of the names of constants."""
    # A sum of a thousand terms is as deep: its left sides are followed by a loop.
    chain: list[Binary] = []
    while isinstance(node, Binary):
        chain.append(node)
        node = node.left
    found = _leaf(node, constants)
    for binary in reversed(chain):
        right = with_constants(binary.right, constants)
        found = Binary(binary.operator, found, right, binary.position)
    return found


def _leaf(node: Node, constants: Mapping[str, float]) -> Node:
    match node:
        case Name(name, position) if name in constants:
            return _number(constants[name], position)
        case Negative(operand, position):
            return Negative(with_constants(operand, constants), position)
        case Call(function, arguments, position):
            inside = tuple(with_constants(one, constants) for one in arguments)
            return Call(function, inside, position)
    return node


def _number(value: float, position: int) -> Node:
    """Return a number as it would have been typed."""
    number = Number(number_text(abs(value)), position)
    return Negative(number, position) if value < 0 else number
