"""Syntax tree to SymEngine tree, with the functions that are kept as symbols; see `expression`."""

from __future__ import annotations

import math
from collections.abc import Iterator

import symengine as se
from symengine import Basic, Integer, RealDouble, Symbol

from gdsim.engine.errors import InputError
from gdsim.engine.formula.nodes import (
    LARGEST_EXACT,
    Binary,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
)
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.real_roots import is_real_root, with_real_roots
from gdsim.engine.formula.specials import FLAT_BETWEEN_KINKS, WEIGHT, Special, definition
from gdsim.engine.formula.trees import (
    PLAIN,
    base_and_power,
    degree,
    exponent_beside_one,
    factors,
    is_constant,
    is_one,
    is_real,
    number_of,
    power_of_numbers,
)

MAX_POWER = 1000
"""The largest exponent that is a number; nested powers multiply."""

ROUNDING_OF_A_SUM = 1e-15
"""What rounding may leave of a sum that is 0, as a share of its largest term."""

MAX_SIZE = 5000
"""Nodes of the largest tree accepted, the symbols for functions spelled out."""


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
        # A sum of a thousand terms is as deep: its left sides are followed by a loop.
        chain: list[Binary] = []
        while isinstance(node, Binary):
            chain.append(node)
            node = node.left
        tree = self._checked(self._leaf(node), node)
        for binary in reversed(chain):
            tree = self._checked(self._binary(binary, tree), binary)
        return tree

    def _checked(self, tree: Basic, node: Node) -> Basic:
        is_finite = tree.is_Number or not is_constant(tree) or math.isfinite(self.value(tree))
        if not is_finite or not all(map(is_real, (tree, *tree.args))):
            refuse("this has no finite real value", node.position)
        if self.size(tree) > MAX_SIZE:
            raise InputError("the objective is too long once written out; simplify it")
        return tree

    def _leaf(self, node: Node) -> Basic:
        match node:
            case Number():
                return number_of(node)
            case Name():
                return Symbol(node.name)
            case Constant():
                return {"pi": se.pi, "e": se.E}[node.name]
            case Negative():
                return -self.build(node.operand)
            case Call():
                return self._call(node)
        raise TypeError(node)

    def _binary(self, node: Binary, left: Basic) -> Basic:
        right = self.build(node.right)
        match node.operator:
            case "+":
                return left + right
            case "-":
                if (u := self._under_sigmoid(right)) is not None and is_one(left):
                    return self.special("sigmoid", -u)
                return left - right
            case "*":
                return self._product(left, right)
            case "/":
                if self._is_zero(right):
                    refuse("this divides by zero", node.position)
                sigmoids, rest = self._inverted(right)
                return self._product(left / rest, sigmoids)
        return self._power(node, left, right)

    def _power(self, node: Binary, base: Basic, exponent: Basic) -> Basic:
        if base.is_Number and exponent.is_Number:
            return power_of_numbers(float(base), float(exponent), base, exponent, node)
        if exponent.is_Number:
            if abs(float(exponent)) * degree(base) > MAX_POWER:
                refuse("the powers multiply up to more than {most}", node.position, most=MAX_POWER)
            if float(exponent) < 0:
                sigmoids, base = self._inverted(base)
                return self._product(self._raised(base, exponent), sigmoids**-exponent)
            return self._raised(base, exponent)
        if is_constant(base):
            if not self.value(base) > 0:
                refuse("only a number above zero can be raised to a varying power", node.position)
        elif any(one.kind in FLAT_BETWEEN_KINKS for one in self._specials_in(exponent)):
            return self.special("power", base, exponent)
        return base**exponent

    def _raised(self, base: Basic, exponent: Basic) -> Basic:
        """Return a power by a number, of a product as a whole.

        SymEngine would raise each factor, and (x y)^10 may be far from zero and from the largest
        float where neither x^10 nor y^10 is.
        """
        several = sum(not is_constant(factor) for factor in factors(base)) > 1
        if several and isinstance(exponent, Integer) and abs(int(exponent)) > 1:
            base = self.special("product", base)
        return base**exponent

    def _specials_in(self, tree: Basic) -> Iterator[Special]:
        for symbol in tree.free_symbols & self.specials.keys():
            special = self.specials[symbol]
            yield special
            for argument in special.arguments:
                yield from self._specials_in(argument)

    # What a person types for a sigmoid or a softplus, without the overflow

    def _inverted(self, tree: Basic) -> tuple[Basic, Basic]:
        """Return a and b so that 1/tree is a/b: a has sigmoid(-u) for each factor 1 + exp(u)."""
        sigmoids, rest = Integer(1), Integer(1)
        for factor in factors(tree):
            base, power = base_and_power(factor)
            u = exponent_beside_one(base)
            if u is not None and power.is_Number and float(power) > 0:
                sigmoids *= self.special("sigmoid", -u) ** power
            else:
                rest *= factor
        return sigmoids, rest

    def _product(self, left: Basic, right: Basic) -> Basic:
        """Return the product, in which exp(u) sigmoid(-u) is sigmoid(u)."""
        for one, other in ((left, right), (right, left)):
            for factor in factors(other):
                sigmoid = factor.args[0] if isinstance(factor, se.Pow) else factor
                u = self._under_sigmoid(sigmoid)
                if u is not None and se.exp(-u) in factors(one):
                    rest = self._product(one * se.exp(u), other / sigmoid)
                    return rest * self.special("sigmoid", -u)
        return left * right

    def _under_sigmoid(self, tree: Basic) -> Basic | None:
        special = self.specials.get(tree)
        return special.arguments[0] if special and special.kind == "sigmoid" else None

    def _log(self, tree: Basic, node: Call) -> Basic:
        if self._is_zero(tree):
            refuse("the logarithm of zero has no value", node.position)
        u = exponent_beside_one(tree)
        if u is not None:
            return self.special("softplus", u)
        u = self._under_sigmoid(tree)
        return se.log(tree) if u is None else -self.special("softplus", -u)

    def _call(self, node: Call) -> Basic:
        arguments = [self.build(argument) for argument in node.arguments]
        u = arguments[0]
        match node.function:
            case "abs":
                return u * self.special("sign", u)
            case "relu":
                return u * self.special("half", u)
            case "sign" | "sigmoid" | "softplus":
                return self.special(node.function, u)
            case "min" | "max":
                for other in arguments[1:]:
                    u = self._checked(self.special(node.function, u, other), node)
                return u
            case "log":
                return self._log(u, node)
            case "log2" | "log10":
                return self._log(u, node) / se.log(Integer(int(node.function[3:])))
            case plain:
                return PLAIN[plain](u)

    def value(self, constant: Basic) -> float:
        """Return the value of a tree without free names, NaN where it has no real one."""
        try:
            function = se.Lambdify([Symbol("_")], [self.spelled_out(constant)], backend="lambda")
            return float(function([0.0])[0])
        except (RuntimeError, ValueError, TypeError):
            return math.nan

    def _is_zero(self, tree: Basic) -> bool:
        """Tell whether `tree` is a constant that is 0, or a sum that rounding keeps from it."""
        if not is_constant(tree):
            return False
        terms = tree.args if isinstance(tree, se.Add) else ()
        largest = max((abs(self.value(term)) for term in terms), default=0.0)
        return abs(self.value(tree)) <= ROUNDING_OF_A_SUM * largest

    # Functions kept as symbols

    def special(self, kind: str, *arguments: Basic) -> Basic:
        """Return the symbol that stands for a function of the arguments, or its number."""
        key = (kind, arguments)
        if key not in self._known:
            if all(map(is_constant, arguments)):
                value = self.value(definition(Special(Symbol("#"), kind, arguments)))
                if math.isfinite(value):
                    is_whole = value.is_integer() and abs(value) < LARGEST_EXACT
                    return Integer(int(value)) if is_whole else RealDouble(value)
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
        if special.kind in ("half", "sign"):
            return Integer(0)
        slopes = [self.derivative(argument, name) for argument in special.arguments]
        u = special.arguments[0]
        match special.kind:
            case "sigmoid":
                return special.symbol * self.special("sigmoid", -u) * slopes[0]
            case "softplus":
                return self.special("sigmoid", u) * slopes[0]
            case "product":
                return slopes[0]
            case "power":
                exponent = special.arguments[1]
                by_base = exponent * self.special("power", u, exponent - 1) * slopes[0]
                return by_base + special.symbol * self._log_times(u, slopes[1])
            case "log_times":
                return self._log_times(u, slopes[1]) + special.arguments[1] * slopes[0] / u
        first_is_larger = self.special("half", u - special.arguments[1])
        takes_first = first_is_larger if special.kind == "max" else 1 - first_is_larger
        return takes_first * slopes[0] + (1 - takes_first) * slopes[1]

    def _log_times(self, u: Basic, factor: Basic) -> Basic:
        return Integer(0) if factor == 0 else self.special("log_times", u, factor)

    def multiplied_out(self, tree: Basic) -> Basic:
        """Return `tree` with the products that were raised as a whole raised factor by factor."""
        while products := {
            symbol: self.specials[symbol].arguments[0]
            for symbol in tree.free_symbols & self.specials.keys()
            if self.specials[symbol].kind == "product"
        }:
            tree = tree.subs(products)
        return tree

    def spelled_out(self, tree: Basic) -> Basic:
        """Return `tree` with every symbol for a function replaced by what it stands for."""
        while present := tree.free_symbols & self.specials.keys():
            tree = tree.subs({symbol: definition(self.specials[symbol]) for symbol in present})
        return with_real_roots(tree)

    def size(self, tree: Basic) -> int:
        """Return the number of nodes of `tree`, spelled out."""
        if tree not in self._sizes:
            special = self.specials.get(tree)
            parts = tree.args if special is None else special.arguments
            weight = 1 if special is None else WEIGHT[special.kind]
            weight = 3 if is_real_root(tree) else weight
            self._sizes[tree] = 1 + weight * sum(self.size(part) for part in parts)
        return self._sizes[tree]
