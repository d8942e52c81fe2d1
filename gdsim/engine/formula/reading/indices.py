"""Indices, in braces or without."""

from __future__ import annotations

import re

from gdsim.engine.formula.reading.scanner import Scanner
from gdsim.engine.formula.reading.vocabulary.characters import refuse
from gdsim.engine.formula.reading.vocabulary.latex_words import FONTS

COMMAND = re.compile(r"\\(?:([a-zA-Z]+)\*?|(.))", re.DOTALL)
_SET_WORD = re.compile(rf"\\(?:{'|'.join(sorted(FONTS))})\s*\{{([^{{}}]*)\}}")
_NEIGHBOUR = re.compile(r"([a-z])\s*([+-])\s*([0-9]{1,4})")


def skip(text: str, i: int, end: int) -> int:
    """Return where blanks end."""
    while i < end and text[i].isspace():
        i += 1
    return i


def group(scanner: Scanner, i: int, end: int) -> tuple[int, int]:
    """Return where the inside of the group of braces at `i` begins and ends."""
    i = skip(scanner.text, i, end)
    if scanner.text[i : i + 1] != "{" or i >= end:
        refuse("a group in braces {sign} is expected here", min(i, end), sign="{ }")
    return matching(scanner, i, end, "{", "}")


def matching(scanner: Scanner, i: int, end: int, opening: str, closing: str) -> tuple[int, int]:
    """Return where the inside of the bracket at `i` begins and ends."""
    depth, place = 1, i + 1
    while place < end and depth:
        letter = scanner.text[place]
        depth += (letter == opening) - (letter == closing)
        place += 2 if letter == "\\" else 1
    if depth:
        refuse("the bracket {sign} is never closed", i, sign=opening)
    return i + 1, place - 1


def index_after(scanner: Scanner, i: int, end: int) -> tuple[str, int]:
    """Return the index that follows a name, as ``_1``, and where it ends; none is empty."""
    text = scanner.text
    if text[i : i + 1] != "_" or i >= end:
        return "", i
    place = skip(text, i + 1, end)
    if text[place : place + 1] == "{":
        inside, close = group(scanner, place, end)
        return _plain_index(scanner, inside, close), close + 1
    if text[place : place + 1] == "\\":
        match = _SET_WORD.match(text, place, end) or COMMAND.match(text, place, end)
        if match is not None:
            return _plain_index(scanner, place, match.end()), match.end()
    match = re.compile(r"[0-9]+|[a-zA-Z](?=[a-zA-Z]_)|[a-zA-Z]+").match(text, place, end)
    if match is None:
        refuse("an index is expected after _", i)
    return f"_{match[0]}", match.end()


def _plain_index(scanner: Scanner, start: int, end: int) -> str:
    typed = _SET_WORD.sub(r"\1", scanner.text[start:end])
    neighbour = _NEIGHBOUR.fullmatch(typed.strip())
    if neighbour and any(neighbour[1] == bounds.index for bounds in scanner.sums.values()):
        return f"_{neighbour[1]}{neighbour[2]}{neighbour[3]}"
    plain = re.sub(r"[\s,;]+", "_", re.sub(r"\\([a-zA-Z]+)", r"\1", typed).strip())
    if not re.fullmatch("[a-zA-Z0-9_]+", plain):
        refuse(
            "the index {text} is not accepted; give letters or a number",
            start,
            text=scanner.quoted(start, end),
        )
    return f"_{plain}"
