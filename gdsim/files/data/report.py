"""Whoever is told how data were taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Report = Callable[[str], object]
"""Told how data were taken, a sentence each."""


def as_notice(said: Sequence[str]) -> str:
    """Return what was told as one text of whole sentences."""
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in said)


def to_nobody(_sentence: str) -> None:
    """Tell nobody."""
