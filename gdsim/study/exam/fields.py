"""What a question asks for: numbers, choices, an order, a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from gdsim.engine.formula.numbers.written import LeastDigits
from gdsim.study.practice.answers import Field as UpdateField
from gdsim.study.practice.marking.grades import LEAST_DIGITS

FieldType = Literal["number", "count", "percent", "choice", "select", "order", "formula", "points"]
"""``choice`` is one of the options, ``select`` all that hold, ``order`` the options in their order.

``points`` are what an explanation in words should say, which the person ticks off.
"""

NUMBERS = ("number", "count", "percent")
"""The types whose answer is a number."""

Right = float | str | tuple[str, ...]
"""A number; the text of a formula; the key of an option; or the keys of several."""


class Option(Struct, frozen=True):
    """One thing to choose: its key as in print, such as ``b``, and a sentence or a formula."""

    key: str
    text: str
    latex: str = ""


class Field(Struct, frozen=True):
    """One thing that is asked for.

    Attributes
    ----------
    name
        Unique in its question and the same for all seeds: ``updates_per_epoch``.
    label
        What stands beside the field, as plain text; `latex` is the same typeset, or empty.
    right
        The right answer. Of ``select`` and ``points`` the keys that hold, sorted; of ``order`` all
        keys in the right order.
    digits
        How many digits a number must have at least; what is given further must be right, too.
    options
        What to choose from, in the order in which it is shown.
    in_order
        Whether the options stand in an order of their own, such as true and false, so that the
        right one may stand in one place more often.
    symbols
        Names that a formula may hold.
    update
        The update and the number of it that is asked, where the question stands on a run: it is
        marked by the run, with all that may follow from earlier answers.
    follows
        What the answer should be for the numbers given in the fields before it, by name, however
        wrong these are; None where nothing is carried forward. It may raise ArithmeticError or
        ValueError where there is no such answer.
    """

    name: str
    label: str
    type: FieldType
    right: Right
    marks: int = 1
    latex: str = ""
    digits: LeastDigits = LEAST_DIGITS
    options: tuple[Option, ...] = ()
    in_order: bool = False
    symbols: tuple[str, ...] = ()
    update: tuple[int, UpdateField] | None = None
    follows: Callable[[Mapping[str, float]], float] | None = None

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number."""
        return self.type in NUMBERS

    @property
    def number(self) -> float:
        """The right answer, where it is a number."""
        assert isinstance(self.right, float | int), self.name  # noqa: S101 - a kind is wrong
        return float(self.right)


class NamedSlip(Struct, frozen=True):
    """A usual slip with what it leads to.

    Attributes
    ----------
    key
        Words joined by hyphens, the same in all kinds that know the slip: ``last-batch-forgotten``.
    text
        A sentence in the person's language that names the slip and gives no answer away.
    values
        By the name of a field, what is answered there with this slip.
    is_convention
        Whether it is no slip but the answer in another convention than the one stated.
    """

    key: str
    text: str
    values: Mapping[str, Right]
    is_convention: bool = False
