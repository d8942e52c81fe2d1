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


def on_paper(value: float, decimals: int, figures: int = 0) -> float:
    """Round to decimals, but keep so many figures; halves away from 0."""
    written = Decimal(f"{value:.15g}")
    if figures and written:
        decimals = max(decimals, figures - 1 - written.adjusted())
    return float(written.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def square(value: float) -> float:
    return on_paper(value, 2, figures=2)


def plain(value: float) -> float:
    return on_paper(value, 2)


# One update as it is worked out on paper to two decimals, of squares to two figures at least: from
# the gradient, what is remembered (the product of momenta is not rounded) and the number t from 1,
# to the change for a rate of 1 and what is remembered then.


def _momentum(g: float, v: float, _t: int) -> tuple[float, ...]:
    v = plain(0.9 * v + g)
    return v, v


def _nesterov(g: float, v: float, _t: int) -> tuple[float, ...]:
    v = plain(0.9 * v + g)
    return g + 0.9 * v, v


def _adagrad(g: float, s: float, _t: int) -> tuple[float, ...]:
    s = square(s + g * g)
    return g / (math.sqrt(s) + 1e-10), s


def _rmsprop(g: float, s: float, _t: int) -> tuple[float, ...]:
    s = square(0.99 * s + 0.01 * g * g)
    return g / (math.sqrt(s) + 1e-8), s


def _adadelta(g: float, s: float, u: float, _t: int) -> tuple[float, ...]:
    s = square(0.9 * s + 0.1 * g * g)
    step = math.sqrt(u + 1e-6) / math.sqrt(s + 1e-6) * g
    return step, s, square(0.9 * u + 0.1 * step * step)


def _adam(g: float, m: float, v: float, t: int) -> tuple[float, ...]:
    m, v = plain(0.9 * m + 0.1 * g), square(0.999 * v + 0.001 * g * g)
    return m / (1 - 0.9**t) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v


def _amsgrad(g: float, m: float, v: float, u: float, t: int) -> tuple[float, ...]:
    m, v = plain(0.9 * m + 0.1 * g), square(0.999 * v + 0.001 * g * g)
    u = max(u, v)
    return m / (1 - 0.9**t) / (math.sqrt(u / (1 - 0.999**t)) + 1e-8), m, v, u


def _nadam(g: float, m: float, v: float, p: float, t: int) -> tuple[float, ...]:
    m, v = plain(0.9 * m + 0.1 * g), square(0.999 * v + 0.001 * g * g)
    now, then = (0.9 * (1 - 0.96 ** (k * 0.004) / 2) for k in (t, t + 1))
    p *= now
    ahead = then / (1 - p * then) * m + (1 - now) / (1 - p) * g
    return ahead / (math.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v, p


ON_PAPER = {
    "gd": lambda g, _t: (g,),
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adadelta": _adadelta,
    "adam": _adam,
    "amsgrad": _amsgrad,
    "adamw": _adam,
    "nadam": _nadam,
}


@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_remembers_is_rounded_before_the_step_is_made_of_it(rule: str) -> None:
    """As on paper, where a rounded number is written down and gone on with."""
    run = Run(
        BOWL.with_(
            rule=rule,
            start=(0.4, -1.3),
            learning_rate=0.037,
            round_gradient="2 decimals",
            round_parameters="3 decimals",
        )
    )
    run.advance(30)
    names = run.segments[0].rule.state_names
    for k, factor in enumerate((2, 8)):
        theta, memory = (0.4, -1.3)[k], [float(name == "momentum_product") for name in names]
        for t in range(run.length):
            row = run.row(t)
            g = plain(factor * theta)
            change, *memory = ON_PAPER[rule](g, *memory, t + 1)
            decay = 0.01 * theta if rule == "adamw" else 0.0
            theta = on_paper(theta - 0.037 * (change + decay), 3)
            assert row.gradient[k] == g
            assert [array[k] for array in row.state.values()] == pytest.approx(memory, rel=1e-14)
            assert row.new_theta[k] == theta


def test_a_mean_of_squares_is_never_rounded_to_0() -> None:
    """0.001 * 0.6^2 to two decimals is 0, and a step divided by its root has no bound."""
    run = Run(Experiment(objective="x^2", start=(0.3,), rule="adam", round_gradient="2 decimals"))
    run.advance(3)
    assert run.row(0).state["second_moment"].tolist() == [0.00036]
    assert abs(run.row(0).new_theta[0] - 0.3) < 0.2


def test_rounding_can_begin_in_the_middle_and_be_taken_back() -> None:
    exact = Run(BOWL)
    exact.advance(3)
    rounded = exact.branch(2, round_parameters="1 decimals")
    rounded.advance(1)
    assert rounded.row(2).new_theta.tolist() == [2.0, 0.0]
    again = rounded.branch(2, round_parameters="")
    again.advance(1)
    np.testing.assert_array_equal(again.row(2).new_theta, exact.row(2).new_theta)
