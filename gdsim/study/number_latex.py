"""Numbers in formulas: a number format's text as LaTeX, and expressions with numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gdsim.engine.latex import latex_of_syntax
from gdsim.engine.syntax import Binary, Call, Name, Negative, Node, Number
from gdsim.numbers import NumberFormat


def number_latex(value: float, number_format: NumberFormat) -> str:
    r"""Return a number as LaTeX, a power of ten as ``3.2 \cdot 10^{8}``."""
    mantissa, e, exponent = number_format.text(value).partition("e")
    mantissa = mantissa.replace("∞", r"\infty").replace("−", "-")
    if not e:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def with_values(node: Node, values: Mapping[str, float], number_format: NumberFormat) -> str:
    """Return a typed expression as LaTeX, with the value of each name put in its place."""
    return latex_of_syntax(_put_in(node, values, number_format))


def _put_in(node: Node, values: Mapping[str, float], number_format: NumberFormat) -> Node:
    match node:
        case Name() if node.name in values:
            return _number(values[node.name], node.position, number_format)
        case Negative():
            return replace(node, operand=_put_in(node.operand, values, number_format))
        case Binary():
            left = _put_in(node.left, values, number_format)
            return replace(node, left=left, right=_put_in(node.right, values, number_format))
        case Call():
            arguments = tuple(_put_in(part, values, number_format) for part in node.arguments)
            return replace(node, arguments=arguments)
        case _:
            return node


def _number(value: float, position: int, number_format: NumberFormat) -> Node:
    text = number_format.text(value)
    if text.startswith(("-", "−")):
        return Negative(Number(text[1:], position), position)
    return Number(text, position)
