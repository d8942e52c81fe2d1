r"""What a sheet says, read from its LaTeX as a person would read it, and worked out again.

Independent of the program: a line such as ``a = 2 \cdot 0.3 + 1 \approx 1.6`` is split at its
signs, what stands between them is worked out by `latex_reader`, and every number that stands alone
has to be what stands before it, rounded half up to the digits that are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from tests.study.working.latex_reader import worth

NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?: \\cdot 10\^\{(-?\d+)\})?|(-?)10\^\{(-?\d+)\}")
SIGN = re.compile(r" (=|\\approx|\\leftarrow) ")


def number(latex: str) -> Decimal | None:
    """Return a printed number with the digits that it has; None for anything else."""
    match = NUMBER.fullmatch(latex.strip())
    if match is None:
        return None
    mantissa, exponent, sign, power = match.groups()
    if mantissa is None:
        return Decimal(f"{sign}1").scaleb(int(power))
    return Decimal(mantissa).scaleb(int(exponent or 0))


def last_place(printed: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(printed.as_tuple().exponent))


def is_printed(value: float, printed: Decimal, noise: float = 0.0) -> bool:
    """Whether `value`, up to `noise`, is `printed` once it is rounded to its last digit."""
    place = last_place(printed)
    if Decimal(f"{value:.14g}").quantize(place, ROUND_HALF_UP) == printed:
        return True
    # A calculator of 14 figures may be off by a few of the last.
    off = abs(Decimal(value) - printed) - place / 2
    return off <= Decimal(max(noise, 1e-13 * abs(value)))


@dataclass
class Part:
    """A section of an update on the sheet."""

    title: str
    formulas: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def updates_of(tex: str) -> list[list[Part]]:
    """Return the sections of each update on a sheet in LaTeX."""
    updates: list[list[Part]] = []
    for block in tex.split("\n\n"):
        if match := re.fullmatch(r"\\section\*\{(.*)\}", block):
            updates.append([])
        elif match := re.fullmatch(r"\\subsection\*\{(.*)\}", block):
            updates[-1].append(Part(match[1]))
        elif updates and updates[-1]:
            part = updates[-1][-1]
            if match := re.fullmatch(r"\\\[ (.*) \\\]", block):
                part.formulas.append(match[1])
            elif "tabular" in block:
                rows = [line.removesuffix(r" \\").split(" & ") for line in block.splitlines()]
                part.tables.append([row for row in rows if len(row) > 1])
            else:
                part.texts.append(block)
    return updates


def chain(formula: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the name before the first sign, and each sign with what follows it."""
    name, *rest = SIGN.split(formula)
    return name, list(zip(rest[::2], rest[1::2], strict=True))


def value_of(latex: str) -> float | None:
    """Return what is worth what stands between two signs; None where it has symbols."""
    try:
        return worth(latex)
    except (ValueError, KeyError, IndexError):
        return None


def faults(formula: str) -> Iterator[str]:
    """Yield what of a line does not follow from what stands before it in the line."""
    _, links = chain(formula)
    for (_, before), (sign, after) in pairwise(links):
        printed, value = number(after), value_of(before)
        if printed is None or value is None:
            continue
        if number(before) is not None:
            # Rounded as by hand, maybe to figures: 238.4 to 240.
            printed = printed.normalize()
        largest = max((abs(float(one)) for one in numbers_in(before)), default=0.0)
        if not is_printed(value, printed, 1e-15 * largest):
            yield f"{before} is {value!r}, not {after}"
        if sign == "=" and abs(value - float(printed)) > 1e-12 * max(largest, abs(value)):
            yield f"{before} is {value!r}, which is not all of {after}"


def numbers_in(latex: str) -> list[Decimal]:
    return [Decimal(text) for text in re.findall(r"(?<![\w.{])\d+(?:\.\d+)?", latex)]


def result_of(formula: str) -> Decimal | None:
    """Return the last number of a line."""
    _, links = chain(formula)
    return number(links[-1][1]) if links else None
