"""What stands on both sides of the signs = and ≈ of a working, read and worked out on its own.

It reads the LaTeX and the plain text of worked solutions and shares no code with what writes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

_RELATION = re.compile(r"\\approx|≈|=")

_NAMES = re.compile(r"[^\W\d_]+")

_PLAIN = {
    "−": "-",
    "·": "*",
    "²": "^{2}",
    "³": "^{3}",
    "⁴": "^{4}",
    r"\left": "",
    r"\right": "",
    r"\cdot": "*",
    r"\ ": "",
    r"\,": "",
}

_UNITS = {r"\mathrm{ms}": "* 0.001", r"\mathrm{s}": ""}

_KNOWN = {"sqrt": math.sqrt, "log": math.log, "ceil": math.ceil, "e": math.e}


def relations(equation: str) -> Iterator[tuple[str, str, str]]:
    """Yield the two sides of each sign of an equation, and the sign: ``=`` or ``≈``."""
    equation = re.split(r"[<>]|, \\quad|\\leftarrow|\\ge|\\le(?!ft)", equation)[-1]
    signs = ["≈" if one.group() != "=" else "=" for one in _RELATION.finditer(equation)]
    sides = _RELATION.split(equation)
    yield from zip(sides, signs, sides[1:], strict=False)


def value_of(side: str) -> float | None:
    """Return what a side comes to; None where it is no arithmetic, such as a name."""
    text = side
    for sign, plain in (_UNITS | _PLAIN).items():
        text = text.replace(sign, plain)
    text = _without_fractions(text)
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text)
    text = re.sub(r"\\lceil(.*?)\\rceil", r"ceil(\1)", text)
    text = re.sub(r"\\log\s*([\d.]+)", r"log(\1)", text).replace(r"\log", "log")
    text = text.replace("^", "**").replace("{", "(").replace("}", ")").strip()
    if not text or "\\" in text or set(_NAMES.findall(text)) - set(_KNOWN):
        return None
    if re.search(r"\d\s*\(|\)\s*[\d(]", text):
        return None  # a product without a sign, as of formulas
    try:
        return float(eval(text, {"__builtins__": {}}, dict(_KNOWN)))  # noqa: S307 - our own text
    except (ArithmeticError, SyntaxError, TypeError, ValueError):
        return None


def _without_fractions(text: str) -> str:
    """Return LaTeX with each fraction as a division, the innermost first."""
    while True:
        changed = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
        # Powers and the like inside a fraction have braces of their own.
        changed = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", changed)
        changed = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", changed)
        if changed == text:
            return text
        text = changed
