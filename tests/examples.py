"""How many made-up examples a property is tried with."""

from __future__ import annotations

from hypothesis import settings

ALL, SOME = 100, 25
"""Of a property that says nothing of it itself: with ``--full``, and by default."""


def examples(count: int) -> int:
    """Return `count` with ``--full``, and a quarter of it by default, but 5."""
    profile = settings.get_profile(settings.get_current_profile_name())
    return count if profile.max_examples == ALL else max(5, count * SOME // ALL)
