"""How a table is written into a file."""

from __future__ import annotations

from msgspec import Struct


class Layout(Struct, frozen=True):
    """How a table is written.

    Attributes
    ----------
    decimals
        Decimals of every number that is not whole; None for the shortest text that reads back as
        the same number.
    worksheet
        The name of the worksheet, in a format that has any.
    """

    decimals: int | None = None
    worksheet: str = "iterations"
