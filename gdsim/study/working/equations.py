r"""Equations in LaTeX with numbers: worked out as written, and with the numbers put in.

`evaluate` knows the LaTeX that equations of rules and schedules are written in: ``\frac``,
``\sqrt``, ``\max``, ``\cos``, sizes between bars, indices, powers, and products without a sign.
`with_numbers` knows that of objectives and their derivatives too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from gdsim.engine.formula.latex_pieces import THIN_SPACE

_INDEX = r"(?:_(?:\{[^}]*\}|\w))?"
_TOKEN = re.compile(
    r"\\(?:hat|tilde)\{\w\}"
    r"|\\(?:frac|sqrt|max|min|cos|lfloor|rfloor|left|right|cdot)"
    rf"|(?:\\[a-z]+|[a-zA-Z]){_INDEX}"
    r"|\d+(?:\.\d+)?|[-+*/^(){},]"
)
_FUNCTIONS: Mapping[str, Callable[..., np.float64]] = {
    r"\sqrt": np.sqrt,
    r"\floor": np.floor,
    r"\max": np.maximum,
    r"\min": np.minimum,
    r"\abs": np.abs,
}


def evaluate(latex: str, values: Mapping[str, float]) -> float:
    """Return what the expression is worth, given what each of its symbols stands for.

    Too large a number is infinite and 0/0 is NaN, as in the engine.

    Raises
    ------
    KeyError
        For a symbol that is not among `values`.
    """
    numbers = {symbol: np.float64(value) for symbol, value in values.items()}
    with np.errstate(all="ignore"):
        return float(_read(latex)(numbers))


_Numbers = Mapping[str, np.float64]
_Value = Callable[[_Numbers], np.float64]


@lru_cache(maxsize=256)
def _read(latex: str) -> _Value:
    plain = latex.replace(r"\left|", r"\abs(").replace(r"\right|", ")")
    plain = re.sub(r"\\left|\\right", "", plain).replace(r"\cdot", "*")
    plain = plain.replace(r"\lfloor", r"\floor(").replace(r"\rfloor", ")")
    return _Reader(plain).value()


class _Reader:
    """Recursive descent over the tokens of an expression; each part becomes a function."""

    _token = re.compile(_TOKEN.pattern.replace("lfloor|rfloor", "floor"))

    def __init__(self, plain: str) -> None:
        self._tokens = self._token.findall(plain)

    def value(self) -> _Value:
        return self._sum()

    def _next_is(self, *tokens: str) -> bool:
        return bool(self._tokens) and self._tokens[0] in tokens

    def _sum(self) -> _Value:
        is_negated = self._next_is("-")
        if is_negated:
            self._tokens.pop(0)
        value = self._product()
        if is_negated:
            value = _unary(np.negative, value)
        while self._next_is("+", "-"):
            join = np.add if self._tokens.pop(0) == "+" else np.subtract
            value = _binary(join, value, self._product())
        return value

    def _product(self) -> _Value:
        value = self._power()
        while self._tokens and not self._next_is("+", "-", ")", "}", ","):
            join = np.divide if self._next_is("/") else np.multiply
            if self._next_is("/", "*"):
                self._tokens.pop(0)
            value = _binary(join, value, self._power())
        return value

    def _power(self) -> _Value:
        value = self._atom()
        if self._next_is("^"):
            self._tokens.pop(0)
            value = _binary(np.power, value, self._atom())
        return value

    def _group(self) -> list[_Value]:
        self._tokens.pop(0)
        values = [self._sum()]
        while self._tokens.pop(0) == ",":
            values.append(self._sum())
        return values

    def _atom(self) -> _Value:
        if self._next_is("(", "{"):
            return self._group()[0]
        word = self._tokens.pop(0)
        if word == r"\frac":
            return _binary(np.divide, self._group()[0], self._group()[0])
        if word == r"\cos":
            return _unary(np.cos, self._power())
        if word in _FUNCTIONS:
            function, arguments = _FUNCTIONS[word], self._group()
            return (
                _unary(function, *arguments)
                if len(arguments) < 2
                else _binary(function, *arguments)
            )
        if word == r"\pi" or word[0].isdigit():
            number = np.float64(np.pi if word == r"\pi" else word)
            return lambda _numbers: number
        return lambda numbers: numbers[word]


def _unary(function: Callable[..., np.float64], value: _Value) -> _Value:
    return lambda numbers: function(value(numbers))


def _binary(function: Callable[..., np.float64], one: _Value, other: _Value) -> _Value:
    return lambda numbers: function(one(numbers), other(numbers))


_WORD = re.compile(
    r"\\operatorname\{\w+\}|\\sigma\\left\("
    r"|\\(?:left|right)[()\[\]|]"
    r"|(?:\\(?:hat|tilde|bar)\{(?:\\mathrm\{\w+\}|\\?\w+)\}|\\mathrm\{\w+\}|\\[a-zA-Z]+|[a-zA-Z])"
    r"(?:_(?:\{(?:[^{}]|\{[^{}]*\})*\}|\w))?"
    r"|\d+\.?\d*|\.\d+|\S"
)
"""Symbols with their indices, functions, brackets and numbers; ``\\sigma(...)`` is the sigmoid."""

_ENDS_A_FACTOR = frozenset({")", "}", r"\right)", r"\right]", r"\right|", r"\pi", "e"})
_BEGINS_A_GROUP = frozenset({"", "(", "{", ",", r"\left(", r"\left[", r"\left|", r"\sigma\left("})


def symbols_in(latex: str) -> list[str]:
    """Return the symbols, numbers and signs of an expression, in order."""
    return _WORD.findall(latex)


def with_numbers(latex: str, texts: Mapping[str, str]) -> str:
    r"""Return the expression with symbols replaced by numbers, in LaTeX.

    Parameters
    ----------
    texts
        A number's LaTeX for each symbol to be replaced. Brackets stand around one wherever it
        would else be misread, and a ``\cdot`` wherever two numbers would run together.
    """
    # Numbers are parted by a sign.
    latex = latex.replace(THIN_SPACE, " ")
    words = [*_WORD.finditer(latex)]
    pieces: list[str] = []
    before, is_factor, is_number = "", False, False
    place = 0
    for match, following in zip(words, [*words[1:], None], strict=True):
        word = match[0]
        pieces.append(latex[place : match.start()])
        place = match.end()
        put_in = word in texts
        was_number, is_number = is_number, put_in or word.strip(".")[:1].isdigit()
        if (is_number and is_factor) or (was_number and word == r"\frac"):
            pieces.append(r"\cdot ")
        after = following[0] if following else ""
        pieces.append(_fitted(texts[word], before, after) if put_in else word)
        before, is_factor = word, is_number or word in _ENDS_A_FACTOR
    return "".join(pieces)


def _fitted(number: str, before: str, after: str) -> str:
    """Return a number in brackets where the words around it would else change its meaning."""
    if before == "^" and len(number) > 1:
        return f"{{{number}}}"
    is_compound, is_negative = "^" in number, number.startswith("-")
    is_misread = (
        (is_negative and before not in _BEGINS_A_GROUP)
        or (is_compound and before == "/")
        or ((is_compound or is_negative) and after == "^")
    )
    return rf"\left({number}\right)" if is_misread else number
