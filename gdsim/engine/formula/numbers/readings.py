"""What a number says in the spellings that people write by hand, and what else it could say.

Read are decimals with a point or a comma (3.2, 3,2), thousands (10,000, 10'000, 10 000), powers of
ten (1.5e-3, 1.5·10^-3), shares (36 %), fractions (16/5, 3 1/5) and calculations of numbers
(1.048576-0.1*2, 2*sqrt(2)). Nothing is evaluated as code: calculations go through the parser of
objectives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.written import WrittenNumber
from gdsim.engine.formula.reading.vocabulary.characters import VULGAR

NumberKind = Literal["number", "count", "percent"]
"""What is asked for: any number, a whole number without decimals, or a percentage."""

DecimalSign = Literal["", ".", ","]
"""What is known to stand before decimals, as in the rest of a table; empty where nothing is."""

MOST_CHARACTERS = 80
"""Characters of the longest number that is read."""

_SAME_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "’": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "⁄": "/"}
    | {"·": "*", "×": "*", "⋅": "*", "÷": "/", "⁻": "-"}
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LATEX = (
    (r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)"),
    (r"\\(?:cdot|times)", "*"),
    (r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)"),
    (r"\{,\}", ","),
    (r"\\[,;! ]", " "),
    (r"\\%", "%"),
    (r"\^\{([^{}]*)\}", r"^\1"),
)

_PLAIN = re.compile(
    r"([+-]?) ?([0-9.,' ]*[0-9][0-9.,' ]*?)"
    r"(?:[eE]([+-]?[0-9]{1,3})| ?[*xX] ?10 ?(?:\^|\*\*) ?\(?([+-]?[0-9]{1,3})\)?)?"
)
_FRACTION = re.compile(r"([+-]?) ?(?:([0-9]+) )?([0-9]+) ?/ ?([0-9]+)")
_DECIMAL = re.compile(r"(?<![\w.])([0-9]*)\.([0-9]+)(?:[eE]([+-]?[0-9]{1,3}))?")


def readings(
    text: str, kind: NumberKind = "number", decimal_sign: DecimalSign = ""
) -> tuple[WrittenNumber, ...]:
    """Return every way to read `text`, the likeliest first.

    1,024 is 1.024 and 1024; as a count it is 1024 alone. 0.36 as a percentage is 0.36 % and 36 %.

    Raises
    ------
    InputError
        If there is no way, with what would be accepted.
    """
    if len(text.strip()) <= MOST_CHARACTERS:
        plain = _normal(text)
        found = tuple(replace(one, text=text.strip()) for one in _read(plain, kind, decimal_sign))
        if found:
            return found
    shown = repr(text.strip()[:MOST_CHARACTERS])
    if kind == "count":
        raise InputError(
            "{text} is no count; write a whole number such as 313 or 10,000", text=shown
        )
    if kind == "percent":
        raise InputError("{text} is no percentage; write one such as 36 or 36.5 %", text=shown)
    raise InputError("{text} is no number; write one such as 3.2, -0.5, 1.5e-3 or 16/5", text=shown)


def calculated(text: str) -> WrittenNumber | None:
    """Return what a calculation comes to, one of named numbers alone too, such as 2*pi, or None."""
    return _calculation(_normal(text)) if len(text.strip()) <= MOST_CHARACTERS else None


def _normal(text: str) -> str:
    """Return `text` in one spelling of its signs, without what only introduces the number."""
    plain = text.translate(_SAME_SIGNS)
    for latex, written in _LATEX:
        plain = re.sub(latex, written, plain)
    for sign, (above, below) in VULGAR.items():
        plain = plain.replace(sign, f" {above}/{below}")
    plain = re.sub(r"(?<=[0-9)])(-?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", r"^\1", plain).translate(_SUPERSCRIPTS)
    return re.sub(r"\s+", " ", plain).strip().lstrip("=≈~ ")


def _read(plain: str, kind: NumberKind, decimal_sign: DecimalSign) -> Iterator[WrittenNumber]:
    share = re.fullmatch(r"(.*?) ?(?:%|percent|per cent)", _bare(plain))
    if share and kind == "count":
        return
    for one in _without_percent(_bare(share[1] if share else plain), kind, decimal_sign):
        if kind == "number" and share:
            yield replace(one, value=one.value / 100, unit=one.unit / 100, zeros=0, is_plain=False)
        elif kind == "percent" and not share and 0 < abs(one.value) <= 1:
            yield replace(one, is_plain=False)
            yield replace(one, value=one.value * 100, unit=one.unit * 100, is_plain=False)
        else:
            yield one


def _bare(plain: str) -> str:
    """Return a text without the one pair of brackets that it stands in."""
    if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1:
        return plain[1:-1].strip()
    return plain


def _without_percent(
    plain: str, kind: NumberKind, decimal_sign: DecimalSign
) -> Iterator[WrittenNumber]:
    if match := _PLAIN.fullmatch(plain):
        power = match[3] or match[4]
        # 1.5e3 is a count, though 1.5 is none.
        for digits, is_plain in _digits(match[2], "number" if power else kind, decimal_sign):
            number = _number(match[1], digits, int(power or 0), kind, is_plain)
            if number is not None:
                yield number
    elif kind == "count":
        return
    elif match := _FRACTION.fullmatch(plain):
        if int(match[4]):
            from fractions import Fraction

            value = int(match[2] or 0) + Fraction(int(match[3]), int(match[4]))
            sign = -1 if match[1] == "-" else 1
            yield WrittenNumber(plain, float(sign * value), 0.0, is_plain=match[2] is None)
    elif re.search(r"[0-9]", plain) and (found := _calculation(plain)) is not None:
        yield found


def _number(
    sign: str, digits: str, exponent: int, kind: NumberKind, is_plain: bool
) -> WrittenNumber | None:
    whole, point, decimals = digits.partition(".")
    value = float(f"{sign}{digits}e{exponent}")
    unit = float(f"1e{exponent - len(decimals)}")
    if not (math.isfinite(value) and math.isfinite(unit)):
        return None
    zeros = 0 if point or exponent else len(whole) - len(whole.rstrip("0"))
    if kind == "count":
        unit, zeros = 1.0, 0
        if not value.is_integer():
            return None
    return WrittenNumber(digits, value, unit, zeros if value else 0, is_plain=is_plain)


def _digits(body: str, kind: NumberKind, decimal_sign: DecimalSign) -> Iterator[tuple[str, bool]]:
    """Yield the digits, with a point before the decimals, and whether that is read at sight."""
    if re.fullmatch(r"[0-9]+|[0-9]*[.,][0-9]+|[0-9]+[.,]", body) and kind != "count":
        yield from _one_separator(body, decimal_sign)
        return
    if body.isdecimal():
        yield body, True
        return
    for group, decimal in (("'", ".,"), (" ", ".,"), (",", "."), (".", ",")):
        pattern = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+(?:[{decimal}]([0-9]*))?"
        if match := re.fullmatch(pattern, body):
            whole = body[: match.start(1) - 1] if match[1] is not None else body
            decimals = match[1] or ""
            if kind == "count" and decimals.strip("0"):
                return
            digits = whole.replace(group, "")
            yield (f"{digits}.{decimals}" if decimals and kind != "count" else digits), False
            return
    if kind == "count" and (match := re.fullmatch(r"([0-9]+)[.,]0*", body)):
        yield match[1], True


def _one_separator(body: str, decimal_sign: DecimalSign) -> Iterator[tuple[str, bool]]:
    """Yield the digits of 3.2, 3,2 and 1,024, in which the sign may part thousands."""
    # A point parts thousands only where commas are known to stand before decimals.
    parting = "." if decimal_sign == "," else ","
    could_group = re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(parting)}[0-9]{{3}}", body)
    decimals = body.replace(",", ".")
    if could_group is None:
        yield decimals, True
        return
    grouped = body.replace(parting, "")
    found = (decimals, grouped) if not decimal_sign else (grouped, decimals)
    yield from ((digits, False) for digits in found)


def _calculation(plain: str) -> WrittenNumber | None:
    """Return what a calculation of numbers comes to; None for any other text."""
    if re.match(r"[+-] ?[+-]", plain):
        return None
    if not re.search(r"(min|max)\(", plain):
        plain = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", plain)
    value = _value(_DECIMAL.sub(_as_fraction, plain))
    if value is None:
        return None
    decimals = [len(match[2]) - int(match[3] or 0) for match in _DECIMAL.finditer(plain)]
    rounding = 10.0 ** -max(decimals) if decimals else 0.0
    return WrittenNumber(plain, value, 0.0, rounding=rounding, is_plain=False)


def _as_fraction(decimal: re.Match[str]) -> str:
    """Return a decimal as a fraction, which is worked with exactly: 0.1*3 - 0.3 is 0."""
    places = len(decimal[2]) - int(decimal[3] or 0)
    digits = int(decimal[1] + decimal[2])
    return f"({digits}/{10**places})" if places > 0 else f"({digits * 10**-places})"


def _value(plain: str) -> float | None:
    """Return the value of a calculation of numbers alone; None where it has none."""
    # Loaded for a calculation alone: it takes longer than to read every plain number.
    from gdsim.engine.formula.reading.syntax import reading
    from gdsim.engine.formula.symbolic import Builder

    try:
        tree = Builder().build(reading(plain).syntax)
        value = None if tree.free_symbols else float(tree.n(53, real=True))
    except (InputError, RuntimeError, TypeError, ValueError):
        return None
    return value if value is not None and math.isfinite(value) else None
