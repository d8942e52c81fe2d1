"""Text to tokens, each with its place, in one plain spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from gdsim.engine.errors import InputError

_SUPERSCRIPTS = {"²": "2", "³": "3"}
_SAME_AS = {"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>∑(?:_[a-z])?|[^\W\d_²³](?:[^\W\d²³]|[0-9])*)|(?P<operator>\*\*|[-+*/^(),²³−–·×⋅÷]))"
)


@dataclass(frozen=True)
class Token:
    """A piece of text: a ``number``, a ``name``, an ``operator`` or the ``end``.

    Attributes
    ----------
    text
        In the plain spelling; `typed` is as it stands in the text, from `position` on.
    """

    kind: str
    text: str
    position: int
    typed: str = ""


def refuse(template: str, position: int, **values: object) -> NoReturn:
    """Raise InputError with the place, counted from 1, at the end of the sentence."""
    raise InputError(
        "{reason} (at character {place})",
        position=position,
        reason=InputError(template, position=None, **values),
        place=position + 1,
    )


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of `text`, the last one marking its end; raise InputError."""
    tokens: list[Token] = []
    end = len(text.rstrip())
    i = 0
    while i < end:
        match = _TOKEN.match(text, i)
        if match is None:
            _refuse_character(text, i)
        kind = str(match.lastgroup)
        start = match.start(kind)
        tokens += _normal(kind, match[kind], start)
        i = match.end()
    return [*tokens, Token("end", "", end)]


def _normal(kind: str, text: str, position: int) -> list[Token]:
    """Return a token in its plain spelling: ``²`` as ``^ 2``, Greek letters by name."""
    if text in _SUPERSCRIPTS:
        digit = _SUPERSCRIPTS[text]
        return [Token("operator", "^", position), Token("number", digit, position)]
    if kind == "operator":
        return [Token(kind, "^" if text == "**" else _SAME_AS.get(text, text), position)]
    if kind == "name":
        return [Token(kind, plain_name(text, position), position, text)]
    return [Token(kind, text, position, text)]


def plain_name(text: str, position: int) -> str:
    """Return the name with each Greek letter spelled out; refuse other scripts."""
    if text.isascii():
        return text
    if text.startswith("∑"):
        return "Sigma" + text[1:]
    parts = []
    for i, letter in enumerate(text):
        spelled = unicodedata.name(letter, "")
        if letter.isascii():
            parts.append(letter)
        elif match := re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (\w+)", spelled):
            word = match[2].lower().replace("lamda", "lambda")
            parts.append(word if match[1] == "SMALL" else word.capitalize())
        else:
            refuse(
                "the letter {letter} is not accepted; names have Latin or Greek letters",
                position + i,
                letter=letter,
            )
    return "".join(parts)


def _refuse_character(text: str, i: int) -> NoReturn:
    while text[i].isspace():
        i += 1
    hints = {
        "=": "an objective is one expression; leave out everything up to the sign =",
        "|": "for the absolute value write abs( )",
        "<": "comparisons are not accepted; min, max, abs, sign and relu are",
        ">": "comparisons are not accepted; min, max, abs, sign and relu are",
        "[": "use round brackets ( )",
        "{": "use round brackets ( )",
    }
    default = "numbers, names, + - * / ^ and round brackets are"
    refuse(
        "the character {character} is not accepted; {hint}",
        i,
        character=text[i],
        hint=hints.get(text[i], default),
    )
