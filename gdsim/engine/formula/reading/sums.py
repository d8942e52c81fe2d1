"""Sums with their sign: over all rows of the data, or written out from one number to another."""

from __future__ import annotations

import re
from typing import NoReturn

from gdsim.engine.formula.reading.indices import matching, skip
from gdsim.engine.formula.reading.scanner import Scanner, SumBounds
from gdsim.engine.formula.reading.vocabulary.characters import SUBSCRIPTS, refuse

_LOWER = re.compile(r"([a-z])\s*(?:=\s*([0-9]{1,4})|(?:\\in|∈)\s*.+)?")
_UPPER = re.compile(r"(?:([0-9]{1,9})|([a-zA-Z]))(\s*-\s*1)?")


COUNTS = frozenset({"m", "n", "N"})
"""What the number of rows is called in textbooks."""


def sum_sign(scanner: Scanner, start: int, i: int, end: int) -> int:
    r"""Add the sign of a sum, as ``Sigma`` with its index; return where its bounds end.

    The bounds are those of all rows, from 1 to n or from 0 to n - 1, or two numbers.
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
    """Return the index of a sum, as ``_i``, and remember the bounds of one that is written out."""
    below, above = _LOWER.fullmatch(lower), _UPPER.fullmatch(upper)
    if (lower and not below) or (upper and not above):
        _refuse_bounds(position)
    index = f"_{below[1]}" if below else ""
    last = _number(scanner, above) if above else None
    first = int(below[2] or 1) if below else 1
    if last is not None and below and (not scanner.columns or last - first + 1 != scanner.n_rows):
        if last < first:
            refuse(
                "this sum from {first} to {last} has no terms; give a last number that is not"
                " below the first",
                position,
                first=first,
                last=last,
            )
        constant = (above[2] or "") if above else ""
        scanner.sums[position] = SumBounds(below[1], first, last, constant)
    elif last is None and (first > 1 or (above and above[2] not in COUNTS)):
        _refuse_bounds(position)
    elif last is None and above and bool(above[3]) != (first == 0):
        refuse("a sum over all rows goes from 1 to n, or from 0 to n - 1", position)
    return index


def _refuse_bounds(position: int) -> NoReturn:
    refuse(
        "a sum goes over all rows of the data, from i = 1 to n, or from one number to another;"
        " write other sums out",
        position,
    )


def _number(scanner: Scanner, above: re.Match[str]) -> int | None:
    """Return the upper bound where it is a number or a constant that is one; None for all rows."""
    value = float(above[1]) if above[1] else scanner.constants.get(above[2])
    if value is None or not value.is_integer():
        return None
    return int(value) - bool(above[3])
