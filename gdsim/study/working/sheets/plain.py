"""Formulas as one line of plain text, as one would type them."""

from __future__ import annotations

import re

BLANK = r"\underline{\qquad\qquad}"
"""The LaTeX of a place to write a number in."""

_GROUP = r"\s*\{([^{}]*)\}"

_REPLACED: tuple[tuple[str, str], ...] = (
    (re.escape(BLANK), "__________"),
    (r"\\(?:left|right)\|", "|"),
    (r"\\leftarrow", "<-"),
    (r"\\(?:left|right)|\\q?quad|\\,", ""),
    (r"\\lfloor\s*", "floor("),
    (r"\\lceil\s*", "ceil("),
    (r"\s*\\r(?:floor|ceil)", ")"),
    (r"\\le(?![a-z])", "≤"),
    (r"\\ge(?![a-z])", "≥"),
    (r"\\infty", "∞"),
    (r"\\square", "[ ]"),
    (r"\\approx", "≈"),
    (r"\\pm", "±"),
    (r"\\cdot", "*"),
    (r"\\partial ", "d"),
    (r"\\partial(?=\^)", "d"),
    (r"\\top(?![a-z])", "T"),
    (r"\\nabla\s*", "∇"),
    (rf"\\(?:mathrm|mathcal|operatorname|text){_GROUP}", r"\1"),
    (r"_\{(\w*)\}", r"_\1"),
    (rf"_{_GROUP}", r"_(\1)"),
    (r"\\(?:hat|tilde)\{\\?(\w+)\}", r"\1^"),
    (r"\\bar\{\\?(\w+)\}", r"\1_bar"),
    (rf"\^{_GROUP}", r"^(\1)"),
    (rf"\\sqrt\[3\]{_GROUP}", r"cbrt(\1)"),
    (rf"\\sqrt{_GROUP}", r"sqrt(\1)"),
    (rf"\\cos\s*\\frac{_GROUP}{_GROUP}", r"cos((\1)/(\2))"),
    (rf"\\frac{_GROUP}{_GROUP}", r"(\1)/(\2)"),
)
"""From the inside of nested braces outwards, as often as anything changes."""

_NEEDLESS = re.compile(
    r"(?<![\w\])^])\(([\w.]+(?:\^|\([^()]*\))?)\)(?=\s*/)"
    r"|(?<=/)\(([\w.]+)\)(?![\w^(])|(?<=\^)\(([\w.]+)\)"
)
"""Brackets around a single word over or under a fraction's line, or in a power."""


def plain_formula(latex: str) -> str:
    """Return a formula in LaTeX as one line of plain text."""
    before = ""
    while before != latex:
        before = latex
        for pattern, shown in _REPLACED:
            latex = re.sub(pattern, shown, latex)
    text = re.sub(r"\s+", " ", latex.replace("\\", "")).strip()
    text = re.sub(r"(?<=\() | (?=\))", "", text)
    return _NEEDLESS.sub(lambda match: match[1] or match[2] or match[3], text)
