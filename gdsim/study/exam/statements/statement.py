"""A statement with its negation and a near miss, and what decides between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from gdsim.study.notes.note import Show

Variant = Literal["holds", "fails", "near"]
"""The statement, its negation, and what sounds like it and is false."""

VARIANTS: tuple[Variant, ...] = ("holds", "fails", "near")


class Statement(Struct, frozen=True):
    """A statement that is true, and what is made of it.

    Attributes
    ----------
    key
        Unique among all statements.
    topic
        A key of `gdsim.study.exam.topics.TOPICS`.
    lines
        Lines of the lecture that it is about, first and last.
    holds, fails, near
        The statement, its negation, and a near miss; the last two are false.
    reason
        What is so, and decides all three.
    beliefs
        What is not so, and may lead to the wrong verdict.
    show
        A run that proves or refutes it; None where none does.
    """

    key: str
    topic: str
    lines: tuple[int, int]
    holds: str
    fails: str
    near: str
    reason: str
    beliefs: tuple[str, str]
    show: Show | None = None

    @property
    def texts(self) -> Mapping[Variant, str]:
        """All three, not translated."""
        return {"holds": self.holds, "fails": self.fails, "near": self.near}
