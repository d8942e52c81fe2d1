"""Bars, roots and fractions: signs that hold together what they stand at."""

from __future__ import annotations

import re

from gdsim.engine.formula.nodes import Call, Name, Node
from gdsim.engine.formula.reading.calls import root
from gdsim.engine.formula.reading.cursor import CLOSING, Cursor
from gdsim.engine.formula.reading.scanner import Token
from gdsim.engine.formula.reading.vocabulary.characters import refuse

BARS = {"|": ("|", ">|"), "|<": ("|", ">|"), "‖": ("‖", ">‖"), "‖<": ("‖", ">‖")}


class Marks(Cursor):
    """Reads them."""

    def _absolute(self, opening: Token) -> Node:
        """Return what stands between bars, which for one number is its absolute value."""
        sign, closing = opening.text.strip("<"), BARS[opening.text]
        self._bars.append(sign)
        node = self._sum()
        self._bars.pop()
        if not self._at(*closing):
            refuse("the bar {sign} is never closed", opening.position, sign=sign)
        self._take()
        is_double = isinstance(node, Call) and node.function == "abs" and opening.text == "|"
        if sign == "‖" or (is_double and self.tokens[self._i - 2].text == "|"):
            self._check_norm(node, opening)
        return node if is_double else Call("abs", (node,), opening.position)

    def _check_norm(self, node: Node, opening: Token) -> None:
        """Refuse the length of a vector; take that of one number for its absolute value."""
        inside = node.arguments[0] if isinstance(node, Call) else node
        names = {token.text for token in self.tokens if token.kind == "name"}
        if isinstance(inside, Name):
            members = sorted(n for n in names if re.fullmatch(rf"{inside.name}_?\d+", n))
            if members:
                refuse(
                    "the length of a vector is not accepted; write it out: sqrt({squares})",
                    opening.position,
                    squares=" + ".join(f"{name}^2" for name in members),
                )
        self.note("‖ ‖ was taken as the absolute value of one number")

    def _root(self, token: Token) -> Node:
        if self._at(*CLOSING):
            return root(self._group(), token.text, token.position)
        if self._next.kind not in ("number", "name"):
            self._refuse_start(self._next)
        start = self._i
        node = self._primary()
        is_close = self._next.position == self.tokens[self._i - 1].end
        goes_on = self._at("^") or (
            is_close and (self._starts_factor() or self._next.kind == "number")
        )
        if goes_on:
            self._refuse_two(start - 1, start, "")
        return root(node, token.text, token.position)
