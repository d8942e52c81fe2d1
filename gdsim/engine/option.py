"""What people call the things that can be chosen, written once where each is defined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct


class Option(Struct, frozen=True):
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
    aliases
        Other names that people type for it, as `plain_name` has them.
    """

    title: str
    phrase: str = ""
    tip: str = ""
    aliases: tuple[str, ...] = ()


OptionT = TypeVar("OptionT", bound=Option)


def option_named(options: Mapping[str, OptionT], typed: str) -> OptionT | None:
    """Return the option of a name, in any case and spelling of it, or of an alias; else None."""
    if typed in options:
        return options[typed]
    plain = plain_name(typed)
    for name, option in options.items():
        if plain == plain_name(name) or plain in option.aliases:
            return option
    return None


def plain_name(typed: str) -> str:
    """Return a name in small letters, without what parts its words: rmsprop for RMS-Prop."""
    return re.sub(r"[\s_-]", "", typed.casefold())
