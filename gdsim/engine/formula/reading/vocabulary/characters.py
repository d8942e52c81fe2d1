"""Letters and signs as they are copied from print, in their plain spelling."""

from __future__ import annotations

import re
from typing import NoReturn

from gdsim.engine.errors import InputError

SAME_AS = {"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "＋": "+"} | {
    "·": "*", "×": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*", "＊": "*", "⋆": "*",
    "÷": "/", "∕": "/", "⁄": "/", "／": "/", "∣": "|", "｜": "|", "∥": "‖", "＝": "=", "≔": "=",
    "（": "(", "）": ")", "，": ",", "⟵": "=", "←": "=", "↦": "→", "⟶": "→", "⟼": "→",
}  # fmt: skip
"""Signs, and the plain one that each is read as."""

IGNORED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2064\ufeff\u00ad")
"""Letters without width, which copying brings along."""

SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉⁱʲᵏᵐⁿᵖᵗˣʸᶻᵀ", "0123456789+-()abcdeijkmnptxyzT", strict=True)
)

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))

VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip

ROOTS = {"√": 2, "∛": 3, "∜": 4}

ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u20d7": ""}
"""Signs above a letter, and what stands for them at the end of its name."""

_BOLD = re.compile(r"MATHEMATICAL .*BOLD")


def plain_name(text: str, position: int) -> str:
    """Return the name with each Greek letter spelled out; refuse other scripts.

    Letters of print such as 𝑥 are plain ones, x₁ is x1, and x̂ is x_hat.
    """
    if text.isascii():
        return text
    parts: list[str] = []
    accents: list[str] = []
    for i, letter in enumerate(text):
        plain = _plain_letter(letter)
        if letter in ACCENTS:
            accents += [ACCENTS[letter]] if ACCENTS[letter] else []
        elif plain is None:
            _refuse_letter(letter, position + i)
        else:
            base, accent = plain
            if letter in SUBSCRIPTS and base.isalpha() and text[i - 1] not in SUBSCRIPTS:
                base = f"_{base}"
            parts.append(base)
            accents += [accent] if accent else []
    return "_".join(["".join(parts), *accents])


def _plain_letter(letter: str) -> tuple[str, str] | None:
    """Return the plain spelling of one letter and of the sign above it; None for no letter."""
    if letter.isascii():
        return letter, ""
    if letter in SUBSCRIPTS:
        return SUBSCRIPTS[letter], ""
    import unicodedata

    plain = unicodedata.normalize("NFKD", letter)
    base, marks = plain[0], plain[1:]
    if any(mark not in ACCENTS for mark in marks) or unicodedata.category(letter)[0] not in "LM":
        return _plain_digit(letter)
    accent = ACCENTS[marks[0]] if marks else ""
    if base.isascii() and base.isalpha():
        return base, accent
    spelled = unicodedata.name(base, "")
    match = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)(?: SYMBOL)?", spelled)
    if match is None:
        return None
    word = match[2].lower().replace("lamda", "lambda")
    return (word if match[1] == "SMALL" else word.capitalize()), accent


def _plain_digit(letter: str) -> tuple[str, str] | None:
    """Return a digit of print, such as 𝟏, as a plain one."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", letter)
    is_digit = unicodedata.category(letter) == "Nd" and plain.isascii() and plain.isdecimal()
    return (plain, "") if is_digit else None


def is_bold(letter: str) -> bool:
    """Tell whether a letter is one that print has for vectors."""
    if letter.isascii():
        return False
    import unicodedata

    return bool(_BOLD.match(unicodedata.name(letter, "")))


def _refuse_letter(letter: str, position: int) -> NoReturn:
    import unicodedata

    # Columns of a file are called by these: Größe is Grosse.
    base = "ss" if letter == "ß" else unicodedata.normalize("NFKD", letter)[0]
    if base != letter and base.isascii() and base.isalpha():
        refuse(
            "the letter {letter} is not accepted in names; write {plain} for it",
            position,
            letter=letter,
            plain=base,
        )
    refuse(
        "the letter {letter} is not accepted; names have Latin or Greek letters",
        position,
        letter=letter,
    )


def refuse(template: str, position: int, **values: object) -> NoReturn:
    """Raise InputError with the place, counted from 1, at the end of the sentence."""
    raise InputError(
        "{reason} (at character {place})",
        position=position,
        reason=InputError(template, "", position=None, **values),
        place=position + 1,
    )
