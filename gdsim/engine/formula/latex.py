"""Expressions as LaTeX: a typed text in its own order, a derivative in a readable one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import symengine as se
from symengine import Basic

from gdsim.engine.formula.latex_pieces import (
    ATOM,
    NEGATED,
    PRODUCT,
    SUM,
    Piece,
    call,
    number_piece,
    over_and_under,
    power,
    product,
    wrapped,
)
from gdsim.engine.formula.nodes import Binary, Call, Constant, Name, Negative, Node, Number
from gdsim.engine.formula.parameter_names import GREEK
from gdsim.engine.formula.specials import Special
from gdsim.engine.formula.trees import base_and_power


def latex_of_name(name: str) -> str:
    """Return a name as LaTeX: ``w1`` as w with index 1, Greek names as letters."""
    name, accent = _without_accent(name)
    stem, _, index = name.partition("_")
    if match := re.fullmatch(r"([A-Za-z]+)(\d+)", stem):
        stem, index = match[1], match[2] + ("," + index if index else "")
    if stem in GREEK:
        stem = rf"\{stem}"
    elif len(stem) > 1:
        stem = rf"\mathrm{{{stem}}}"
    stem = rf"\{accent}{{{stem}}}" if accent else stem
    if not index:
        return stem
    index = index.replace("_", ",")
    return (
        f"{stem}_{{{index}}}"
        if len(index) == 1 or not re.search("[A-Za-z]{2}", index)
        else (rf"{stem}_{{\mathrm{{{index}}}}}")
    )


def _without_accent(name: str) -> tuple[str, str]:
    """Return a name without the word at its end that stands for a sign above it, and the sign."""
    for accent in ("hat", "bar", "tilde"):
        if name.endswith(f"_{accent}"):
            return name.removesuffix(f"_{accent}"), accent
    return name, ""


# Of the text as typed


def latex_of_syntax(node: Node) -> str:
    """Return a syntax tree as LaTeX, terms and factors in the order of the text."""
    return _typed(node)[0]


def _typed(node: Node) -> Piece:
    # A sum of a thousand terms is as deep: its left sides are followed by a loop.
    chain: list[Binary] = []
    while isinstance(node, Binary):
        chain.append(node)
        node = node.left
    piece = _typed_leaf(node)
    for binary in reversed(chain):
        piece = _typed_binary(binary.operator, piece, _typed(binary.right))
    return piece


def _typed_leaf(node: Node) -> Piece:
    match node:
        case Number():
            return number_piece(node.text)
        case Name():
            return latex_of_name(node.name), ATOM
        case Constant():
            return ("e" if node.name == "e" else rf"\{node.name}"), ATOM
        case Negative():
            return "-" + wrapped(_typed(node.operand), PRODUCT), NEGATED
        case Call():
            return call(node.function, [_typed(argument) for argument in node.arguments])
    raise TypeError(node)


def _typed_binary(operator: str, left: Piece, right: Piece) -> Piece:
    match operator:
        case "/":
            return rf"\frac{{{left[0]}}}{{{right[0]}}}", PRODUCT
        case "^":
            return power(left, right)
        case "*" if left[1] == NEGATED:
            return "-" + product([(left[0][1:], PRODUCT), right])[0], NEGATED
        case "*":
            return product([left, right])
        case "-":
            return f"{left[0]} - {wrapped(right, PRODUCT)}", SUM
        case _:
            return f"{left[0]} + {wrapped(right, PRODUCT)}", SUM


# Of a derivative


def latex_of_tree(tree: Basic, names: Sequence[str], specials: Mapping[Basic, Special]) -> str:
    """Return a tree as LaTeX, its terms and factors in the order in which names were typed."""
    return _Printer(names, specials).piece(tree)[0]


class _Printer:
    def __init__(self, names: Sequence[str], specials: Mapping[Basic, Special]) -> None:
        self._place = {name: i for i, name in enumerate(names)}
        self._specials = specials
        self._pieces: dict[Basic, Piece] = {}

    def piece(self, tree: Basic) -> Piece:
        """Return `tree` as LaTeX, worked out once, since the order of terms asks for it too."""
        if tree not in self._pieces:
            self._pieces[tree] = self._new_piece(tree)
        return self._pieces[tree]

    def _new_piece(self, tree: Basic) -> Piece:
        if tree in self._specials:
            return self._special(self._specials[tree])
        if tree.is_Number:
            return self._fraction([tree])
        if isinstance(tree, se.Symbol):
            return latex_of_name(tree.name), ATOM
        if tree == se.pi:
            return r"\pi", ATOM
        if tree == se.E:
            return "e", ATOM
        if isinstance(tree, se.Add):
            return self._sum(tree)
        if isinstance(tree, se.Mul):
            return self._fraction(list(tree.args))
        if isinstance(tree, se.Pow):
            return self._fraction([tree])
        name = type(tree).__name__.lower()
        return call(name, [self.piece(argument) for argument in tree.args])

    def _special(self, special: Special) -> Piece:
        arguments = [self.piece(argument) for argument in special.arguments]
        if special.kind == "half":
            return rf"\left[{arguments[0][0]} > 0\right]", ATOM
        if special.kind == "product":
            return arguments[0]
        if special.kind == "power":
            return power(*arguments)
        if special.kind == "log_times":
            return product([arguments[1], call("log", [arguments[0]])])
        return call(special.kind, arguments)

    def _order(self, tree: Basic) -> tuple[int, int, str]:
        """Return what sorts factors: constants, names as typed, then everything else."""
        places = [self._place.get(str(s), 99) for s in self._names_in(tree)]
        base = base_and_power(tree)[0]
        plain = isinstance(base, se.Symbol) and base not in self._specials
        return (0 if plain or not places else 1, min(places, default=-1), str(tree))

    def _names_in(self, tree: Basic) -> set[Basic]:
        found: set[Basic] = set()
        for symbol in tree.free_symbols:
            if symbol in self._specials:
                for argument in self._specials[symbol].arguments:
                    found |= self._names_in(argument)
            else:
                found.add(symbol)
        return found

    def _sum(self, tree: Basic) -> Piece:
        pieces = [self.piece(term)[0] for term in sorted(tree.args, key=self._term_order)]
        # A sum reads best when it does not begin with a minus.
        first = next((i for i, piece in enumerate(pieces) if not piece.startswith("-")), 0)
        pieces.insert(0, pieces.pop(first))
        text = ""
        for piece in pieces:
            if not text:
                text = piece
            elif piece.startswith("-"):
                text += " - " + piece[1:]
            else:
                text += " + " + piece
        return text, SUM

    def _term_order(self, term: Basic) -> tuple[bool, int, int, str]:
        places = sorted(self._place.get(str(s), 99) for s in self._names_in(term))
        negative = self.piece(term)[0].startswith("-")
        return (not places, places[0] if places else 0, len(places), str(negative) + str(term))

    def _fraction(self, factors: list[Basic]) -> Piece:
        """Return a product, what has a negative power under a line."""
        above: list[Piece] = []
        below: list[Piece] = []
        sign = ""
        for factor in sorted(factors, key=self._order):
            if factor.is_Number:
                sign = "-" if float(factor) < 0 else ""
                over, under = over_and_under(-factor if sign else factor)
                above = [*over, *above]
                below = [*under, *below]
                continue
            base, exponent = base_and_power(factor)
            if exponent.is_Number and float(exponent) < 0:
                below.append(self._raised(base, -exponent))
            else:
                above.append(self._raised(base, exponent))
        top = product(above) if above else ("1", ATOM)
        if below:
            top = (rf"\frac{{{top[0]}}}{{{product(below)[0]}}}", PRODUCT)
        return (sign + wrapped(top, PRODUCT), SUM) if sign else top

    def _raised(self, base: Basic, exponent: Basic) -> Piece:
        if exponent == 1:
            return self.piece(base)
        if base == se.E:
            return call("exp", [self.piece(exponent)])
        if exponent == se.Integer(1) / 2:
            return call("sqrt", [self.piece(base)])
        return power(self.piece(base), self.piece(exponent))
