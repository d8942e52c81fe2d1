"""Logistic losses as people type them, held against formulas that cannot overflow."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.formula.expression import parse

MARGINS = [-1e4, -1000.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0, 1e4]


def evaluated(text: str, **point: float) -> tuple[float, float, float]:
    """Return value, first and second derivative by u at `point`."""
    expression = parse(text)
    (slope,) = expression.gradient(("u",))
    ((curvature,),) = expression.hessian(("u",))
    compiled = expression.compile([expression.tree, slope, curvature], expression.names)
    value, first, second = compiled.many(np.array([point[name] for name in expression.names]))
    return float(value), float(first), float(second)


def logistic(u: float) -> float:
    """Return 1/(1 + exp(-u)); 0 where that is smaller than a float64 can be."""
    small = math.exp(-abs(u)) if abs(u) < 700 else 0.0
    return (1.0 if u > 0 else small) / (1 + small)


def log1p_exp(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)) if abs(u) < 700 else 0.0)


@pytest.mark.parametrize("u", MARGINS)
@pytest.mark.parametrize(
    "text",
    [
        "1/(1 + exp(-u))",
        "1/(1.0 + e^(-u))",
        "(1 + exp(-u))^-1",
        "1 - 1/(1 + exp(u))",
        "1 - sigmoid(-u)",
        "exp(u)/(1 + exp(u))",
        "exp(u)*sigmoid(-u)",
        "sigmoid(-u)*exp(u)",
    ],
)
def test_a_sigmoid_typed_by_hand_is_right_with_both_derivatives(text: str, u: float) -> None:
    p, q = logistic(u), logistic(-u)
    expected = (p, p * q, p * q * (q - p))
    assert evaluated(text, u=u) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("u", MARGINS)
@pytest.mark.parametrize("text", ["1/(1 + exp(-u))^2", "(1 + exp(-u))^-2", "sigmoid(u)^2"])
def test_a_power_of_a_sigmoid_typed_by_hand_is_right(text: str, u: float) -> None:
    p, q = logistic(u), logistic(-u)
    expected = (p * p, 2 * p * p * q, 2 * p * p * q * (2 * q - p))
    assert evaluated(text, u=u) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("u", MARGINS)
def test_the_slope_of_a_sigmoid_typed_by_hand_is_right(u: float) -> None:
    value, slope, _ = evaluated("exp(-u)/(1 + exp(-u))^2", u=u)
    p, q = logistic(u), logistic(-u)
    assert (value, slope) == pytest.approx((p * q, p * q * (q - p)), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("u", MARGINS)
@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("p", ["sigmoid(u)", "1/(1 + exp(-u))"])
def test_cross_entropy_is_finite_and_right_for_every_margin(p: str, y: float, u: float) -> None:
    text = f"-y*log({p}) - (1 - y)*log(1 - {p})"
    # log(1 - p) is u further down than log(p), so the sum is log(1 + exp(u)) - y u.
    terms = y * log1p_exp(-u) + (1 - y) * log1p_exp(u)
    expected = (terms, (1 - y) * logistic(u) - y * logistic(-u), logistic(u) * logistic(-u))
    assert evaluated(text, u=u, y=y) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("u", [-3.0, 0.5, 2.0])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/(2*(1 + exp(u)))", lambda u: 3 / (2 * (1 + math.exp(u)))),
        ("u/(u^2*(1 + exp(-u)))^2", lambda u: u / (u**2 * (1 + math.exp(-u))) ** 2),
        ("(u^2*(1 + exp(u)))^-0.5", lambda u: (u**2 * (1 + math.exp(u))) ** -0.5),
        ("u*exp(2u)/(1 + exp(u))", lambda u: u * math.exp(2 * u) / (1 + math.exp(u))),
        ("exp(u)/(1 + exp(-u))", lambda u: math.exp(u) / (1 + math.exp(-u))),
        ("2 - 1/(1 + exp(u))", lambda u: 2 - 1 / (1 + math.exp(u))),
        ("1/(2 + exp(u))", lambda u: 1 / (2 + math.exp(u))),
        ("1/(1 + 2exp(u))", lambda u: 1 / (1 + 2 * math.exp(u))),
        ("log(2 + exp(u))", lambda u: math.log(2 + math.exp(u))),
        ("log(1 + exp(u) + u^2)", lambda u: math.log(1 + math.exp(u) + u * u)),
        ("(1 + exp(u))^2", lambda u: (1 + math.exp(u)) ** 2),
    ],
)
def test_what_only_looks_like_a_sigmoid_keeps_its_value(text, expected, u: float) -> None:
    assert evaluated(text, u=u)[0] == pytest.approx(expected(u), rel=1e-13)


@pytest.mark.parametrize(
    ("text", "point", "value", "gradient"),
    [
        ("(x*y)^10", (1e-40, 1e40), 1.0, (1e41, 1e-39)),
        ("(x/y)^10", (1e-40, 1e-40), 1.0, (1e41, -1e41)),
        ("(x*y)^-10", (1e-40, 1e40), 1.0, (-1e41, -1e-39)),
        ("((x*y)^997)^-1", (1e-40, 1e40), 1.0, (-9.97e42, -9.97e-38)),
        ("((x*y)^2*z)^3", (1e60, 1e-60, 2.0), 8.0, (4.8e-59, 4.8e61, 12.0)),
    ],
)
def test_the_power_of_a_product_is_that_of_the_whole(
    text: str, point: tuple[float, ...], value: float, gradient: tuple[float, ...]
) -> None:
    expression = parse(text)
    names = expression.names
    compiled = expression.compile([expression.tree, *expression.gradient(names)], names)
    np.testing.assert_allclose(compiled.many(np.array(point)), [value, *gradient], rtol=1e-12)


def test_the_gradient_of_a_power_of_a_product_is_shown_multiplied_out() -> None:
    assert parse("(w*x)^2").gradient_latex("w") == "2 w x^{2}"


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("y^relu(x)", (-2.0, -1.0), (1.0, 0.0, 0.0)),
        ("y^relu(x)", (3.0, 2.0), (9.0, 6.0, 9 * np.log(3))),
        ("y^max(x, 2)", (-3.0, 1.0), (9.0, -6.0, 0.0)),
    ],
)
def test_a_flat_exponent_has_no_slope_whatever_is_raised(
    text: str, point: tuple[float, float], expected: tuple[float, ...]
) -> None:
    expression = parse(text)
    trees = [expression.tree, *expression.gradient(("y", "x"))]
    compiled = expression.compile(trees, ("y", "x"))
    np.testing.assert_allclose(compiled.many(np.array(point)), expected, rtol=1e-14)
    curvature = [entry for row in expression.hessian(("y", "x")) for entry in row]
    assert np.isfinite(expression.compile(curvature, ("y", "x")).many(np.array(point))).all()
