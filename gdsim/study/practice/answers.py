"""What is asked of an update, and what a person answers to it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from gdsim.engine.formula.numbers.readings import DecimalSign, NumberKind, readings
from gdsim.engine.formula.numbers.written import WrittenNumber

Quantity = Literal["loss", "gradient", "new", "new_loss", "fall", "state"]
"""``fall`` is the share of the loss that an update takes away, in percent.

``state`` is of what the rule remembers; tables alone have it, and no slip is told of it.
"""


class Field(Struct, frozen=True):
    """One asked number of an update: of an array entry `index`; `state` names the rule's array.

    Where it `is_corrected` it is that array divided by what makes up for its start at 0.
    """

    quantity: Quantity
    index: int = 0
    state: str = ""
    is_corrected: bool = False

    @property
    def kind(self) -> NumberKind:
        """What sort of number it is."""
        return "percent" if self.quantity == "fall" else "number"


class Answer(Struct, frozen=True):
    """A number as it was typed, in every way to read it, the likeliest first."""

    text: str
    readings: tuple[WrittenNumber, ...]

    @classmethod
    def read(cls, text: str, kind: NumberKind = "number", decimal_sign: DecimalSign = "") -> Answer:
        """Return the answer that `text` gives; see `readings`.

        Raises
        ------
        InputError
            If it cannot be read.
        """
        return cls(text.strip(), readings(text, kind, decimal_sign))

    @property
    def value(self) -> float:
        """What it says most likely."""
        return self.readings[0].value

    @property
    def is_plain(self) -> bool:
        """Whether there is one way to read it, which needs no telling."""
        return len(self.readings) == 1 and self.readings[0].is_plain


def entries_of(text: str) -> list[str]:
    """Return the entries of a list such as (2.4, 3.2) or [8; 16], or the text alone.

    Entries are parted by semicolons, else by commas that a space follows, else by commas, else by
    spaces; brackets may stand around them.
    """
    plain = text.strip()
    if plain[:1] in {"(", "[", "{"} and plain[-1:] in {")", "]", "}"} and _is_one_bracket(plain):
        inside = plain[1:-1]
        parting = next((sign for sign in (";", ", ", ",") if sign in inside), " ")
    elif ";" in plain:
        inside, parting = plain, ";"
    else:
        return [text]
    return [part.strip() for part in inside.split(parting) if part.strip()]


def _is_one_bracket(text: str) -> bool:
    """Return whether the first bracket is closed by the last."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0:
            return place == len(text) - 1
    return False
