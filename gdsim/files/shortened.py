"""Long texts from files, shortened for a message."""

from __future__ import annotations

MOST_CHARACTERS = 120
"""The most characters of a path, a name or a value that a message repeats."""


def shortened(text: object) -> str:
    """Return a text of up to `MOST_CHARACTERS`: a longer one without its middle."""
    whole = str(text)
    if len(whole) <= MOST_CHARACTERS:
        return whole
    half = MOST_CHARACTERS // 2
    return f"{whole[: half - 1]}…{whole[-half:]}"
