"""Indices, and the bounds of sums, in braces or without."""

from __future__ import annotations

import re

from gdsim.engine.formula.reading.characters import SUBSCRIPTS, refuse
from gdsim.engine.formula.reading.latex_words import FONTS
from gdsim.engine.formula.reading.scanner import Scanner

COMMAND = re.compile(r"\\(?:([a-zA-Z]+)\*?|(.))", re.DOTALL)
_SET_WORD = re.compile(rf"\\(?:{'|'.join(sorted(FONTS))})\s*\{{([^{{}}]*)\}}")
_COUNT = re.compile(r"([mnN])(\s*-\s*1)?|([0-9]{1,9})")


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
    plain = re.sub(r"[\s,;]+", "_", re.sub(r"\\([a-zA-Z]+)", r"\1", typed).strip())
    if not re.fullmatch("[a-zA-Z0-9_]+", plain):
        refuse(
            "the index {text} is not accepted; give letters or a number",
            start,
            text=scanner.quoted(start, end),
        )
    return f"_{plain}"


def sum_sign(scanner: Scanner, start: int, i: int, end: int) -> int:
    r"""Add the sign of a sum, as ``Sigma`` with its index; return where its bounds end.

    The bounds must be those of all rows: from 1 to n, or from 0 to n - 1.
    """
    text, bounds, after = scanner.text, {"_": "", "^": ""}, i
    while True:
        i = skip(text, after, end)
        limits = re.compile(r"\\(?:no)?limits").match(text, i, end)
        if limits:
            after = limits.end()
        elif i < end and text[i] in bounds and not bounds[text[i]]:
            bounds[text[i]], after = _bound(scanner, i, end)
        elif i < end and text[i] in SUBSCRIPTS and SUBSCRIPTS[text[i]].isalpha():
            bounds["_"], after = SUBSCRIPTS[text[i]], i + 1
        else:
            break
    index = _checked_bounds(scanner, bounds["_"], bounds["^"], start)
    scanner.add("name", f"Sigma{index}", start, after)
    return after


def _bound(scanner: Scanner, i: int, end: int) -> tuple[str, int]:
    place = skip(scanner.text, i + 1, end)
    for opening, closing in (("{", "}"), ("(", ")")):
        if scanner.text[place : place + 1] == opening:
            inside, close = matching(scanner, place, end, opening, closing)
            return scanner.text[inside:close].strip(), close + 1
    match = re.compile(r"[0-9]+|[a-zA-Z]").match(scanner.text, place, end)
    if match is None:
        refuse("a bound of the sum is expected here", i)
    return match[0], match.end()


def _checked_bounds(scanner: Scanner, lower: str, upper: str, position: int) -> str:
    """Return the index of a sum over all rows, as ``_i``; refuse any other sum."""
    below = re.fullmatch(r"([a-z])\s*(?:=\s*([01])|(?:\\in|∈)\s*.+)?", lower)
    above = _COUNT.fullmatch(upper)
    if (lower and not below) or (upper and not above):
        refuse(
            "a sum goes over all rows of the data, from i = 1 to n; write other sums out", position
        )
    first = int(below[2] or 1) if below else 1
    if above and above[3]:
        count = int(above[3]) - first + 1
        if scanner.n_rows is not None and count != scanner.n_rows:
            refuse(
                "this sum has {count} terms, and the data has {rows} rows; a sum goes over all"
                " rows",
                position,
                count=count,
                rows=scanner.n_rows,
            )
    elif above and bool(above[2]) != (first == 0):
        refuse("a sum over all rows goes from 1 to n, or from 0 to n - 1", position)
    return f"_{below[1]}" if below else ""
