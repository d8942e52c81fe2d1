"""Numbers of a verdict as text: none is rounded to what would be false."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.study.words.verdicts.factor_texts import (
    bound_and_rate,
    bound_text,
    factor_text,
    updates_to_a_tenth,
)


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        (0.8, "0.8"),
        (-0.92, "-0.92"),
        (0.9994, "0.9994"),
        (1 + 2e-5, "1 + 2e-5"),
        (1 - 2e-9, "1 - 2e-9"),
        (-1 - 3e-6, "-(1 + 3e-6)"),
        (-1 + 3e-6, "-(1 - 3e-6)"),
        (-1.0, "-1"),
        (1 - 1e-13, "just under 1"),
        (1 + 1e-13, "just over 1"),
    ],
)
def test_a_factor_is_never_told_as_1_unless_it_is(factor: float, text: str) -> None:
    assert factor_text(factor) == text


@given(st.floats(1e-6, 1e6))
def test_a_bound_is_told_as_large_as_four_figures_allow_but_no_larger(bound: float) -> None:
    told = float(bound_text(bound))
    unit = 10.0 ** (math.floor(math.log10(bound)) - 3)
    assert told <= bound * (1 + 1e-11)
    assert told > bound - 1.001 * unit


@given(st.floats(1e-6, 1e6), st.floats(-1e-6, 1e-6))
def test_a_rate_beside_a_bound_is_seen_to_be_larger_or_smaller(bound: float, away: float) -> None:
    rate = bound * (1 + away)
    told_bound, told_rate = map(float, bound_and_rate(bound, rate))
    if abs(away) > 1e-11:
        assert (told_rate > told_bound) == (rate > bound)


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        # ln 0.1 / ln f, by hand: 10.3, 575.06, 2.3026e7, 2.3026e9 and 2.3e13.
        (0.8, "11"),
        (0.996, "575"),
        (1 - 1e-7, "about 23,030,000"),
        (1 - 1e-9, "about 2,300,000,000"),
        (1 - 1e-13, "more than a hundred billion"),
    ],
)
def test_updates_to_a_tenth(factor: float, text: str) -> None:
    assert updates_to_a_tenth(factor) == text
