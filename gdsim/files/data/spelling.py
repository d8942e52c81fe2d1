"""How numbers, gaps, units and dates are written in cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    import polars as pl

GAPS = ("", "na", "n/a", "#n/a", "nan", "null", "-", "--", "\u2013", "\u2014", "?", ".")
"""Cells, in small letters, in which nothing stands."""

Thousands = Literal["comma", "point", "none"]
"""What stands between thousands: the comma of 1,250.5, the point of 1.250,5, or nothing, where
either is a decimal point."""

THOUSANDS = get_args(Thousands)

Header = Literal["first", "none"]
"""Whether the first row names the columns, or is data as all others are."""

HEADERS = get_args(Header)

Style = Literal["plain", "decimal commas", "comma groups", "point groups", "no groups"]
"""How the numbers of a column are written."""

LARGEST_NUMBER = 1e150
"""The largest size of a number that is accepted: its square, summed over many rows, is finite."""

MINUS = "\u2212\u2013\uff0d"
_SPACES = "'\u2019 \u00a0\u2009\u202f"
_SIGN = "[+-]?"
DECIMAL_COMMA = rf"^{_SIGN}(?:\d+|[1-9]\d{{0,2}}(?:\.\d{{3}})+)?,\d+(?:[eE][+-]?\d+)?$"
"""A number with a decimal comma, and perhaps with points between its thousands."""
BY_COMMAS = rf"^{_SIGN}[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d*)?$"
BY_POINTS = rf"^{_SIGN}[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?$"
BY_SPACES = rf"^{_SIGN}[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?$"
WITH_SPACES = rf"\d[{_SPACES}]\d{{3}}(?:\D|$)"
WHOLE_BY_POINTS = rf"^{_SIGN}(?:\d{{1,3}}|[1-9]\d{{0,2}}(?:\.\d{{3}})+)$"
SEVERAL_POINTS = r"\..*\."
EITHER = rf"^{_SIGN}[1-9]\d{{0,2}},\d{{3}}$"
"""A thousand and more, or a little more than one: such a cell alone does not tell."""

_CODES = "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK"
_CURRENCY = rf"(?:[A-Z]{{0,3}}\p{{Sc}}|{_CODES}|Fr\.|Rs\.?)"
WITH_UNIT = (
    rf"^(?<sign>{_SIGN})(?<before>{_CURRENCY})?\s*"
    rf"(?<number>{_SIGN}(?:\d|[.,]\d)(?:[\d.,{_SPACES}]*\d)?\.?(?:[eE][+-]?\d+)?)\s*"
    r"(?<after>[^\d\s.,;:/+\-][^\d;:]{0,15}[23]?)?$"
)
"""A number with a currency before it, or a unit after it."""

_MONEY = rf"[A-Z]{{0,3}}[$\u20ac\u00a3\u00a5\u20b9]|{_CODES}|Fr\.|Rs\.?"

_MONTH = r"[A-Za-z]{3,9}\.?"
DATE = (
    r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    rf"|\d{{1,2}}\.?[ -]{_MONTH}[ -]\d{{2,4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{1,2}})?"
    r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?$"
)
"""A day, a time of day, or both."""

_NUMBER = (
    rf"[+\-\u2212\u2013]?(?:\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)"
    r"(?:[eE][+\-\u2212]?\d+)?\s*[%\u20ac$\u00a3]?"
)


def is_number(cell: str) -> bool:
    """Tell whether a cell looks like a number, in whatever way it is written."""
    return re.fullmatch(_NUMBER, cell.strip().lstrip("$\u20ac\u00a3")) is not None


def is_either(cell: str) -> bool:
    """Tell whether a cell may be a thousand and more, or a little more than one."""
    return re.match(EITHER, cell) is not None


def is_currency(units: Sequence[str]) -> bool:
    """Tell whether units are that of money alone."""
    return bool(units) and all(re.fullmatch(_MONEY, unit) for unit in units)


def is_gap(cell: str) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell.strip().lower() in GAPS


def cleaned(cells: pl.DataFrame) -> pl.DataFrame:
    """Return texts without gaps, spaces around them or between thousands; with hyphens for minus.

    A gap is null. A - is no gap, but a class of its own, beside a +.
    """
    import polars as pl

    stripped = pl.all().str.strip_chars()
    is_dash = (stripped == "-") & (stripped == "+").any()
    is_gap = stripped.str.to_lowercase().is_in(GAPS) & ~is_dash
    texts = cells.select(pl.when(~is_gap).then(stripped))
    for signs, change in ((MINUS, _with_hyphens), (_SPACES, _without_spaces)):
        # Most columns have none: they are spared the patterns.
        has_any = texts.select(pl.all().str.contains_any(list(signs)).any()).row(0)
        names = [name for name, has in zip(texts.columns, has_any, strict=True) if has]
        if names:
            texts = texts.with_columns(change(pl.col(names)))
    return texts


def _with_hyphens(texts: pl.Expr) -> pl.Expr:
    """Return texts with a hyphen for every other sign of minus before a number."""
    signed = texts.str.replace(rf"^[{MINUS}]\s*([\d.,])", "-${1}")
    return signed.str.replace(rf"([eE])[{MINUS}]", "${1}-")


def _without_spaces(texts: pl.Expr) -> pl.Expr:
    """Return texts without spaces and apostrophes between thousands."""
    import polars as pl

    spaceless = texts.str.replace_all(rf"[{_SPACES}]", "")
    return pl.when(texts.str.contains(BY_SPACES)).then(spaceless).otherwise(texts)


class Spelling(Struct, frozen=True):
    """What the cells of a column show of the way in which its numbers are written.

    Attributes
    ----------
    has_digits, has_commas
        Whether any cell has a digit, and a comma.
    has_decimal_commas, has_comma_groups
        Whether a cell has a comma that can be nothing else than a decimal one, or one between
        thousands.
    has_points, has_other_points
        Whether any cell has a point, and one that cannot stand between thousands.
    has_point_groups
        Whether there are no such, and a cell has several points.
    is_grouped_by_points
        Whether each cell is a whole number, perhaps with points between its thousands.
    """

    has_digits: bool
    has_commas: bool
    has_decimal_commas: bool
    has_comma_groups: bool
    has_points: bool
    has_other_points: bool
    has_point_groups: bool
    is_grouped_by_points: bool


NOTHING = Spelling(False, False, False, False, False, False, False, False)


def spellings_of(cells: pl.DataFrame) -> dict[str, Spelling]:
    """Return what the texts of each column show, without gaps, some of them null."""
    import polars as pl

    digits = cells.select(pl.all().str.contains(r"\d").any()).row(0)
    with_digits = [name for name, has in zip(cells.columns, digits, strict=True) if has]
    spellings = dict.fromkeys(cells.columns, NOTHING)
    if not with_digits:
        return spellings
    looks = {
        "commas": pl.all().str.contains(",", literal=True),
        "decimal": pl.all().str.contains(DECIMAL_COMMA) & ~pl.all().str.contains(EITHER),
        "groups": pl.all().str.contains(BY_COMMAS) & ~pl.all().str.contains(EITHER),
        "points": pl.all().str.contains(".", literal=True),
        "others": pl.all().str.contains(".", literal=True) & ~pl.all().str.contains(BY_POINTS),
        "several": pl.all().str.contains(SEVERAL_POINTS),
        "broken": ~pl.all().str.contains(WHOLE_BY_POINTS),
    }
    some = cells.select(with_digits)
    found = {name: some.select(look.any()).row(0) for name, look in looks.items()}
    for k, name in enumerate(with_digits):
        shown = {look: bool(found[look][k]) for look in looks}
        spellings[name] = Spelling(
            has_digits=True,
            has_commas=shown["commas"],
            has_decimal_commas=shown["decimal"],
            has_comma_groups=shown["groups"],
            has_points=shown["points"],
            has_other_points=shown["others"],
            has_point_groups=shown["several"] and not shown["others"],
            is_grouped_by_points=shown["points"] and not shown["broken"],
        )
    return spellings


def style_of(own: Spelling, of_others: Spelling, separator: str) -> Style:
    """Return how the numbers of a column are written, as far as that can be told.

    Parameters
    ----------
    own
        What its own cells show.
    of_others
        What those of all columns show together, for cells that leave it open.
    separator
        What separates the cells; empty for a sheet.
    """
    if own.has_commas:
        if own.has_decimal_commas and own.has_comma_groups:
            return "plain"
        if own.has_comma_groups:
            return "comma groups"
        is_comma = own.has_decimal_commas or (
            of_others.has_decimal_commas and not of_others.has_comma_groups
        )
        if is_comma:
            return "plain" if own.has_points and own.has_other_points else "decimal commas"
        is_group = of_others.has_comma_groups or separator == ","
        return "comma groups" if is_group and not of_others.has_decimal_commas else "plain"
    if own.has_point_groups:
        return "point groups"
    is_beside = bool(separator) and of_others.has_decimal_commas
    return "point groups" if own.is_grouped_by_points and is_beside else "plain"


def both(one: Spelling, other: Spelling) -> Spelling:
    """Return what two columns show together of commas."""
    return replace(
        NOTHING,
        has_decimal_commas=one.has_decimal_commas or other.has_decimal_commas,
        has_comma_groups=one.has_comma_groups or other.has_comma_groups,
    )


ASKED: dict[Thousands, Style] = {
    "comma": "comma groups",
    "point": "decimal commas",
    "none": "no groups",
}
"""The style that was asked for by what stands between thousands."""


def as_asked(texts: pl.Series, thousands: Thousands) -> pl.Series:
    """Return texts written in a way that was asked for with a point; null where one is not."""
    if thousands == "point":
        stray = texts.str.contains(".", literal=True) & ~texts.str.contains(BY_POINTS)
        texts = texts.set(stray.fill_null(value=False), None)
    return with_points(texts, ASKED[thousands])


def with_points(texts: pl.Series, style: Style) -> pl.Series:
    """Return texts with a decimal point, if any, and with nothing between thousands."""
    if style == "comma groups":
        return _replaced(texts, BY_COMMAS, ",", "")
    if style in ("point groups", "decimal commas"):
        texts = _replaced(texts, BY_POINTS, ".", "")
    if style in ("no groups", "decimal commas"):
        texts = _replaced(texts, DECIMAL_COMMA, ",", ".")
    return texts


def _replaced(texts: pl.Series, where: str, old: str, new: str) -> pl.Series:
    """Return texts with a sign for another wherever a text is like the pattern `where`."""
    is_so = texts.str.contains(where).fill_null(value=False)
    if not is_so.any():
        return texts
    return texts.zip_with(~is_so, texts.str.replace_all(old, new, literal=True))
