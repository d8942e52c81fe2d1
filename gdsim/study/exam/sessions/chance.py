"""Chance that is the same on every system and for every version of Python and NumPy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

SEEDS = 2**31
"""How many seeds a question is drawn from."""

Thing = TypeVar("Thing")


def number(below: int, *words: object) -> int:
    """Return a whole number from 0 that looks as if drawn; the same for the same words."""
    text = "/".join(str(word) for word in words)
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % below


def shuffled(things: Iterable[Thing], *words: object) -> list[Thing]:
    """Return things in an order that looks as if drawn."""
    numbered = list(enumerate(things))
    numbered.sort(key=lambda pair: number(2**63, *words, pair[0]))
    return [thing for _, thing in numbered]
