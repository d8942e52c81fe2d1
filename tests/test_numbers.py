"""Numbers are written as a person would round them, and never mislead."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gdsim.engine.descent.rounding import DECIMALS, Rounding
from gdsim.numbers import DIGITS, KINDS, NumberFormat, few, printed, raised, to_figures

finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(-1e8, 1e8)


def is_nearest(text: str, x: float, place: int) -> bool:
    """Whether `text` is a multiple of 10^place, and none nearer to `x` but for noise."""
    with localcontext(prec=800):
        unit, noise = Decimal(1).scaleb(place), abs(Decimal(x)) * Decimal("6e-15")
        return Decimal(text) % unit == 0 and abs(Decimal(text) - Decimal(x)) <= unit / 2 + noise


@given(ordinary, st.integers(0, 15))
def test_no_number_with_as_many_decimals_is_nearer(x: float, digits: int) -> None:
    text = NumberFormat.decimals(digits).text(x)
    assert is_nearest(text, x, -digits)
    assert len(text.partition(".")[2]) == digits


@given(finite.filter(bool), st.integers(1, 17))
def test_no_number_with_as_many_significant_figures_is_nearer(x: float, digits: int) -> None:
    text = NumberFormat.significant(digits).text(x)
    assert is_nearest(text, x, Decimal(x).adjusted() + 1 - digits)


@given(st.integers(-(10**8), 10**8), st.integers(0, 12))
def test_a_number_half_way_is_rounded_away_from_zero_however_its_float_lies(n, digits) -> None:
    """The float nearest to 1.005 is a little below it, that nearest to 1.015 a little above."""
    half_way = float(f"{n}5e-{digits + 1}") if n else 0.0
    away = Decimal(n + (1 if n > 0 else -1 if n else 0)).scaleb(-digits)
    assert Decimal(NumberFormat.decimals(digits).text(half_way)) == away
    if n:
        figures = len(str(abs(n)))
        assert Decimal(NumberFormat.significant(figures).text(half_way)) == away
        assert Decimal(few(half_way, figures)) == away


@given(st.floats(-999, 999), st.integers(0, 12))
@example(0.1 * 2.85, 2)
@example(1.15 * 100, 0)
def test_rounding_as_by_hand_gives_the_number_that_is_shown(x: float, digits: int) -> None:
    by_hand = Rounding(DECIMALS, digits).number(x)
    assert float(NumberFormat.decimals(digits).text(x)) == by_hand


@given(finite)
def test_an_exact_number_reads_back_as_the_same_float(x: float) -> None:
    assert float(NumberFormat.exact().text(x)) == x


@given(finite, st.sampled_from(KINDS), st.integers(1, 15))
def test_no_number_is_a_negative_zero(x: float, kind: str, digits: int) -> None:
    text = NumberFormat(kind, digits).text(x)
    assert not (text.startswith("-") and float(text) == 0)


@given(finite, st.integers(0, 15))
def test_a_huge_number_does_not_flood_its_cell(x: float, digits: int) -> None:
    assert len(NumberFormat.decimals(digits).text(x)) <= len("-123456789.") + digits


@pytest.mark.parametrize(
    ("number_format", "x", "text"),
    [
        (NumberFormat.decimals(2), 4.195328, "4.20"),  # the notes print 4.21 here
        (NumberFormat.decimals(4), 1.2e-9, "0.0000"),
        (NumberFormat.decimals(2), -0.004, "0.00"),
        (NumberFormat.decimals(0), 2.5, "3"),
        (NumberFormat.decimals(2), 0.125, "0.13"),
        (NumberFormat.decimals(2), -0.625, "-0.63"),
        (NumberFormat.decimals(2), 1.005, "1.01"),  # though the float is a little below 1.005
        (NumberFormat.decimals(2), 0.1 * 2.85, "0.29"),  # and a little above 0.285
        (NumberFormat.significant(2), 9.95, "10"),
        (NumberFormat.significant(1), 0.00025, "0.0003"),
        (NumberFormat.decimals(4), 4.7e250, "4.7000e250"),
        (NumberFormat.decimals(1), 999_999_999.99, "1.0e9"),
        (NumberFormat.significant(3), 0.0001, "0.000100"),
        (NumberFormat.significant(2), 320_000_000.0, "3.2e8"),
        (NumberFormat.significant(3), 1_000_000.0, "1000000"),
        (NumberFormat.significant(3), 0.99999, "1.00"),
        (NumberFormat.significant(2), -0.000032, "-3.2e-5"),
        (NumberFormat.significant(9), 123_456_789.0, "123456789"),
        (NumberFormat.significant(3), -0.0, "0"),
        (NumberFormat.exact(), 0.1, "0.1"),
        (NumberFormat.exact(), 3.0, "3"),
        (NumberFormat.exact(), -0.0, "0"),
        (NumberFormat.exact(), 1e-5, "1e-5"),
        (NumberFormat.exact(), 1e22, "1e22"),
    ],
)
def test_written_as_by_hand(number_format: NumberFormat, x: float, text: str) -> None:
    assert number_format.text(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (3.0, "3"),
        (25.0, "25"),
        (3 - 0.1 * 6, "2.4"),
        (0.1 * 3.2, "0.32"),  # off by the last bit
        (1.20003, "1.2000"),  # rounded, so the zeros speak
        (2.00000001, "2.0000"),
        (1.2e-9, "0.0000"),
        (0.0, "0"),
        (100.0, "100"),
        (4.7e250, "4.7e250"),
        (math.nan, ""),
        (-math.inf, "-∞"),
    ],
)
def test_brief_number_keeps_zeros_only_where_something_was_rounded(x: float, text: str) -> None:
    assert NumberFormat.decimals(4).brief(x) == text


@given(finite, st.sampled_from(KINDS), st.integers(1, 15))
def test_brief_number_is_worth_what_the_whole_one_is(x: float, kind: str, digits: int) -> None:
    number_format = NumberFormat(kind, digits)
    assert float(number_format.brief(x)) == float(number_format.text(x))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_number_is_told_apart(kind: str) -> None:
    texts = NumberFormat(kind, 3).array([math.nan, math.inf, -math.inf])
    assert texts == ["", "∞", "-∞"]


def test_array_writes_each_value_like_text() -> None:
    number_format = NumberFormat.significant(4)
    values = [1.0, -2.5, 1e9]
    assert number_format.array(values) == [number_format.text(value) for value in values]


@pytest.mark.parametrize("kind", KINDS)
def test_digits_out_of_range_are_refused(kind: str) -> None:
    fewest, most = DIGITS[kind]
    for digits in (fewest - 1, most + 1):
        with pytest.raises(ValueError, match=f"{fewest} to {most}"):
            NumberFormat(kind, digits)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals, significant, exact"):
        NumberFormat("hexadecimal")


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0.0, "0"),
        (-2.0, "−2"),
        (0.002, "0.002"),
        (0.00002, "2×10⁻⁵"),
        (123.4, "123.4"),
        (50_000.0, "50000"),
        (500_000.0, "5×10⁵"),
        (123_456.0, "123456"),  # shorter than 1.23456×10⁵
        (3 * 0.1, "0.3"),  # off by the last bit
    ],
)
def test_few_digits_are_printed_plain_or_with_a_power_of_ten(x: float, text: str) -> None:
    assert printed(x) == text


@pytest.mark.parametrize(
    ("x", "figures", "rounded"),
    [
        (0.125, 2, 0.13),
        (-2.5, 1, -3.0),
        (1.005e-7, 3, 1.01e-7),
        (4.0, 3, 4.0),
        (math.inf, 3, math.inf),
    ],
)
def test_a_number_rounded_to_figures_is_the_one_that_is_shown(
    x: float, figures: int, rounded: float
) -> None:
    assert to_figures(x, figures) == rounded


def test_an_exponent_stands_above_the_line() -> None:
    assert raised(-12) == "⁻¹²"
