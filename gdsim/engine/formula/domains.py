"""Powers in a formula that have a value for a part of all numbers alone, said where they are typed.

A power with a fraction over an odd number is real everywhere (see `real_roots`); one over an even
number, and one with decimals whatever fraction they are, is so from 0 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gdsim.engine.errors import Remark
from gdsim.engine.formula.nodes import Binary, Call, Name, Negative, Node, Number

if TYPE_CHECKING:
    from fractions import Fraction

NEVER_NEGATIVE = {"abs", "exp", "sqrt", "sigmoid", "softplus", "relu", "cosh"}
"""Functions whose values are at least 0."""

MOST_SAID = 3
"""Powers of a formula that something is said of."""

MOST_LEVELS = 8
"""Levels of a part that is looked into."""

SIZES = (1e-30, 1e6)
"""The least and the most that a number in an exponent is that something is said of."""


def domain_remarks(whole: Node) -> tuple[Remark, ...]:
    """Return what is to be said of the powers in a formula, each once and the first few alone."""
    found: dict[str, Remark] = {}
    for power in _powers(whole):
        remark = _remark(power)
        if remark is not None:
            found.setdefault(str(remark), remark)
    return tuple(found.values())[:MOST_SAID]


def _powers(whole: Node) -> Iterator[Binary]:
    """Yield the powers in a formula from its beginning."""
    waiting = [whole]
    while waiting:
        match waiting.pop():
            case Negative(operand):
                waiting.append(operand)
            case Binary(operator, left, right) as node:
                waiting += right, left
                if operator == "^":
                    yield node
            case Call(_, arguments):
                waiting += reversed(arguments)


def _remark(power: Binary) -> Remark | None:
    if isinstance(power.right, Number) and power.right.text.isdecimal():
        return None
    exponent = _exact(power.right)
    if exponent is None or exponent[0].denominator == 1 or _is_never_negative(power.left):
        return None
    value, has_decimals = exponent
    is_odd = value.denominator % 2 == 1
    if is_odd and not has_decimals:
        return None
    base = power.left.name if isinstance(power.left, Name) else "(…)"
    least = f"{base} > 0" if value < 0 else f"{base} ≥ 0"
    shown = f"{float(value):g}" if has_decimals else f"({value})"
    if not is_odd:
        return Remark(
            "{base}^{power} has a real value for {least} alone",
            base=base,
            power=shown,
            least=least,
        )
    return Remark(
        "{base}^{power} has a real value for {least} alone; as {base}^({fraction}) it is a root,"
        " which negative numbers have too",
        base=base,
        power=shown,
        least=least,
        fraction=value,
    )


def _exact(node: Node, levels: int = MOST_LEVELS) -> tuple[Fraction, bool] | None:
    """Return the number that a node of numbers is, and whether one of them has decimals."""
    match node:
        case Number(text):
            return _number(text)
        case Negative(operand) if levels:
            found = _exact(operand, levels - 1)
            return None if found is None else (-found[0], found[1])
        case Binary("/", left, right) if levels:
            above, below = _exact(left, levels - 1), _exact(right, levels - 1)
            if above is None or below is None or not below[0]:
                return None
            return above[0] / below[0], above[1] or below[1]
    return None


def _number(text: str) -> tuple[Fraction, bool] | None:
    from fractions import Fraction

    try:
        if not SIZES[0] <= abs(float(text)) <= SIZES[1]:
            return None
        return Fraction(text), not text.isdecimal()
    except ValueError:
        return None


def _is_never_negative(node: Node, levels: int = MOST_LEVELS) -> bool:
    """Tell whether it is plain that a base is at least 0, so that nothing is to be said."""
    match node:
        case Number():
            return True
        case Call(function, _):
            return function in NEVER_NEGATIVE
        case Binary("^", left, right):
            exponent = _exact(right)
            if exponent is not None and exponent[0].denominator == 1 and exponent[0] % 2 == 0:
                return True
            return levels > 0 and _is_never_negative(left, levels - 1)
        case Binary("+" | "*" | "/", left, right) if levels:
            return _is_never_negative(left, levels - 1) and _is_never_negative(right, levels - 1)
    return False
