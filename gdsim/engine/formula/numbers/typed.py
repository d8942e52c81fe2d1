"""One number, or a point, as it is typed into a field, an option or a file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from gdsim.engine.errors import InputError
from gdsim.engine.formula.reading.vocabulary.characters import plain_name
from gdsim.numbers import NumberFormat

if TYPE_CHECKING:
    from gdsim.engine.formula.numbers.written import WrittenNumber

MOST_QUOTED = 16
"""Characters of a text that are told in what is said of it."""

MOST_POINT_CHARACTERS = 100_000
"""Characters of the longest point that is read."""

_NAMED = r"[\s,;]*([^\W\d][\w\u0300-\u036f]*)\s*(?:=|:)(?!=)"
_BRACKETS = {"(": ")", "[": "]", "{": "}"}

written = NumberFormat.exact().text


def read_number(text: str, integer: bool = False) -> float:
    """Return the number that `text` says; see `one_reading`."""
    return one_reading(text, integer).value


def one_reading(text: str, integer: bool = False) -> WrittenNumber:
    """Return the one way to read a number such as 0.25, 0,25, 1/4, 2.5e-1, 2*sqrt(2) or 10,000.

    Raises
    ------
    InputError
        If it says none, more than one, or one that is too large.
    """
    from gdsim.engine.formula.numbers.readings import calculated, readings

    quoted = text.strip()
    quoted = f"“{quoted if len(quoted) <= MOST_QUOTED else quoted[: MOST_QUOTED - 1] + '…'}”"
    try:
        found = readings(text, "count" if integer else "number")
    except InputError:
        named = None
        if not integer and re.search("pi|π", text):
            named = calculated(text)
        if named is None:
            raise _refusal(text, quoted, integer) from None
        return named
    values = list(dict.fromkeys(one.value for one in found))
    if len(values) > 1:
        raise InputError(
            "{text} is unclear; write {one} or {other}",
            text=quoted,
            one=written(values[0]),
            other=written(values[1]),
        )
    return found[0]


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


def read_point(text: str, names: Sequence[str]) -> tuple[float, ...]:
    """Return a value for each of `names`, from ``w1=4, w2=2`` or, in their order, ``(4, 2)``.

    Values in order may stand in brackets and be parted by semicolons, commas or blanks; which of
    these it is, is told from how many names there are: ``0,25`` is one number for one name.

    Raises
    ------
    InputError
        If a value is no number, a name is given twice, or they are not those of `names`.
    """
    if len(text) > MOST_POINT_CHARACTERS:
        raise InputError(
            "the point has {length} characters; up to {most} are accepted",
            length=len(text),
            most=MOST_POINT_CHARACTERS,
        )
    plain = _bare(text)
    if re.match(_NAMED, plain):
        return _by_name(plain, names)
    lists = [parts for parts in _lists(plain) if len(parts) == len(names)]
    found = list(dict.fromkeys(filter(None, map(_values, lists))))
    if len(found) > 1:
        raise InputError(
            "{text} is unclear; write {one} or {other}",
            text=f"“{text.strip()}”",
            one="; ".join(map(written, found[0])),
            other="; ".join(map(written, found[1])),
        )
    if found:
        return found[0]
    if lists:
        # Says which value is none, and why.
        return tuple(read_number(part) for part in lists[0])
    raise wrong_length(len(next(_lists(plain))), names)


def wrong_length(given: int, names: Sequence[str]) -> InputError:
    """Return what is said of a start that has not one value for each of `names`."""
    return InputError(
        "the start has {n} value; give one for each of {accepted}",
        "the start has {n} values; give one for each of {accepted}",
        n=given,
        accepted=", ".join(names),
    )


def _by_name(plain: str, names: Sequence[str]) -> tuple[float, ...]:
    found: dict[str, float] = {}
    matches = list(re.finditer(_NAMED, plain))
    ends = [match.start() for match in matches[1:]] + [len(plain)]
    for match, end in zip(matches, ends, strict=True):
        name = _parameter(match[1], names)
        if name in found:
            raise InputError("start names {name} twice; give one value for it", name=name)
        found[name] = read_number(plain[match.end() : end].strip().rstrip(",;"))
    return values_by_name(found, names)


def _parameter(typed: str, names: Sequence[str]) -> str:
    """Return which of the names is typed, as θ₀ for theta_0; the text itself where none is."""
    if typed in names:
        return typed
    plain = plain_name(typed, 0).replace("_", "")
    return next((name for name in names if name.replace("_", "") == plain), typed)


def values_by_name(given: Mapping[str, float], names: Sequence[str]) -> tuple[float, ...]:
    """Return the values in the order of `names`; raise InputError where they are of others."""
    if sorted(given) != sorted(names):
        raise InputError(
            "start names {given}; give a value for each of {accepted}",
            given=", ".join(given) or "nothing",
            accepted=", ".join(names),
        )
    return tuple(float(given[name]) for name in names)


def _bare(text: str) -> str:
    """Return a list without the brackets that it stands in."""
    plain = text.strip()
    closing = _BRACKETS.get(plain[:1])
    if closing is None or plain[-1] != closing:
        return plain
    depth = 0
    for place, sign in enumerate(plain):
        depth += (sign in _BRACKETS) - (sign in _BRACKETS.values())
        if depth == 0:
            return plain[1:-1].strip() if place == len(plain) - 1 else plain
    return plain


def _lists(plain: str) -> Iterator[list[str]]:
    """Yield the ways to take a text apart into values, the likeliest first."""
    signs = [";"] if ";" in plain else [",", ", ", " "]
    for sign in signs:
        parts = _apart(plain, sign)
        # A sign at the very end parts nothing.
        yield parts[:-1] if len(parts) > 1 and not parts[-1] else parts
    yield [plain]


def _apart(plain: str, sign: str) -> list[str]:
    """Return what stands between the signs that no bracket holds; of blanks, several are one."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(plain):
        depth += (letter in "([{") - (letter in ")]}")
        is_here = letter.isspace() if sign == " " else plain.startswith(sign, i)
        if is_here and depth == 0:
            parts.append(plain[start:i].strip())
            start = i + len(sign)
    parts.append(plain[start:].strip())
    return [part for part in parts if part] if sign == " " else parts


def _values(parts: list[str]) -> tuple[float, ...] | None:
    try:
        return tuple(read_number(part) for part in parts)
    except InputError:
        return None
