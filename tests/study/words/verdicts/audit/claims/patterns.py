"""Patterns of sentences, and of the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Callable

Claim = tuple[re.Pattern[str], Callable[..., str]]
NUMBER = r"(0 to within rounding|-?[\d.]+(?:e-?\d+)?|∞)"
FACTOR = r"(just (?:over|under) 1|-?\(?(?:1 [+-] )?-?[\d.]+(?:e-?\d+)?\)?)"
COUNT = r"([\d,]+)"
STEEPEST = r"in the steepest direction(?: that it goes in)?"
SLOWEST = r"the slowest direction(?: that it goes in)?"
POINT = r"(saddle|minimum)"


def pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a whole sentence, with the names in braces put in."""
    known = {
        "{n}": NUMBER,
        "{f}": FACTOR,
        "{c}": COUNT,
        "{steepest}": STEEPEST,
        "{slowest}": SLOWEST,
        "{point}": POINT,
    }
    escaped = re.escape(text)
    for place, what in known.items():
        escaped = escaped.replace(re.escape(place), what)
    return re.compile(escaped)
