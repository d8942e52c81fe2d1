"""What the values of the command line's options stand for, each refused in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from gdsim.cli.streams import remark
from gdsim.engine.errors import InputError
from gdsim.i18n import tr, tr_error

P = ParamSpec("P")
T = TypeVar("T")

LEAST_SIDE, MOST_SIDE = 200, 10_000
"""The least and the most pixels that the window of a picture is wide or high."""


def number(text: str) -> float:
    """Return the finite number that the value of an option stands for."""
    return _read(text)


def _read(text: str, integer: bool = False) -> float:
    """Return the number that `text` says; what it was taken for is told where that is not plain."""
    from gdsim.engine.formula.numbers.typed import one_reading, written

    reading = _accepted(one_reading, text, integer)
    if not reading.is_plain:
        tell_taken(text, written(reading.value))
    return reading.value


def tell_taken(text: str, value: str) -> None:
    """Tell what the value of an option was taken for."""
    remark(tr("{text} was taken as {value}.").format(text=f"“{text}”", value=value))


def _accepted(read: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> T:
    """Do `read`, and refuse as argparse does what it refuses."""
    try:
        return read(*arguments, **more)
    except InputError as error:
        raise argparse.ArgumentTypeError(tr_error(error)) from error


def positive(text: str) -> float:
    """Return the number above 0 that the value of an option stands for."""
    value = number(text)
    if value <= 0:
        raise refusal(tr("{text} is not accepted; give a number above 0"), text)
    return value


def whole_number(least: int) -> Callable[[str], int]:
    """Return what argparse is to read a whole number of at least `least` with."""

    def parse(text: str) -> int:
        # Digits alone are taken to the last of them, which a float64 would not keep.
        value = int(text) if re.fullmatch(r"\d{1,18}", text) else int(_read(text, integer=True))
        if value < least:
            sentence = tr("{text} is not accepted; give a whole number of at least {least}")
            raise refusal(sentence, text, least=least)
        return value

    return parse


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas."""
    return tuple(name.strip() for name in text.split(","))


def named_number(text: str) -> dict[str, float]:
    """Return the numbers by their names in ``a=1`` or ``a=1,b=100``."""
    from gdsim.engine.named_values import named_numbers

    return _accepted(named_numbers, text, number, "a=1")


def bounds(text: str) -> dict[str, tuple[float, float]]:
    """Return the least and the most in ``x=0:,y=-1:1`` by their names."""
    from gdsim.engine.named_values import named_ranges

    return _accepted(named_ranges, text, number, "x=0:")


def setting(text: str) -> tuple[str, str]:
    """Return name and value in ``beta=0.9``."""
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise refusal(tr("{text} is not accepted; give NAME=VALUE, as beta=0.9"), text)
    return name.strip(), value.strip()


def size(text: str) -> tuple[int, int]:
    """Return width and height in ``1280x800``."""
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text)
    if match is None or not all(LEAST_SIDE <= int(side) <= MOST_SIDE for side in match.groups()):
        sentence = tr(
            "{text} is not accepted; give WIDTHxHEIGHT from {least} to {most}, as 1280x800"
        )
        raise refusal(sentence, text, least=LEAST_SIDE, most=MOST_SIDE)
    return int(match[1]), int(match[2])


def rounding(text: str) -> str:
    """Return a rounding that `gdsim.engine.descent.rounding` accepts, as it was typed."""
    from gdsim.engine.descent.rounding import Rounding

    _accepted(Rounding.of, text)
    return text


def decimals(text: str) -> int:
    """Return a number of decimals that a table can have."""
    from gdsim.files.tables import MOST_DECIMALS

    if not re.fullmatch(r"\d{1,2}", text) or int(text) > MOST_DECIMALS:
        raise refusal(tr("{text} is not accepted; give 0 to {most}"), text, most=MOST_DECIMALS)
    return int(text)


def refusal(sentence: str, text: str, **values: object) -> argparse.ArgumentTypeError:
    """Return what argparse refuses a value with: a translated sentence, `text` in quotes in it."""
    return argparse.ArgumentTypeError(sentence.format(text=repr(text), **values))
