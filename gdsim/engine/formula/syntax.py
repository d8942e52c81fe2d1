"""Text to syntax tree: tokens, precedence, and a position for whatever is refused.

The grammar is that of a calculator: ``+ - * /``, ``^`` or ``**`` (right-associative, binding
tighter than a minus in front), implicit products (``2x``, ``3(x + 1)``, ``x y``), function calls.
Nothing is ever evaluated as code. A product left out after a division (``1/2x``) is refused, since
people read it in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NoReturn

from gdsim.engine.errors import InputError
from gdsim.engine.formula.nodes import Binary, Call, Constant, Name, Negative, Node, Number
from gdsim.engine.formula.tokens import Token, refuse, tokens_of

MAX_LENGTH = 2000
MAX_DEPTH = 32

CONSTANTS = frozenset({"pi", "e"})
FUNCTIONS: dict[str, str] = {
    name: name
    for name in (
        "sin cos tan asin acos atan sinh cosh tanh exp log sqrt abs sign min max relu sigmoid "
        "softplus erf"
    ).split()
} | {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}
"""Accepted spellings, and the function that each means."""

MANY_ARGUMENTS = frozenset({"min", "max"})

AGGREGATES = {"sum": "sum", "mean": "mean", "Sigma": "sum"}
"""What works over all rows of the data, alone or with an index as in ``sum_i``."""

_AGGREGATE = re.compile(rf"({'|'.join(AGGREGATES)})(?:_[a-zA-Z])?")
_REQUESTS = frozenset({"minimize", "minimise", "maximize", "maximise", "argmin", "argmax"})


class _Parser:
    """Precedence climbing over a list of tokens."""

    def __init__(self, text: str, columns: Collection[str], constants: Collection[str]) -> None:
        self._tokens = tokens_of(text)
        self._columns = columns
        self._constants = constants
        self._i = 0
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._i]

    def _take(self) -> Token:
        token = self._next
        self._i += 1
        return token

    def _at(self, *operators: str) -> bool:
        return self._next.kind == "operator" and self._next.text in operators

    def whole(self) -> Node:
        node = self._sum()
        if self._next.kind != "end":
            if self._at(")"):
                refuse("a bracket ) has no bracket ( before it", self._next.position)
            refuse(
                "{found} is not expected here; an operator is, such as *",
                self._next.position,
                found=self._next.text,
            )
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
        node = self._signed()
        divided, levels = False, 0
        while True:
            if self._at("*", "/"):
                operator = self._take()
                divided = operator.text == "/"
                levels += divided
                if levels > MAX_DEPTH:
                    refuse(
                        "there are more than {most} divisions in a row; use brackets",
                        operator.position,
                        most=MAX_DEPTH,
                    )
                node = Binary(operator.text, node, self._signed(), operator.position)
            elif self._next.kind == "name" or self._at("("):
                if divided and not self._is_sign_of_sum(self._next):
                    refuse(
                        "a product without * after a division can be read in two ways; write *"
                        " or brackets",
                        self._next.position,
                    )
                node = Binary("*", node, self._power(), self._next.position)
            else:
                return node

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

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            refuse(
                "brackets and powers are nested too deeply; up to {most} levels are accepted",
                self._next.position,
                most=MAX_DEPTH,
            )

    def _power(self) -> Node:
        base = self._primary()
        if not self._at("^"):
            return base
        position = self._take().position
        if self._next.text == "T" and "T" not in self._columns:
            refuse(
                "a transpose ^T is not accepted; write the products out, as in w1*x1 + w2*x2",
                self._next.position,
            )
        return Binary("^", base, self._deeper(), position)

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._named(token)
        if token.kind == "operator" and token.text == "(":
            node = self._sum()
            self._close(token)
            return node
        return self._refuse_start(token)

    def _refuse_start(self, token: Token) -> NoReturn:
        if token.kind == "end":
            refuse(
                "the text ends where a number, a name or a bracket ( is expected", token.position
            )
        refuse(
            "{found} stands where a number, a name or a bracket ( is expected",
            token.position,
            found=token.text,
        )

    def _number(self, token: Token) -> Node:
        if self._next.kind == "number":
            refuse("two numbers stand side by side; write * between them", self._next.position)
        return Number(token.text, token.position)

    def _named(self, token: Token) -> Node:
        is_column = token.text in self._columns and not self._at("(")
        if aggregate := None if is_column else _AGGREGATE.fullmatch(token.text):
            function = AGGREGATES[aggregate[1]]
            if self._is_sign_of_sum(token):
                return Call(function, (self._product(),), token.position)
            return self._call(token, function)
        if token.text in FUNCTIONS and not is_column:
            return self._call(token, FUNCTIONS[token.text])
        if token.text in _REQUESTS and not is_column:
            refuse("{word} is no part of a formula; leave it out", token.position, word=token.typed)
        return self._name(token)

    def _is_sign_of_sum(self, token: Token) -> bool:
        """Tell whether a token is the sign Σ, whose argument is the product after it."""
        is_sign = token.text == "Sigma" or re.fullmatch("Sigma_[a-zA-Z]", token.text)
        return bool(is_sign) and token.text not in self._columns

    def _name(self, token: Token) -> Node:
        if self._at("(") and token.text not in self._constants:
            refuse(
                "{name} is not a known function; for a product write {name}*( ), for a function"
                " take one of {accepted}",
                token.position,
                name=token.text,
                accepted=", ".join(sorted(set(FUNCTIONS.values()))),
            )
        if self._next.kind == "number":
            refuse("write * between {name} and the number", self._next.position, name=token.text)
        if token.text in CONSTANTS and token.text not in self._columns:
            return Constant(token.text, token.position)
        return Name(token.text, token.position)

    def _call(self, token: Token, function: str) -> Node:
        if not self._at("("):
            refuse(
                "the function {name} needs its argument in brackets: {name}( )",
                token.position,
                name=token.text,
            )
        opening = self._take()
        if self._at(")"):
            refuse("{name}( ) has no argument; give one", self._next.position, name=token.text)
        arguments = [self._sum()]
        while self._at(","):
            self._take()
            arguments.append(self._sum())
        self._close(opening)
        many = token.text in MANY_ARGUMENTS
        if many and len(arguments) < 2:
            refuse("{name} needs two arguments or more", token.position, name=token.text)
        if not many and len(arguments) > 1:
            refuse(
                "{name} takes one argument, not {given}",
                token.position,
                name=token.text,
                given=len(arguments),
            )
        return Call(function, tuple(arguments), token.position)

    def _close(self, opening: Token) -> None:
        if not self._at(")"):
            if self._next.kind == "end":
                refuse("the bracket ( is never closed; add a bracket )", opening.position)
            refuse(
                "{found} stands where an operator or a bracket ) is expected",
                self._next.position,
                found=self._next.text,
            )
        self._take()


def parse_syntax(text: str, columns: Collection[str] = (), constants: Collection[str] = ()) -> Node:
    """Return the syntax tree of `text`; raise InputError, with the position, where it has none.

    A name that is one of the `columns` of the data is the column, even one such as ``e`` or
    ``max`` that means something else otherwise. One of the `constants` is a number, so that a
    bracket after it is a product.
    """
    if len(text) > MAX_LENGTH:
        raise InputError(
            "the objective has {length} characters; up to {most} are accepted",
            length=len(text),
            most=MAX_LENGTH,
        )
    if not text.strip():
        raise InputError("the objective is empty; type a formula such as w1^2 + 4*w2^2")
    return _Parser(text, columns, constants).whole()
