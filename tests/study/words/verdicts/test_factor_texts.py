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
    ("rate", "beyond", "told"),
    [
        (0.25, 0.0, ("0.25", "0.25")),
        (0.04338048715, 0.0, ("0.043380487", "0.043380487")),
        (0.04338048715, 5e-13, ("0.04338", "0.0433805")),
        (0.04338048715, -5e-13, ("0.04338048715002", "0.04338048715")),
    ],
)
def test_a_rate_at_its_bound_is_told_with_the_same_figures_and_one_next_to_it_with_others(
    rate: float, beyond: float, told: tuple[str, str]
) -> None:
    assert bound_and_rate(rate * (1 - beyond), rate) == told


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        # ln 0.1 / ln f, by hand: 10.3, 575.06, 2.3026e7, 2.3026e9 and 2.3e13.
        (0.05, "1 update"),
        (0.8, "11 updates"),
        (0.996, "575 updates"),
        (1 - 1e-7, "about 23,030,000 updates"),
        (1 - 1e-9, "about 2,300,000,000 updates"),
        (1 - 1e-13, "more than a hundred billion updates"),
    ],
)
def test_updates_to_a_tenth(factor: float, text: str) -> None:
    assert updates_to_a_tenth(factor) == text
