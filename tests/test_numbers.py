"""Numbers are written as a person would round them, and never mislead."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.numbers import DIGITS, KINDS, NumberFormat, printed

finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(-1e8, 1e8)


def rounded_by_decimal(x: float, places: int) -> Decimal:
    """Round the exact binary value of `x`; half to even, as exact ties are to be."""
    with localcontext(prec=800):
        return Decimal(x).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


@given(ordinary, st.integers(0, 15))
def test_decimals_are_those_of_the_exact_binary_value(x: float, digits: int) -> None:
    text = NumberFormat.decimals(digits).text(x)
    assert Decimal(text) == rounded_by_decimal(x, digits)
    assert len(text.partition(".")[2]) == digits


@given(finite, st.integers(1, 17))
def test_significant_figures_are_those_of_the_exact_binary_value(x: float, digits: int) -> None:
    text = NumberFormat.significant(digits).text(x)
    expected = Decimal(0)
    if x:
        expected = rounded_by_decimal(x, digits - 1 - Decimal(x).adjusted())
    assert Decimal(text) == expected


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
        (NumberFormat.decimals(0), 2.5, "2"),
        (NumberFormat.decimals(2), 1.005, "1.00"),  # the float is a little below 1.005
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
