"""A field for one exact number."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number, written
from gdsim.views.fields.typed_field import TypedField

Check = Callable[[float], object]


class NumberField(TypedField):
    """Takes a number in the spellings that people write by hand; shows the exact value in force.

    Parameters
    ----------
    name
        What the number is, for people who do not see the label.
    check
        Raises InputError for a number that is not accepted.
    integer
        Whether only whole numbers are accepted.
    """

    def __init__(
        self,
        name: str,
        check: Check = lambda _value: None,
        integer: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        def read(text: str) -> float:
            value = read_number(text, integer)
            check(value)
            return value

        super().__init__(name, 0.0, read, written, parent)


def positive(what: str) -> Check:
    """Return a check for numbers above 0."""

    def check(value: float) -> None:
        if value <= 0:
            raise InputError("{what} must be above 0; write one such as 0.1", what=what)

    return check


def at_least(what: str, low: float) -> Check:
    """Return a check for numbers of at least `low`."""

    def check(value: float) -> None:
        if value < low:
            raise InputError("{what} must be at least {low}", what=what, low=written(low))

    return check


def between(what: str, low: float, high: float) -> Check:
    """Return a check for numbers from `low` to `high`, both included."""

    def check(value: float) -> None:
        if not low <= value <= high:
            raise InputError(
                "{what} must be from {low} to {high}",
                what=what,
                low=written(low),
                high=written(high),
            )

    return check
