"""Sums of exponentials without overflow: log(exp(x) + exp(y)) at 1000.

Where a sum of exponentials stands under a logarithm or in a product, the largest exponent m comes
out of it: c1 e^u1 + c2 e^u2 is e^m (c1 e^(u1 - m) + c2 e^(u2 - m)). So a logarithm is m and that of
what is left, and quotients of two such sums lose e^m above and below. The value is the same, but
rounds otherwise; so it is taken only where the plain one is not finite, or a sum in it is beyond
the range of floats.

Source: P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax
functions", IMA Journal of Numerical Analysis 41, 2021.
"""

from __future__ import annotations

from collections.abc import Sequence

import symengine as se
from msgspec import Struct
from symengine import Add, Basic, Integer, Mul, Pow

from gdsim.engine.formula.symbolic import Builder
from gdsim.engine.formula.trees import base_and_power, factors, is_constant

MOST_TERMS = 200
"""Exponentials of a sum from which the largest is taken out."""


class Shifted(Struct, frozen=True):
    """Trees with the largest exponents out of their sums.

    Attributes
    ----------
    trees
        Empty where there are no such sums.
    watched
        The plain sums under a logarithm or a line: where one of them is beyond the range of floats,
        what comes of it may be finite, and is wrong.
    """

    trees: tuple[Basic, ...]
    watched: tuple[Basic, ...] = ()


def shifted(trees: Sequence[Basic], builder: Builder) -> Shifted:
    """Return the trees with the largest exponents out of their sums.

    Parameters
    ----------
    builder
        Who knows what the symbols in them stand for.
    """
    shifter = _Shifter(builder)
    found = tuple(map(shifter.of, trees))
    if not shifter.has_sums:
        return Shifted(())
    return Shifted(
        tuple(map(builder.spelled_out, found)),
        tuple(builder.spelled_out(tree) for tree in sorted(shifter.watched, key=str)),
    )


class _Shifter:
    """Works out each part of some trees once.

    Attributes
    ----------
    has_sums
        Whether the largest exponent came out of any.
    watched
        See `Shifted`.
    """

    def __init__(self, builder: Builder) -> None:
        self.has_sums = False
        self.watched: set[Basic] = set()
        self._builder = builder
        self._known: dict[Basic, Basic] = {}
        self._products: dict[Basic, tuple[Basic | None, Basic]] = {}

    def of(self, tree: Basic) -> Basic:
        """Return a tree with the largest exponents out of its sums."""
        if not tree.args and tree not in self._builder.specials:
            return tree
        if tree not in self._known:
            self._known[tree] = self._new(tree)
        return self._known[tree]

    def _new(self, tree: Basic) -> Basic:
        if special := self._builder.specials.get(tree):
            arguments = tuple(map(self.of, special.arguments))
            is_same = all(a == b for a, b in zip(arguments, special.arguments, strict=True))
            return tree if is_same else self._builder.special(special.kind, *arguments)
        if isinstance(tree, se.log):
            exponent, rest = self._split(tree.args[0])
            if exponent is not None and not self._is_negative(rest):
                self.has_sums = True
                self.watched.add(tree.args[0])
                return exponent + se.log(rest)
        elif isinstance(tree, Mul | Pow) and any(map(self._is_sum, factors(tree))):
            self.has_sums = True
            exponent, rest = self._split(tree)
            return se.exp(exponent) * rest
        return self._rebuilt(tree)

    def _is_negative(self, rest: Basic) -> bool:
        """Tell whether a constant has no logarithm."""
        return is_constant(rest) and not self._builder.value(rest) > 0

    def _rebuilt(self, tree: Basic) -> Basic:
        parts = [self.of(part) for part in tree.args]
        is_same = all(a == b for a, b in zip(parts, tree.args, strict=True))
        return tree if is_same else tree.func(*parts)

    def _split(self, product: Basic) -> tuple[Basic | None, Basic]:
        """Return M and a rest so that a product is e^M times it; None where it has no e^."""
        if product not in self._products:
            self._products[product] = self._new_split(product)
        return self._products[product]

    def _new_split(self, product: Basic) -> tuple[Basic | None, Basic]:
        exponent, rest, is_found = Integer(0), Integer(1), False
        for factor in factors(product):
            base, power = base_and_power(factor)
            if base == se.E and not is_constant(power):
                exponent, is_found = exponent + power, True
            elif self._is_sum(factor):
                if float(power) < 0:
                    self.watched.add(base)
                largest, left = self._sum(base)
                exponent, is_found = exponent + power * largest, True
                rest *= left**power
            else:
                rest *= self._rebuilt(factor) if isinstance(factor, Pow) else self.of(factor)
        return (exponent, rest) if is_found else (None, product)

    def _sum(self, tree: Basic) -> tuple[Basic, Basic]:
        """Return the largest exponent of a sum, and what is left of it."""
        terms = [self._split(term) for term in tree.args]
        exponents = [Integer(0) if exponent is None else exponent for exponent, _ in terms]
        largest = se.Max(*set(exponents))
        left = [rest * se.exp(u - largest) for u, (_, rest) in zip(exponents, terms, strict=True)]
        return largest, Add(*left)

    def _is_sum(self, factor: Basic) -> bool:
        """Tell whether a factor is a sum with exponentials of what varies, or a power of one."""
        base, power = base_and_power(factor)
        if not isinstance(base, Add) or not power.is_Number or len(base.args) > MOST_TERMS:
            return False
        return any(self._split(term)[0] is not None for term in base.args)
