"""Texts from files that are too long for a message, or that nothing can be written as."""

from __future__ import annotations

from collections.abc import Sequence

MOST_CHARACTERS = 120
"""The most characters of a path, a name or a value that a message repeats."""

MOST_NAMED = 4
"""The most names that a message lists."""


def shortened(text: object, most: int = MOST_CHARACTERS) -> str:
    """Return a text of up to `most` characters: a longer one without its middle."""
    whole = str(text)
    if len(whole) <= most:
        return whole
    half = most // 2
    return f"{whole[: half - 1]}…{whole[-half:]}"


def with_short_words(sentence: str) -> str:
    """Return a sentence on one line, in which no single word takes more room than a message has."""
    return " ".join(shortened(word) for word in sentence.split())


def first_and_last(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return names in a sentence: of more than `most`, the first two and the last."""
    return ", ".join(names if len(names) <= most else [*names[:2], "…", names[-1]])


def encodable(text: str) -> str:
    """Return a text that can be written as UTF-8: what is no text in a file's name is ``?``."""
    return text.encode("utf-8", "replace").decode()
