"""Whoever is told how data were taken."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str], object]
"""Told how data were taken, a sentence each."""


def to_nobody(_sentence: str) -> None:
    """Tell nobody."""
