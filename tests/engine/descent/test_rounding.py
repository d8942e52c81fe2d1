"""Rounding as by hand, against numbers rounded on paper."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rounding import Rounding
from gdsim.engine.descent.rules import RULES
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


@pytest.mark.parametrize(
    ("text", "value", "rounded"),
    [
        ("2 decimals", 2.048, 2.05),
        ("2 decimals", 2.675, 2.68),
        ("2 decimals", -2.675, -2.68),
        ("3d", 0.0032, 0.003),
        ("0 decimals", 0.5, 1.0),
        ("2 figures", 5.12, 5.1),
        ("2f", 0.128, 0.13),
        ("1 figure", 950.0, 1000.0),
        ("2 decimals", 0.1 * 2.85, 0.29),
        ("3 decimals", 1e300, 1e300),
        ("", 0.123456789, 0.123456789),
    ],
)
def test_numbers_are_rounded_as_on_paper(text: str, value: float, rounded: float) -> None:
    assert Rounding.of(text).number(value) == rounded


@given(value=st.integers(-(10**9), 10**9), digits=st.integers(0, 8))
def test_decimals_agree_with_decimal_arithmetic(value: int, digits: int) -> None:
    exact = Decimal(value).scaleb(-6)
    expected = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Rounding.of(f"{digits} decimals").number(float(exact)) == float(expected)


@given(value=st.floats(allow_nan=False), digits=st.integers(1, 15))
@example(value=1.0067719176297452e16, digits=14)
def test_figures_are_as_many_as_asked_for(value: float, digits: int) -> None:
    rounded = Rounding.of(f"{digits} figures").number(value)
    if not math.isfinite(value):
        assert rounded == value
    else:
        # Half a unit of the last figure, and half of the 15th, to which it is rounded before.
        share = 0.5 * 10.0 ** (1 - digits) + 0.5 * 10.0**-14
        assert rounded == pytest.approx(value, rel=share * (1 + 1e-9))
        if 1e-300 < abs(rounded) < 1e307:
            assert float(f"{rounded:.{digits - 1}e}") == rounded


def test_not_finite_numbers_stay() -> None:
    rounding = Rounding.of("2 decimals")
    assert math.isnan(rounding.number(math.nan))
    assert rounding.number(-math.inf) == -math.inf


@pytest.mark.parametrize("text", ["two", "16 decimals", "0 figures", "-1 decimals", "3", "3 cats"])
def test_other_texts_are_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(InputError, match="3 decimals or 2 figures"):
        Rounding.of(text)
    with pytest.raises(InputError):
        Run(BOWL.with_(round_gradient=text))


def test_printed_table_of_the_bowl_comes_out() -> None:
    run = Run(BOWL.with_(round_gradient="2 figures", round_parameters="3 decimals"))
    run.advance(4)
    rows = run.columns(0, 4)
    assert rows.gradient.tolist() == [[8, 16], [6.4, 3.2], [5.1, 0.64], [4.1, 0.13]]
    assert rows.new_theta.tolist() == [[3.2, 0.4], [2.56, 0.08], [2.05, 0.016], [1.64, 0.003]]


@pytest.mark.parametrize("rule", RULES)
def test_every_recorded_number_has_the_digits_asked_for(rule: str) -> None:
    run = Run(BOWL.with_(rule=rule, round_gradient="2 decimals", round_parameters="1 decimals"))
    run.advance(5)
    for t in range(run.length):
        row = run.row(t)
        for array in (row.gradient, *row.state.values()):
            np.testing.assert_array_equal(array, [float(f"{x:.2f}") for x in array])
        np.testing.assert_array_equal(row.new_theta, [float(f"{x:.1f}") for x in row.new_theta])


def test_rounding_can_begin_in_the_middle_and_be_taken_back() -> None:
    exact = Run(BOWL)
    exact.advance(3)
    rounded = exact.branch(2, round_parameters="1 decimals")
    rounded.advance(1)
    assert rounded.row(2).new_theta.tolist() == [2.0, 0.0]
    again = rounded.branch(2, round_parameters="")
    again.advance(1)
    np.testing.assert_array_equal(again.row(2).new_theta, exact.row(2).new_theta)
