"""Numbers as they are written: what they say, how precisely, and what they fit."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.study.practice.answers import WrittenNumber


@given(
    value=st.integers(-(10**8), 10**8),
    digits=st.integers(0, 6),
    how=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]),
)
def test_a_value_fits_however_halves_are_rounded(value: int, digits: int, how: str) -> None:
    exact = Decimal(value).scaleb(-5)
    text = str(exact.quantize(Decimal(1).scaleb(-digits), how))
    assert WrittenNumber.read(text).fits(float(exact))
    assert WrittenNumber.read(text.replace(".", ",")).fits(float(exact))


@given(value=st.integers(-(10**8), 10**8), off=st.sampled_from([-1, 1]), digits=st.integers(0, 5))
def test_a_value_one_unit_off_does_not_fit(value: int, off: int, digits: int) -> None:
    unit = Decimal(1).scaleb(-digits)
    shown = Decimal(value).scaleb(-digits)
    assert not WrittenNumber.read(str(shown + off * unit)).fits(float(shown))


@given(value=st.integers(1, 10**8), digits=st.integers(0, 4), sign=st.sampled_from([-1, 1]))
def test_digits_cut_off_are_told_from_rounded_ones(value: int, digits: int, sign: int) -> None:
    exact = sign * Decimal(value).scaleb(-5)
    given_ = WrittenNumber.read(str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_DOWN)))
    assert given_.is_cut_off(float(exact)) != given_.fits(float(exact))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("3.20", 3.2, 0.01), ("-0,4", -0.4, 0.1), ("1.5e-3", 0.0015, 1e-4), (" 16/5 ", 3.2, 0.0)],
)
def test_numbers_are_read_with_what_their_last_digit_counts(text, value, unit) -> None:
    read = WrittenNumber.read(text)
    assert read.value == pytest.approx(value, rel=1e-15)
    assert read.unit == pytest.approx(unit, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1/0", "nan", "1e999", "9" * 90, "1,2,3", "--1"]
)
def test_other_texts_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r"such as 3\.2"):
        WrittenNumber.read(text)
