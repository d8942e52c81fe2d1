r"""What a formula in LaTeX is worth, read independently of the program that wrote it.

Reads objectives, derivatives, equations and numbers: products without a sign, ``\frac``, ``\sqrt``,
named functions and their powers, ``|x|``, ``[x > 0]``, and any symbols whose values are given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

WORD = re.compile(
    r"\\operatorname\{\w+\}|\\(?:left|right)?[()\[\]|]"
    r"|(?:\\(?:hat|tilde|bar)\{(?:\\mathrm\{\w+\}|\\?\w+)\}|\\mathrm\{\w+\}|\\[a-zA-Z]+|[a-zA-Z])(?:_\{(?:[^{}]|\{[^{}]*\})*\}|_\w)?"
    r"|\d+\.\d*|\d*\.?\d+|\S"
)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


FUNCTIONS = {
    r"\sin": math.sin,
    r"\cos": math.cos,
    r"\tanh": math.tanh,
    r"\log": math.log,
    r"\log_2": math.log2,
    r"\log_{10}": math.log10,
    r"\operatorname{arsinh}": math.asinh,
    r"\arctan": math.atan,
    r"\operatorname{sigmoid}": sigmoid,
    r"\max": max,
    r"\min": min,
    r"\sqrt": math.sqrt,
    r"\operatorname{relu}": lambda x: max(x, 0.0),
    r"\operatorname{sign}": lambda x: math.copysign(1.0, x) if x else 0.0,
    r"\operatorname{softplus}": softplus,
}
CLOSING = {"(": ")", "{": "}", "[": "]", "|": "|", r"\lfloor": r"\rfloor"}


def worth(latex: str, values: Mapping[str, float] | None = None) -> float:
    """Return what `latex` is worth; raise ValueError where it is not understood to its end."""
    latex = latex.replace(r"\,", " ")
    # Without a space between, it is the sigmoid and not a symbol.
    latex = latex.replace(r"\sigma\left(", r"\operatorname{sigmoid}\left(")
    words = [m[0] for m in WORD.finditer(latex) if m[0] not in (r"\left", r"\right")]
    words = [re.sub(r"^\\(?:left|right)(?=[()\[\]|])", "", word) for word in words]
    known = {r"\pi": math.pi, "e": math.e, **(values or {})}
    value, rest = total(words, known)
    if rest:
        raise ValueError(f"{rest} is left of {latex}")
    return value


def total(words: list[str], known: Mapping[str, float]) -> tuple[float, list[str]]:
    terms, sign = [], 1.0
    if words[0] == "-":
        sign, words = -1.0, words[1:]
    while True:
        value, words = product(words, known)
        terms.append(sign * value)
        if not words or words[0] not in ("+", "-"):
            return sum(terms), words
        sign, words = (1.0 if words[0] == "+" else -1.0), words[1:]


def product(words: list[str], known: Mapping[str, float]) -> tuple[float, list[str]]:
    value, words = power(words, known)
    while words and words[0] not in ("+", "-", ",", ">", *CLOSING.values()):
        if words[0] == "/":
            divisor, words = power(words[1:], known)
            value /= divisor
        else:
            factor, words = power(words[1:] if words[0] == r"\cdot" else words, known)
            value *= factor
    return value, words


def power(words: list[str], known: Mapping[str, float]) -> tuple[float, list[str]]:
    value, words = atom(words, known)
    if words and words[0] == "^":
        exponent, words = exponent_of(words[1:], known)
        if words and words[0] == "^":
            raise ValueError("two powers of one base")
        try:
            value **= exponent
        except OverflowError:
            value = math.inf
    return value, words


def exponent_of(words: list[str], known: Mapping[str, float]) -> tuple[float, list[str]]:
    r"""Read what LaTeX raises: a group in braces, or one sign alone (``x^12`` is x^1 2)."""
    if words[0] == "{":
        (value,), words = group(words, known)
        return value, words
    if words[0] in known:
        return known[words[0]], words[1:]
    if len(words[0]) > 1:
        raise ValueError(f"an exponent of more than one sign: {words[0]}")
    return float(words[0]), words[1:]


def group(words: list[str], known: Mapping[str, float]) -> tuple[list[float], list[str]]:
    closing, values = CLOSING[words[0]], []
    while words[0] != closing or not values:
        value, words = total(words[1:], known)
        if words[0] == ">":
            bound, words = total(words[1:], known)
            value = float(value > bound)
        values.append(value)
    return values, words[1:]


def atom(words: list[str], known: Mapping[str, float]) -> tuple[float, list[str]]:
    word, rest = words[0], words[1:]
    if word in known:
        return known[word], rest
    if word in CLOSING:
        (value,), rest = group(words, known)
        return {"|": abs, r"\lfloor": math.floor}.get(word, float)(value), rest
    if word == r"\frac":
        (over,), rest = group(rest, known)
        (under,), rest = group(rest, known)
        return over / under, rest
    if word == r"\sqrt" and rest[:3] == ["[", "3", "]"]:
        (inside,), rest = group(rest[3:], known)
        return math.cbrt(inside), rest
    if word in FUNCTIONS:
        exponent = 1.0
        if rest[0] == "^":
            exponent, rest = exponent_of(rest[1:], known)
        arguments, rest = group(rest, known) if rest[0] in CLOSING else one(rest, known)
        return FUNCTIONS[word](*arguments) ** exponent, rest
    return float(word), rest


def one(words: list[str], known: Mapping[str, float]) -> tuple[list[float], list[str]]:
    value, words = power(words, known)
    return [value], words
