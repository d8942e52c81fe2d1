"""Text to syntax tree: tokens, precedence, and a position for whatever is refused.

The grammar is that of a calculator: ``+ - * /``, ``^`` or ``**`` (right-associative, binding
tighter than a minus in front), implicit products (``2x``, ``3(x + 1)``, ``x y``), function calls,
and what people copy from print and programs. Nothing is ever evaluated as code. What people read in
two ways (``1/2x``, ``sin x/2``) is refused with both; what was taken for what is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NoReturn

from msgspec import Struct

from gdsim.engine.errors import InputError, Remark
from gdsim.engine.formula.nodes import Binary, Name, Negative, Node, Number
from gdsim.engine.formula.reading.applied import Applied
from gdsim.engine.formula.reading.bars_and_roots import BARS, Marks
from gdsim.engine.formula.reading.cursor import CLOSING, MAX_DEPTH, MOST_TOLD
from gdsim.engine.formula.reading.scanner import Token
from gdsim.engine.formula.reading.tokens import scanned
from gdsim.engine.formula.reading.vocabulary.characters import refuse

MAX_LENGTH = 2000

_ROW = frozenset("ijknt")


class Reading(Struct, frozen=True):
    """What a text says.

    Attributes
    ----------
    tokens
        Those of the formula itself, the last one its end.
    remarks
        What was taken for what.
    counts
        The constants that stand as bounds of sums.
    """

    syntax: Node
    tokens: tuple[Token, ...]
    remarks: tuple[Remark, ...] = ()
    counts: frozenset[str] = frozenset()


class _Parser(Applied, Marks):
    """Precedence climbing over a list of tokens."""

    def whole(self) -> Node:
        node = self._sum()
        if self._next.kind != "end":
            self._refuse_rest()
        return node

    def _sum(self) -> Node:
        self._enter()
        node = self._product()
        while self._at("+", "-"):
            operator = self._take()
            node = Binary(operator.text, node, self._product(), operator.position)
        self._depth -= 1
        return node

    def _product(self) -> Node:
        start, slash, levels = self._i, 0, 0
        node = self._signed()
        while True:
            if self._at("*", "/"):
                operator = self._take()
                slash = self._i - 1 if operator.text == "/" else 0
                levels += slash > 0
                if levels > MAX_DEPTH:
                    refuse(
                        "there are more than {most} divisions in a row; use brackets",
                        operator.position,
                        most=MAX_DEPTH,
                    )
                node = Binary(operator.text, node, self._signed(), operator.position)
            elif self._starts_factor():
                if slash and not self._is_sign_of_sum(self._next):
                    self._refuse_product_after(start, slash)
                if self.tokens[self._i - 1].text == "|" and self._next.text != "|":
                    refuse("write * after the bar |", self._next.position)
                node = Binary("*", node, self._power(), self._next.position)
            else:
                return node

    def _refuse_product_after(self, start: int, slash: int) -> NoReturn:
        """Refuse 1/2x, with both ways to read it where they are short."""
        factor = self._i
        self._power()
        front, below = self._text(start, slash), self._text(slash + 1, factor)
        last = self._text(factor, self._i)
        position = self.tokens[factor].position
        if len(front) + len(below) + len(last) > MOST_TOLD // 2:
            refuse(
                "a product without * after a division can be read in two ways; write * or brackets",
                position,
            )
        refuse(
            "{text} can be read in two ways; write {one} or {other}",
            position,
            text=self._text(start, self._i),
            one=f"({front}/{below})*{last}",
            other=f"{front}/({below}*{last})",
        )

    def _signed(self) -> Node:
        if self._at("-"):
            position = self._take().position
            return Negative(self._deeper(), position)
        if self._at("+"):
            self._take()
            return self._deeper()
        return self._power()

    def _deeper(self) -> Node:
        self._enter()
        node = self._signed()
        self._depth -= 1
        return node

    def _power(self) -> Node:
        base = self._primary()
        if not self._at("^"):
            return base
        sign = self._take()
        self._refuse_transpose()
        if self._is_row_index(base):
            if not self._at("^"):
                return base
            sign = self._take()
        return Binary("^", base, self._deeper(), sign.position)

    def _refuse_transpose(self) -> None:
        ahead = self.tokens[self._i : self._i + 3]
        words = [token.text for token in ahead if token.text not in ("{", "(", "}", ")")]
        is_alone = self._next.text == "T" or (len(ahead) == 3 and words == ["T"])
        if is_alone and "T" not in self._columns:
            refuse(
                "a transpose ^T is not accepted; write the products out, as in w1*x1 + w2*x2",
                self._next.position,
            )

    def _is_row_index(self, base: Node) -> bool:
        """Take the (i) of x^(i), which says that x is a column, and tell whether it was there."""
        ahead = [token.text for token in self.tokens[self._i : self._i + 5]]
        bare = [text for text in ahead if text not in ("{", "}")]
        width = 5 if ahead[:1] == ["{"] else 3
        is_index = bare[0:1] == ["("] and len(bare) > 2 and bare[1] in _ROW and bare[2] == ")"
        # Nothing else stands in the braces.
        is_index = is_index and (width == 3 or ahead[4:] == ["}"])
        if not is_index or not isinstance(base, Name) or bare[1] in self._columns:
            return False
        if base.name not in self._columns:
            if width == 3:
                return False
            refuse(
                "{name}^({index}) is read as row {index} of a column, and there is no column"
                " {name}",
                base.position,
                name=base.name,
                index=bare[1],
            )
        if not self._numbers:
            typed = self._scanner.quoted(base.position, self.tokens[self._i + width - 1].end)
            self._scanner.note_column(typed, base.name)
        self._i += width
        return True

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._named(token)
        if token.kind == "frac":
            above, below = self._group(), self._group()
            return Binary("/", above, below, token.position)
        if token.kind == "root":
            return self._root(token)
        if token.kind == "operator" and token.text in CLOSING:
            return self._bracketed(token)
        if token.kind == "operator" and token.text in BARS:
            return self._absolute(token)
        return self._refuse_start(token)

    def _number(self, token: Token) -> Node:
        if self._next.kind == "number":
            refuse("two numbers stand side by side; write * between them", self._next.position)
        if self._at(",") and not self._in_arguments and self._next.position == token.end:
            after = self.tokens[self._i + 1]
            is_decimal = after.text.isdecimal() and after.position == self._next.end
            if is_decimal and token.text.isdecimal():
                if _could_part_thousands(token.text, after.text):
                    refuse(
                        "{text} is unclear; write {one} or {other}",
                        token.position,
                        text=f"“{token.text},{after.text}”",
                        one=f"{token.text}.{after.text}",
                        other=f"{token.text}{after.text}",
                    )
                self._i += 2
                number = f"{token.text}.{after.text}"
                self.note(
                    "{text} was taken as {name}", text=f"{token.text},{after.text}", name=number
                )
                return Number(number, token.position)
        return Number(token.text, token.position)


def _could_part_thousands(before: str, after: str) -> bool:
    """Tell whether a comma between these digits could stand between thousands, as in 1,250."""
    return len(after) == 3 and len(before) <= 3 and not before.startswith("0")


def reading(
    text: str,
    columns: Collection[str] = (),
    n_rows: int | None = None,
    constants: Mapping[str, float] | None = None,
) -> Reading:
    """Return what `text` says; raise InputError, with the position, where it says nothing.

    A name that is one of the `columns` of the data is the column, even one such as ``e`` or
    ``max`` that means something else otherwise. `n_rows` is what a sum with bounds has to go
    over. One of the `constants` is a number, so that a bracket after it is a product.
    """
    if len(text) > MAX_LENGTH:
        raise InputError(
            "the objective has {length} characters; up to {most} are accepted",
            length=len(text),
            most=MAX_LENGTH,
        )
    if not text.strip():
        raise InputError("the objective is empty; type a formula such as w1^2 + 4*w2^2")
    scanner = scanned(text, columns, n_rows, constants)
    parser = _Parser(scanner)
    syntax = parser.whole()
    counts = frozenset(bounds.constant for bounds in scanner.sums.values() if bounds.constant)
    return Reading(syntax, tuple(parser.tokens), scanner.all_remarks(), counts)
