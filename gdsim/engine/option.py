"""What people call the things that can be chosen, written once where each is defined."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One of several things that can be chosen, such as an update rule or an order of rows.

    All texts are English and translated where they are shown; see `gdsim.texts`.

    Attributes
    ----------
    title
        What people call it where it stands alone, as in a list.
    phrase
        What people call it in the middle of a sentence; empty where that is the title.
    tip
        What it does, in a few words; empty where nothing is said.
    """

    title: str
    phrase: str = ""
    tip: str = ""
