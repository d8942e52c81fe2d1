"""Names and functions, with their arguments in brackets or without."""

from __future__ import annotations

import re

from gdsim.engine.formula.nodes import Binary, Call, Constant, Name, Node, Number
from gdsim.engine.formula.reading.calls import logarithm, written_out
from gdsim.engine.formula.reading.counted import Counted
from gdsim.engine.formula.reading.cursor import CLOSING
from gdsim.engine.formula.reading.scanner import Token, refuse_request
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.reading.vocabulary.functions import (
    AGGREGATE,
    AGGREGATES,
    CONSTANTS,
    FUNCTIONS,
    MANY_ARGUMENTS,
    PAIRS,
    REQUESTS,
    WRITTEN_OUT,
    function_of,
)

_MODEL = re.compile(r"[fgh](_\w+)?")
"""What a model is called whose formula stands elsewhere."""


class Applied(Counted):
    """Reads them."""

    def _named(self, token: Token) -> Node:
        is_column = token.text in self._columns and not self._at("(")
        if is_column:
            return self._name(token)
        if aggregate := AGGREGATE.fullmatch(token.text):
            function = AGGREGATES[aggregate[1]]
            if self._is_sign_of_sum(token):
                if bounds := self._scanner.sums.get(token.position):
                    return self._written_out(token, bounds)
                self._enter()
                inside = self._product()
                self._depth -= 1
                return Call(function, (inside,), token.position)
            return self._call(token, function)
        if self._scanner.sums and (counted := self._counted_name(token)):
            return counted
        if token.text in REQUESTS:
            refuse_request(token.typed, token.position)
        function = self._function(token)
        if function:
            return self._call(token, function)
        return self._name(token)

    def _function(self, token: Token) -> str:
        """Return the function that a name is; empty where it is none."""
        is_called = self._at(*CLOSING)
        if token.text in self._scanner.constants:
            return ""
        if token.text == "sigma" and self._at("(", "["):
            self.note("{text}( ) was taken as the sigmoid function", text=token.typed)
            return "sigmoid"
        if token.text.lower() in WRITTEN_OUT and is_called:
            return token.text.lower()
        return function_of(token.text) if is_called else FUNCTIONS.get(token.text, "")

    def _is_sign_of_sum(self, token: Token) -> bool:
        """Tell whether a token is the sign Σ, whose argument is the product after it."""
        is_sign = token.text == "Sigma" or re.fullmatch("Sigma_[a-zA-Z]", token.text)
        return bool(is_sign) and token.text not in self._columns

    def _name(self, token: Token) -> Node:
        if self._at("(") and token.text not in self._scanner.constants:
            if _MODEL.fullmatch(token.text):
                refuse(
                    "{name}( ) stands for a formula that is not given here; write that formula in"
                    " its place, such as (theta0 + theta1*x)",
                    token.position,
                    name=token.text,
                )
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
        begin = self._i - 1
        exponent = self._exponent_of(token) if self._at("^") else None
        if not self._at(*CLOSING):
            node = self._bare_call(token, function, begin)
        else:
            node = self._with_arguments(token, function)
        if exponent is None:
            return node
        return Binary("^", node, exponent, token.position)

    def _exponent_of(self, token: Token) -> Node:
        """Return the exponent of sin^2 x; refuse that of sin^-1 x, which is read in two ways."""
        self._take()
        exponent = self._primary() if not self._at("-") else None
        if not isinstance(exponent, Number):
            refuse(
                "{name}^ before its argument is read in two ways; write {name}(x)^n for the power,"
                " or an inverse such as asin(x)",
                token.position,
                name=token.text,
            )
        return exponent

    def _with_arguments(self, token: Token, function: str) -> Node:
        opening = self._take()
        if self._at(CLOSING[opening.text]):
            refuse("{name}( ) has no argument; give one", self._next.position, name=token.text)
        with self._inside(opening, of_call=True):
            arguments = [self._sum()]
            while self._at(",", ";"):
                self._take()
                arguments.append(self._sum())
        return self._applied(token, function, tuple(arguments))

    def _applied(self, token: Token, function: str, arguments: tuple[Node, ...]) -> Node:
        position = token.position
        count = len(arguments)
        if function in MANY_ARGUMENTS and count < 2:
            refuse("{name} needs two arguments or more", position, name=token.text)
        if function == "log" and count == 2:
            return logarithm(arguments[0], arguments[1], position)
        if function in PAIRS and count != 2:
            refuse(
                "{name} takes two arguments, not {given}", position, name=token.text, given=count
            )
        if function not in MANY_ARGUMENTS | PAIRS and count > 1:
            refuse("{name} takes one argument, not {given}", position, name=token.text, given=count)
        if function in WRITTEN_OUT:
            return written_out(function, arguments, position)
        return Call(function, arguments, position)

    def _bare_call(self, token: Token, function: str, begin: int) -> Node:
        """Return sin x, sin 2x or ln|x|; refuse what goes on in a way that is read in two ways."""
        start = self._i
        is_aggregate = function in AGGREGATES.values()
        if is_aggregate or function in MANY_ARGUMENTS or not self._starts_argument():
            refuse(
                "the function {name} needs its argument in brackets: {name}( )",
                token.position,
                name=token.text,
            )
        self._enter()
        node = self._primary()
        plain = isinstance(node, Number | Constant)
        while plain and self._next.kind == "name" and not self._is_function_next():
            factor = self._primary()
            plain = isinstance(factor, Constant)
            node = Binary("*", node, factor, factor.position)
        self._depth -= 1
        goes_on = self._starts_factor() and not self._is_function_next()
        if goes_on or self._at("^", "/"):
            self._refuse_two(begin, start, token.text)
        self.note(
            "{text} was taken as {name}({argument})",
            text=self._text(begin, self._i),
            name=self._text(begin, start).strip(),
            argument=self._text(start, self._i),
        )
        return Call(function, (node,), token.position)

    def _starts_argument(self) -> bool:
        return self._next.kind == "number" or self._starts_factor()

    def _is_function_next(self) -> bool:
        token = self._next
        is_function = bool(FUNCTIONS.get(token.text)) or token.text == "sigma"
        return token.kind == "name" and is_function and token.text not in self._columns
