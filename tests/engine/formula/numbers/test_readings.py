"""Numbers as they are written: what they say, how precisely, and what they fit."""

from __future__ import annotations

import math
from contextlib import suppress
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.readings import readings
from gdsim.engine.formula.numbers.written import LeastDigits, WrittenNumber


def likeliest(text: str) -> WrittenNumber:
    return readings(text)[0]


@given(
    value=st.integers(-(10**8), 10**8),
    digits=st.integers(0, 6),
    how=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]),
)
def test_a_value_fits_however_halves_are_rounded(value: int, digits: int, how: str) -> None:
    exact = Decimal(value).scaleb(-5)
    text = str(exact.quantize(Decimal(1).scaleb(-digits), how))
    assert likeliest(text).fits(float(exact))
    assert likeliest(text.replace(".", ",")).fits(float(exact))


@given(value=st.integers(-(10**8), 10**8), off=st.sampled_from([-1, 1]), digits=st.integers(0, 5))
def test_a_value_one_unit_off_does_not_fit(value: int, off: int, digits: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    shown = Decimal(value).scaleb(-digits)
    assert not likeliest(str(shown + off * unit)).fits(float(shown))


@given(value=st.integers(1, 10**8), digits=st.integers(0, 4), sign=st.sampled_from([-1, 1]))
def test_digits_cut_off_are_told_from_rounded_ones(value: int, digits: int, sign: int) -> None:
    exact = sign * Decimal(value).scaleb(-5)
    given_ = likeliest(str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN)))
    assert given_.is_cut_off(float(exact)) != given_.fits(float(exact))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("3.20", 3.2, 0.01), ("-0,4", -0.4, 0.1), ("1.5e-3", 0.0015, 1e-4), (" 16/5 ", 3.2, 0.0)],
)
def test_numbers_are_read_with_what_their_last_digit_counts(text, value, unit) -> None:
    read = likeliest(text)
    assert read.value == pytest.approx(value, rel=1e-15)
    assert read.unit == pytest.approx(unit, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1/0", "nan", "1e999", "9" * 90, "1,2,3", "--1"]
)
def test_other_texts_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"such as 3\.2"):
        likeliest(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 1/5", 3.2),
        ("-3 1/5", -3.2),
        ("3½", 3.5),
        (r"\frac{16}{5}", 3.2),
        ("36 %", 0.36),
        (r"36\%", 0.36),
        ("1.6·10^1", 16),
        ("1.6x10^1", 16),
        ("1,6 · 10⁻³", 0.0016),
        (r"1.6\cdot 10^{-3}", 0.0016),
        ("10'000", 10_000),
        ("10 000,5", 10_000.5),
        ("1.234.567,8", 1_234_567.8),
        ("1,234,567.8", 1_234_567.8),
        ("1.048576-0.1*2", 0.848576),
        ("3,2 - 0,1*6,4", 2.56),
        ("1/4", 0.25),
        ("2*sqrt(2)", 8**0.5),
        ("10^-2", 0.01),
        ("= 3.2", 3.2),
        ("≈0.08", 0.08),
        ("(3.2)", 3.2),
    ],
)
def test_what_people_write_is_read_as_they_mean_it(text: str, value: float) -> None:
    (reading,) = readings(text)
    assert reading.value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["12 5", "3 20", "w1", "e", "pi", "2x", "9^9^9^9", "sqrt(-1)"])
def test_what_is_no_number_for_sure_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        readings(text)


@pytest.mark.parametrize(
    ("text", "sign", "values"),
    [
        ("1,024", "", [1.024, 1024]),
        ("16,000", "", [16, 16_000]),
        ("0,024", "", [0.024]),
        ("1,0245", "", [1.0245]),
        ("1.250", "", [1.25]),
        # Where the rest of a table tells the sign before decimals, the other parts thousands.
        ("1.250", ",", [1250, 1.25]),
        ("1,250", ",", [1.25]),
        ("1,250", ".", [1250, 1.25]),
    ],
)
def test_a_sign_that_may_part_thousands_is_read_in_both_ways(
    text: str, sign: str, values: list[float]
) -> None:
    assert [one.value for one in readings(text, "number", sign)] == values


def test_a_percentage_may_be_given_as_a_share() -> None:
    assert [one.value for one in readings("0.36", "percent")] == [0.36, 36]
    assert [one.value for one in readings("36 %", "percent")] == [36]
    assert [one.value for one in readings("0.36 %", "percent")] == [0.36]


@pytest.mark.parametrize("text", ["(78.667) %", "(78.667 %)", "78.667%"])
def test_a_percentage_may_stand_in_brackets(text: str) -> None:
    (found,) = readings(text, "percent")
    assert (found.value, found.unit) == (78.667, pytest.approx(0.001))


@pytest.mark.parametrize(("text", "value"), [("1.5e3", 1500), ("2.50·10^2", 250), ("4e4", 40_000)])
def test_a_count_may_be_written_with_a_power_of_ten(text: str, value: int) -> None:
    assert [one.value for one in readings(text, "count")] == [value]


@pytest.mark.parametrize("text", ["312.5", "10,5", "1/2", "36 %", "3-1", "1.5e-3", "3.125e2"])
def test_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(InputError, match="a whole number such as 313 or 10,000"):
        readings(text, "count")


def test_zeros_at_the_end_may_be_digits_or_not() -> None:
    assert likeliest("3210").units == (1, 10)
    assert likeliest("3200.").units == (1,)
    assert likeliest("3.21e3").units == (10,)


@pytest.mark.parametrize(
    ("text", "are_enough"),
    [
        ("3", False),
        ("3.2", True),
        ("11", True),
        ("1e1", False),
        ("1.1e1", True),
        ("0", False),
        ("0.02", False),
        ("0.020", True),
        ("0.003", True),
        ("0.000", True),
        ("1e-5", True),
        ("16/5", True),
    ],
)
def test_least_digits_are_two_figures_or_three_decimals(text: str, are_enough: bool) -> None:
    number = likeliest(text)
    assert LeastDigits(2, 3).are_in(number, number.unit) is are_enough


@given(st.text(max_size=90))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    with suppress(InputError):
        assert all(math.isfinite(one.value) for one in readings(text))
