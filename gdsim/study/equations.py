r"""Equations in LaTeX with numbers: worked out as written, and with the numbers put in.

Knows the LaTeX that equations of rules and schedules are written in: ``\frac``, ``\sqrt``,
``\max``, ``\cos``, indices, powers, and products without a sign.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

_INDEX = r"(?:_(?:\{[^}]*\}|\w))?"
_TOKEN = re.compile(
    r"\\(?:hat|tilde)\{\w\}"
    r"|\\(?:frac|sqrt|max|min|cos|lfloor|rfloor|left|right|cdot)"
    rf"|(?:\\[a-z]+|[a-zA-Z]){_INDEX}"
    r"|\d+(?:\.\d+)?|[-+*/^(){},]"
)
_FUNCTIONS: Mapping[str, Callable[..., float]] = {r"\sqrt": math.sqrt, r"\max": max, r"\min": min}


def evaluate(latex: str, values: Mapping[str, float]) -> float:
    """Return what the expression is worth, given what each of its symbols stands for.

    Raises
    ------
    KeyError
        For a symbol that is not among `values`.
    """
    plain = re.sub(r"\\left|\\right", "", latex).replace(r"\cdot", "*")
    plain = plain.replace(r"\lfloor", r"\floor(").replace(r"\rfloor", ")")
    return _Reader(plain, values).value()


class _Reader:
    """Recursive descent over the tokens of an expression."""

    _token = re.compile(_TOKEN.pattern.replace("lfloor|rfloor", "floor"))

    def __init__(self, plain: str, values: Mapping[str, float]) -> None:
        self._tokens = self._token.findall(plain)
        self._values = {r"\pi": math.pi, **values}

    def value(self) -> float:
        return self._sum()

    def _next_is(self, *tokens: str) -> bool:
        return bool(self._tokens) and self._tokens[0] in tokens

    def _sum(self) -> float:
        sign = -1.0 if self._next_is("-") else 1.0
        if sign < 0:
            self._tokens.pop(0)
        value = sign * self._product()
        while self._next_is("+", "-"):
            sign = 1.0 if self._tokens.pop(0) == "+" else -1.0
            value += sign * self._product()
        return value

    def _product(self) -> float:
        value = self._power()
        while self._tokens and not self._next_is("+", "-", ")", "}", ","):
            if self._next_is("/"):
                self._tokens.pop(0)
                value /= self._power()
                continue
            if self._next_is("*"):
                self._tokens.pop(0)
            value *= self._power()
        return value

    def _power(self) -> float:
        value = self._atom()
        if self._next_is("^"):
            self._tokens.pop(0)
            value = float(value ** self._atom())
        return value

    def _group(self) -> list[float]:
        self._tokens.pop(0)
        values = [self._sum()]
        while self._tokens.pop(0) == ",":
            values.append(self._sum())
        return values

    def _atom(self) -> float:
        if self._next_is("(", "{"):
            return self._group()[0]
        word = self._tokens.pop(0)
        if word == r"\frac":
            return self._group()[0] / self._group()[0]
        if word == r"\cos":
            return math.cos(self._power())
        if word == r"\floor":
            return float(math.floor(self._group()[0]))
        if word in _FUNCTIONS:
            return _FUNCTIONS[word](*self._group())
        return float(word) if word[0].isdigit() else self._values[word]


def with_numbers(latex: str, texts: Mapping[str, str]) -> str:
    r"""Return the expression with symbols replaced by numbers, in LaTeX.

    Parameters
    ----------
    texts
        A number's LaTeX for each symbol to be replaced; negative ones are put in brackets, and a
        ``\cdot`` stands wherever two numbers would else run together.
    """
    pieces: list[str] = []
    ends_in_number = False
    for word in _TOKEN.findall(latex):
        number = texts.get(word)
        is_number = number is not None or word[0].isdigit()
        if is_number and ends_in_number:
            pieces.append(r"\cdot")
        pieces.append(word if number is None else _bracketed(number))
        ends_in_number = is_number or word in {")", "}"}
    # White space means nothing in LaTeX's mathematics, apart from ending a command.
    return re.sub(r"(?<=[{(^]) | (?=[})^,])|(?<=[\w}]) (?=\()", "", " ".join(pieces))


def _bracketed(number: str) -> str:
    return rf"\left({number}\right)" if number.startswith("-") else number
