"""A field for one exact number."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gdsim.engine.errors import InputError
from gdsim.numbers import NumberFormat
from gdsim.study.practice.number_text import readings
from gdsim.views.fields.typed_field import TypedField

Check = Callable[[float], object]

MOST_QUOTED = 16
"""Characters of a text that are told in what is said of it."""

_written = NumberFormat.exact().text


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

        super().__init__(name, 0.0, read, _written, parent)


def read_number(text: str, integer: bool = False) -> float:
    """Return the number that `text` says, such as 0.25, 0,25, 1/4, 2.5e-1 or 10,000.

    Raises
    ------
    InputError
        If it says none, more than one, or one that is too large.
    """
    quoted = text.strip()
    quoted = f"“{quoted if len(quoted) <= MOST_QUOTED else quoted[: MOST_QUOTED - 1] + '…'}”"
    try:
        found = readings(text, "count" if integer else "number")
    except InputError:
        raise _refusal(text, quoted, integer) from None
    values = list(dict.fromkeys(one.value for one in found))
    if len(values) > 1:
        raise InputError(
            "{text} is unclear; write {one} or {other}",
            text=quoted,
            one=_written(values[0]),
            other=_written(values[1]),
        )
    return values[0]


def _refusal(text: str, quoted: str, integer: bool) -> InputError:
    if _is_too_large(text):
        return InputError("{text} is too large; numbers go up to 1.8e308", text=quoted)
    if integer:
        return InputError("{text} is not a whole number such as 40", text=quoted)
    return InputError("{text} is not a number such as 0.1 or 1/4", text=quoted)


def _is_too_large(text: str) -> bool:
    try:
        return math.isinf(float(text)) and any(sign.isdecimal() for sign in text)
    except ValueError:
        return False


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
            raise InputError("{what} must be at least {low}", what=what, low=_written(low))

    return check


def between(what: str, low: float, high: float) -> Check:
    """Return a check for numbers from `low` to `high`, both included."""

    def check(value: float) -> None:
        if not low <= value <= high:
            raise InputError(
                "{what} must be from {low} to {high}",
                what=what,
                low=_written(low),
                high=_written(high),
            )

    return check
