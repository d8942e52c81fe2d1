"""Lists of names with a number or a range each, as people type them: ``a=1, b=100``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from gdsim.engine.errors import InputError

Read = Callable[[str], float]
"""Returns the number that a text says, or raises InputError."""

# A comma may be that of a number, as in a=0,5; b=2.
_PARTING = re.compile(r"\s*[;,]\s*(?=[^\W\d]\w*\s*=)")


def named_texts(text: str, example: str) -> dict[str, str]:
    """Return the names in a list with what each is said to be; raise InputError."""
    found: dict[str, str] = {}
    for part in _PARTING.split(text.strip().rstrip(",;")) if text.strip() else ():
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise InputError(
                "{text} is not accepted; give NAME=VALUE, as {example}",
                text=repr(part),
                example=example,
            )
        if name in found:
            raise InputError("{name} stands there twice; give it once", name=name)
        found[name] = value
    return found


def named_numbers(text: str, read: Read, example: str) -> dict[str, float]:
    """Return the numbers in a list by their names; raise InputError."""
    return {name: read(value) for name, value in named_texts(text, example).items()}


def named_ranges(text: str, read: Read, example: str) -> dict[str, tuple[float, float]]:
    """Return the least and the most in a list such as ``x=0:, y=-1:1`` by their names.

    Raises
    ------
    InputError
        If it is none, a number is none, or a range has no end at all.
    """
    return {name: range_of(value, read) for name, value in named_texts(text, example).items()}


def range_of(text: str, read: Read) -> tuple[float, float]:
    """Return the least and the most in ``0:1``, ``0:`` or ``:1``; raise InputError."""
    low, colon, high = (piece.strip() for piece in text.partition(":"))
    if not colon or not (low or high):
        raise InputError(
            "{text} is no range; give LOW:HIGH, one of which may be left out, as 0: or -1:1",
            text=repr(text),
        )
    return (read(low) if low else -math.inf, read(high) if high else math.inf)


def ranges_text(ranges: Mapping[str, tuple[float, float]]) -> str:
    """Return a list as `named_ranges` reads it."""
    return ", ".join(f"{name} = {range_text(*ends)}" for name, ends in ranges.items())


def range_text(low: float, high: float) -> str:
    """Return a range as `range_of` reads it."""
    ends = (_written(end) if math.isfinite(end) else "" for end in (low, high))
    return ":".join(ends)


def numbers_text(numbers: Mapping[str, float]) -> str:
    """Return a list as `named_numbers` reads it."""
    return ", ".join(f"{name} = {_written(value)}" for name, value in numbers.items())


def _written(value: float) -> str:
    return repr(float(value)).removesuffix(".0")
