"""Syntax tree to SymEngine tree, with the functions that are kept as symbols; see `expression`."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import symengine as se
from symengine import Basic, Integer, Piecewise, RealDouble, Symbol

from gdsim.engine.errors import InputError
from gdsim.engine.syntax import CONSTANTS, Binary, Call, Name, Negative, Node, Number
from gdsim.engine.tokens import refuse

MAX_POWER = 1000
"""The largest exponent that is a number; nested powers multiply."""

MAX_SIZE = 5000
"""Nodes of the largest tree accepted, the symbols for functions spelled out."""

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
    "log": se.log,
    "sqrt": se.sqrt,
    "erf": se.erf,
}

_UNREAL = (type(se.I), type(se.oo), type(se.zoo), type(se.nan))


@dataclass(frozen=True, eq=False)
class Special:
    """A function kept as a symbol: its kind, and its arguments as trees."""

    symbol: Basic
    kind: str
    arguments: tuple[Basic, ...]


class Builder:
    """Builds the trees of one expression, and knows the symbols in them."""

    def __init__(self) -> None:
        self.specials: dict[Basic, Special] = {}
        self._known: dict[tuple[str, tuple[Basic, ...]], Special] = {}
        self._sizes: dict[Basic, int] = {}
        self._derivatives: dict[tuple[Basic, str], Basic] = {}

    # Syntax to tree

    def build(self, node: Node) -> Basic:
        """Return the tree of `node`; raise InputError for what has no finite real value."""
        tree = self._raw(node)
        if not names_of(node) and not isinstance(node, Number | Name):
            self._require_finite(tree, node)
        if isinstance(tree, _UNREAL) or any(isinstance(arg, _UNREAL) for arg in tree.args):
            refuse("this has no finite real value", node.position)
        if self.size(tree) > MAX_SIZE:
            raise InputError("the objective is too long once written out; simplify it")
        return tree

    def _raw(self, node: Node) -> Basic:
        match node:
            case Number():
                return _number(node)
            case Name():
                return {"pi": se.pi, "e": se.E}.get(node.name) or Symbol(node.name)
            case Negative():
                return -self.build(node.operand)
            case Call():
                return self._call(node)
            case Binary(operator="^"):
                return self._power(node)
            case Binary():
                return self._binary(node)

    def _binary(self, node: Binary) -> Basic:
        if node.operator == "/" and (exponent := _plus_one_of_exp(node.right)) is not None:
            u = self.build(exponent)
            return self.build(node.left) * self.special("sigmoid", -u)
        left, right = self.build(node.left), self.build(node.right)
        if node.operator == "/" and right == 0:
            refuse("this divides by zero", node.position)
        return {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
        }[node.operator]()

    def _power(self, node: Binary) -> Basic:
        base, exponent = self.build(node.left), self.build(node.right)
        if base.is_Number and exponent.is_Number:
            return _power_of_numbers(float(base), float(exponent), base**1, exponent, node)
        if exponent.is_Number and abs(float(exponent)) * _degree(base) > MAX_POWER:
            refuse("the powers multiply up to more than {most}", node.position, most=MAX_POWER)
        return base**exponent

    def _call(self, node: Call) -> Basic:
        if node.function == "log":
            exponent = _plus_one_of_exp(node.arguments[0])
            if exponent is not None:
                return self.special("softplus", self.build(exponent))
        arguments = [self.build(argument) for argument in node.arguments]
        u = arguments[0]
        match node.function:
            case "abs":
                return u * self.special("sign", u)
            case "relu":
                return u * self.special("step", u)
            case "sign" | "sigmoid" | "softplus":
                return self.special(node.function, u)
            case "min" | "max":
                for other in arguments[1:]:
                    u = self.special(node.function, u, other)
                return u
            case plain:
                if plain == "log" and u == 0:
                    refuse("the logarithm of zero has no value", node.position)
                return PLAIN[plain](u)

    def _require_finite(self, tree: Basic, node: Node) -> None:
        spelled_out = self.spelled_out(tree)
        try:
            value = float(se.Lambdify([Symbol("_")], [spelled_out], backend="lambda")([0.0])[0])
        except (RuntimeError, ValueError, TypeError):
            value = math.nan
        if not math.isfinite(value):
            refuse("this has no finite real value", node.position)

    # Functions kept as symbols

    def special(self, kind: str, *arguments: Basic) -> Basic:
        """Return the symbol that stands for a function of the arguments."""
        key = (kind, arguments)
        if key not in self._known:
            # No name that a person types can begin with a number sign.
            special = Special(Symbol(f"#{len(self._known)}"), kind, arguments)
            self._known[key] = special
            self.specials[special.symbol] = special
        return self._known[key].symbol

    def derivative(self, tree: Basic, name: str) -> Basic:
        """Return the derivative by `name`, through the functions kept as symbols."""
        key = (tree, name)
        if key not in self._derivatives:
            total = tree.diff(Symbol(name))
            for symbol in sorted(tree.free_symbols, key=str):
                if symbol in self.specials:
                    inner = self._special_derivative(self.specials[symbol], name)
                    total += tree.diff(symbol) * inner if inner != 0 else 0
            self._derivatives[key] = total
        return self._derivatives[key]

    def _special_derivative(self, special: Special, name: str) -> Basic:
        if special.kind in ("step", "half", "sign"):
            return Integer(0)
        slopes = [self.derivative(argument, name) for argument in special.arguments]
        u = special.arguments[0]
        match special.kind:
            case "sigmoid":
                return special.symbol * self.special("sigmoid", -u) * slopes[0]
            case "softplus":
                return self.special("sigmoid", u) * slopes[0]
        first_is_larger = self.special("half", u - special.arguments[1])
        takes_first = first_is_larger if special.kind == "max" else 1 - first_is_larger
        return takes_first * slopes[0] + (1 - takes_first) * slopes[1]

    def spelled_out(self, tree: Basic) -> Basic:
        """Return `tree` with every symbol for a function replaced by what it stands for."""
        for special in reversed(list(self.specials.values())):
            tree = tree.subs({special.symbol: _definition(special)})
        return tree

    def size(self, tree: Basic) -> int:
        """Return the number of nodes of `tree`, spelled out."""
        if tree not in self._sizes:
            special = self.specials.get(tree)
            parts = tree.args if special is None else special.arguments
            weight = 1 if special is None else _WEIGHT[special.kind]
            self._sizes[tree] = 1 + weight * sum(self.size(part) for part in parts)
        return self._sizes[tree]


_WEIGHT = {"step": 1, "half": 2, "sign": 2, "max": 2, "min": 2, "sigmoid": 4, "softplus": 6}
"""How often each kind repeats its arguments when spelled out."""


def _definition(special: Special) -> Basic:
    """Return what a function stands for, in a form that overflows for no argument."""
    u = special.arguments[0]
    match special.kind:
        case "step":
            return Piecewise((1, u > 0), (0, True))
        case "half":
            return Piecewise((1, u > 0), (0, u < 0), (RealDouble(0.5), True))
        case "sign":
            return Piecewise((1, u > 0), (-1, u < 0), (0, True))
        case "max":
            return Piecewise((u, u > special.arguments[1]), (special.arguments[1], True))
        case "min":
            return Piecewise((u, u < special.arguments[1]), (special.arguments[1], True))
        case "sigmoid":
            return Piecewise((1 / (1 + se.exp(-u)), u > 0), (se.exp(u) / (1 + se.exp(u)), True))
        case _:
            return Piecewise((u + _log_1p(se.exp(-u)), u > 0), (_log_1p(se.exp(u)), True))


def _log_1p(z: Basic) -> Basic:
    """Return log(1 + z) by an identity that keeps its accuracy where z is tiny."""
    return 2 * se.atanh(z / (2 + z))


def names_of(node: Node) -> list[str]:
    """Return the names in `node`, constants apart, in the order of the text."""
    match node:
        case Name():
            return [] if node.name in CONSTANTS else [node.name]
        case Negative():
            return names_of(node.operand)
        case Binary():
            return names_of(node.left) + names_of(node.right)
        case Call():
            return [name for argument in node.arguments for name in names_of(argument)]
        case _:
            return []


def _number(node: Number) -> Basic:
    value = float(node.text)
    if not math.isfinite(value):
        refuse(
            "{text} is too large; numbers up to 1e308 are accepted", node.position, text=node.text
        )
    whole = node.text.isdigit() and len(node.text) <= 15
    return Integer(int(node.text)) if whole else RealDouble(value)


def _power_of_numbers(
    base: float, exponent: float, exact_base: Basic, exact_exponent: Basic, node: Binary
) -> Basic:
    """Return a power without working out more digits than a float64 has."""
    try:
        value = base**exponent
    except (OverflowError, ZeroDivisionError):
        value = math.inf
    if isinstance(value, complex) or not math.isfinite(value):
        refuse("this power has no finite real value", node.position)
    if exponent == round(exponent) and abs(exponent) <= 64 and 1e-15 < abs(value) < 1e15:
        return exact_base**exact_exponent
    if exponent == 0.5:
        return se.sqrt(exact_base)
    return RealDouble(value)


def _degree(tree: Basic) -> float:
    """Return the largest power to which anything in `tree` is raised."""
    if isinstance(tree, se.Pow) and tree.args[1].is_Number:
        return abs(float(tree.args[1])) * _degree(tree.args[0])
    return max((_degree(part) for part in tree.args), default=1.0)


def _plus_one_of_exp(node: Node) -> Node | None:
    """Return u where `node` is 1 + exp(u), in either order, and None otherwise."""
    if isinstance(node, Binary) and node.operator == "+":
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Number) and float(one.text) == 1:
                if isinstance(other, Call) and other.function == "exp":
                    return other.arguments[0]
                if (
                    isinstance(other, Binary)
                    and other.operator == "^"
                    and isinstance(other.left, Name)
                    and other.left.name == "e"
                ):
                    return other.right
    return None
