"""Roots of negative numbers as schools have them: the cube root of -8 is -2.

A power with a fraction in lowest terms as its exponent is real below zero where the number under
the line is odd: x^(4/3) is 1 at -1, and its derivative -4/3. Trees keep the plain power, so that
all rules of algebra hold; what stands for it below zero is put in when it is worked out.
"""

from __future__ import annotations

import symengine as se
from symengine import Basic, Piecewise


def odd_fraction(exponent: Basic) -> tuple[int, int] | None:
    """Return a fraction over an odd number, in lowest terms; None for any other exponent."""
    if not isinstance(exponent, se.Rational) or isinstance(exponent, se.Integer):
        return None
    above, below = map(int, str(exponent).split("/"))
    return (above, below) if below % 2 else None


def is_real_root(tree: Basic) -> bool:
    """Tell whether a tree is a power that has a real value for a negative base, too."""
    return isinstance(tree, se.Pow) and odd_fraction(tree.args[1]) is not None


def root_of_negative(base: float, exponent: Basic) -> float | None:
    """Return a power of a negative number; None where it has no real value."""
    fraction = odd_fraction(exponent)
    if fraction is None:
        return None
    size = (-base) ** (fraction[0] / fraction[1])
    return float(-size if fraction[0] % 2 else size)


def with_real_roots(tree: Basic) -> Basic:
    """Return `tree` with a value below zero for each of its powers that has one there."""
    roots: set[Basic] = set()
    seen: set[Basic] = set()
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if is_real_root(part):
            # Those within it are seen to with its base.
            roots.add(part)
        else:
            waiting += part.args
    return tree.xreplace({root: _defined(root) for root in roots}) if roots else tree


def _defined(root: Basic) -> Basic:
    base, exponent = with_real_roots(root.args[0]), root.args[1]
    fraction = odd_fraction(exponent)
    size = (-base) ** exponent
    below = -size if fraction and fraction[0] % 2 else size
    return Piecewise((below, base < 0), (base**exponent, True))
