"""Functions of programs, written out in those that a formula keeps."""

from __future__ import annotations

from gdsim.engine.formula.nodes import Binary, Call, Node, Number


def written_out(function: str, arguments: tuple[Node, ...], position: int) -> Node:
    """Return what one of `functions.WRITTEN_OUT` stands for."""
    u = arguments[0]
    match function:
        case "pow" | "power":
            return Binary("^", u, arguments[1], position)
        case "square":
            return Binary("^", u, Number("2", position), position)
        case "exp2":
            return Binary("^", Number("2", position), u, position)
        case "expm1":
            return Binary("-", Call("exp", (u,), position), Number("1", position), position)
        case "log1p":
            return Call("log", (Binary("+", Number("1", position), u, position),), position)
    squares = [Binary("^", one, Number("2", position), position) for one in arguments]
    return Call("sqrt", (Binary("+", squares[0], squares[1], position),), position)


def logarithm(argument: Node, base: Node, position: int) -> Node:
    """Return the logarithm to a base."""
    if isinstance(base, Number) and base.text in ("2", "10"):
        return Call(f"log{base.text}", (argument,), position)
    above, below = (Call("log", (one,), position) for one in (argument, base))
    return Binary("/", above, below, position)


def root(argument: Node, degree: str, position: int) -> Node:
    """Return a root of a degree."""
    if degree in ("2", "3"):
        return Call({"2": "sqrt", "3": "cbrt"}[degree], (argument,), position)
    exponent = Binary("/", Number("1", position), Number(degree, position), position)
    return Binary("^", argument, exponent, position)
