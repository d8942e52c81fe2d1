"""SymEngine's trees: its functions and numbers for what is typed, and questions about a tree."""

from __future__ import annotations

import math
from collections.abc import Callable

import symengine as se
from symengine import Basic, Integer, RealDouble, Symbol

from gdsim.engine.formula.nodes import Binary, Number
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.real_roots import root_of_negative

PLAIN: dict[str, Callable[[Basic], Basic]] = {
    "sin": se.sin,
    "cos": se.cos,
    "tan": se.tan,
    "asin": se.asin,
    "acos": se.acos,
    "atan": se.atan,
    "sinh": se.sinh,
    "cosh": se.cosh,
    "tanh": se.tanh,
    "exp": se.exp,
    "sqrt": se.sqrt,
    "erf": se.erf,
    "asinh": se.asinh,
    "acosh": se.acosh,
    "atanh": se.atanh,
    "cbrt": lambda u: u ** (Integer(1) / 3),
}
"""Functions that SymEngine has."""


def number_of(node: Number) -> Basic:
    """Return the number that was typed, a whole one of up to 15 digits exactly."""
    value = float(node.text)
    if not math.isfinite(value):
        refuse(
            "{text} is too large; numbers up to 1e308 are accepted", node.position, text=node.text
        )
    whole = node.text.isdigit() and len(node.text) <= 15
    return Integer(int(node.text)) if whole else RealDouble(value)


def power_of_numbers(
    base: float, exponent: float, exact_base: Basic, exact_exponent: Basic, node: Binary
) -> Basic:
    """Return a power without working out more digits than a float64 has."""
    try:
        value = base**exponent
    except (OverflowError, ZeroDivisionError):
        value = math.inf
    if isinstance(value, complex):
        value = root_of_negative(base, exact_exponent)
        if value is not None and math.isfinite(value):
            return RealDouble(value)
    if value is None or isinstance(value, complex) or not math.isfinite(value):
        refuse("this power has no finite real value", node.position)
    if exponent == round(exponent) and abs(exponent) <= 64 and 1e-15 < abs(value) < 1e15:
        return exact_base**exact_exponent
    if exponent == 0.5:
        return se.sqrt(exact_base)
    return RealDouble(value)


def degree(tree: Basic) -> float:
    """Return the largest power to which anything in `tree` is raised."""
    if isinstance(tree, se.Pow) and tree.args[1].is_Number:
        return abs(float(tree.args[1])) * degree(tree.args[0])
    return max((degree(part) for part in tree.args), default=1.0)


def exponent_beside_one(tree: Basic) -> Basic | None:
    """Return u where `tree` is 1 + exp(u), and None otherwise."""
    if not isinstance(tree, se.Add) or len(tree.args) != 2:
        return None
    one, power = sorted(tree.args, key=lambda part: not part.is_Number)
    found = is_one(one) and isinstance(power, se.Pow) and power.args[0] == se.E
    return power.args[1] if found else None


def is_constant(tree: Basic) -> bool:
    """Tell whether there is no symbol in `tree`."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Symbol):
            return False
        waiting += part.args
    return True


def factors(tree: Basic) -> tuple[Basic, ...]:
    """Return the factors of a product; of anything else, itself."""
    return tree.args if isinstance(tree, se.Mul) else (tree,)


def base_and_power(factor: Basic) -> tuple[Basic, Basic]:
    """Return what is raised to which power; of anything else than a power, itself and 1."""
    return factor.args if isinstance(factor, se.Pow) else (factor, Integer(1))


def is_one(tree: Basic) -> bool:
    """Tell whether `tree` is the number 1."""
    return bool(tree.is_Number and float(tree) == 1)


def is_real(tree: Basic) -> bool:
    """Tell whether `tree` is no number, or one whose parts are in the range of float64."""
    if isinstance(tree, se.Rational):
        return all(math.isfinite(float(part)) for part in str(tree).split("/"))
    return not tree.is_Number or (isinstance(tree, RealDouble) and math.isfinite(float(tree)))
