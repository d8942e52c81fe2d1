"""Pieces of LaTeX put together, each with how tightly it holds, and brackets where they are due."""

from __future__ import annotations

import re
from collections.abc import Sequence

import symengine as se
from symengine import Basic

SUM, NEGATED, PRODUCT, POWER, ATOM = range(5)
"""How tightly a piece of LaTeX holds together."""

Piece = tuple[str, int]

_OPERATORS = {
    name: rf"\{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "max", "min")
} | {
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "log2": r"\log_2",
    "log10": r"\log_{10}",
    "asinh": r"\operatorname{arsinh}",
    "acosh": r"\operatorname{arcosh}",
    "atanh": r"\operatorname{artanh}",
    **{name: rf"\operatorname{{{name}}}" for name in ("relu", "softplus", "erf", "sign")},
    "sigmoid": r"\sigma",
}


THIN_SPACE = r" \, "
"""Between a factor and a name of several letters: they would read as one word."""

_ENDS_IN_WORD = re.compile(r"\\mathrm\{\w+\}\}?(?:_\{.*\}|_\w|\^\{[^{}]*\})?$")


def wrapped(piece: Piece, at_least: int) -> str:
    """Return the text of a piece, in brackets unless it holds together at least so tightly."""
    text, strength = piece
    return text if strength >= at_least else rf"\left({text}\right)"


def call(function: str, arguments: Sequence[Piece]) -> Piece:
    """Return a function of arguments; of roots, bars and powers of e in their own way."""
    texts = [text for text, _ in arguments]
    if function == "sqrt":
        return rf"\sqrt{{{texts[0]}}}", ATOM
    if function == "cbrt":
        return rf"\sqrt[3]{{{texts[0]}}}", ATOM
    if function == "abs":
        return rf"\left|{texts[0]}\right|", ATOM
    if function == "exp":
        return f"e^{{{texts[0]}}}", POWER
    return rf"{_OPERATORS[function]}\left({', '.join(texts)}\right)", POWER


def power(base: Piece, exponent: Piece) -> Piece:
    """Return a power, that of a named function written as in a textbook: tanh^2(x)."""
    function, bracket, argument = base[0].partition(r"\left(")
    # Not for a negative exponent: sin^-1 is read as arcsin.
    if base[1] == POWER and bracket and function in _OPERATORS.values() and exponent[0].isdigit():
        return f"{function}^{{{exponent[0]}}}{bracket}{argument}", POWER
    return f"{wrapped(base, ATOM)}^{{{exponent[0]}}}", POWER


def product(factors: Sequence[Piece]) -> Piece:
    """Return factors beside each other, in this order."""
    if len(factors) == 1:
        return factors[0]
    text = ""
    for factor in factors:
        piece = wrapped(factor, PRODUCT)
        text += _between(text, piece) + piece
    return text, PRODUCT


def _between(before: str, after: str) -> str:
    """Return what parts two factors: two numbers a sign, a name of several letters some room."""
    if not before:
        return ""
    if before[-1].isdigit() and after[0].isdigit():
        return r" \cdot "
    return THIN_SPACE if _ENDS_IN_WORD.search(before) or after.startswith(r"\mathrm") else " "


def number_piece(text: str) -> Piece:
    """Return a number as it was typed, an exponent as a power of ten."""
    mantissa, _, exponent = text.lower().partition("e")
    if not exponent:
        return text, ATOM
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}", PRODUCT


def over_and_under(number: Basic) -> tuple[list[Piece], list[Piece]]:
    """Return a positive number as what stands over and under a line, without factors of 1."""
    parts = str(number).split("/") if isinstance(number, se.Rational) else [float(number)]
    over, under = ([number_piece(repr(float(p)).removesuffix(".0"))] for p in (*parts, 1)[:2])
    return [p for p in over if p[0] != "1"], [p for p in under if p[0] != "1"]
