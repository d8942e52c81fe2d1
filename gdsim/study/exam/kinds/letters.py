"""Options with letters in front, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option

NamedWrong = tuple[str, str]
"""The key of a slip, and its sentence."""


def lettered(texts: Sequence[str]) -> tuple[Option, ...]:
    """Return the texts as options a, b, c ... in this order."""
    return tuple(Option(key, text) for key, text in zip(ascii_lowercase, texts, strict=False))


def shuffled(draw: Draw, texts: Mapping[str, str]) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Return texts as options in random order, and the letter that each name of a text got."""
    order = draw.shuffled(list(texts))
    options = lettered([texts[name] for name in order])
    return options, {name: option.key for name, option in zip(order, options, strict=True)}


def choice(
    draw: Draw,
    name: str,
    label: str,
    texts: Mapping[str, str],
    right: str,
    slips: Mapping[str, NamedWrong],
) -> tuple[Field, list[NamedSlip]]:
    """Return a field that asks for one of `texts`, in random order, and its slips.

    Parameters
    ----------
    texts
        What is offered, by name.
    right
        The name of the right one.
    slips
        Of each wrong one, by name: the key of the slip to take it, and the sentence told.
    """
    options, letters = shuffled(draw, texts)
    field = Field(name, label, "choice", letters[right], options=options)
    return field, [
        NamedSlip(key, text, {name: letters[other]})
        for other, (key, text) in slips.items()
        if other != right
    ]
