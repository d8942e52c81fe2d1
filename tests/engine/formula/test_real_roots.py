"""Odd roots of negative numbers, as schools define them, against NumPy's cube root."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective

X = np.array([-27.0, -8.0, -1.0, -0.3, 0.3, 1.0, 8.0])
C = np.cbrt(X)
F = np.sign(X) * np.abs(X) ** 0.2


def at(text: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    objective, theta = Objective(text), X[:, np.newaxis]
    value, gradient = objective.value_and_gradient(theta)
    return value, gradient[:, 0], objective.hessian(theta)[:, 0, 0]


@pytest.mark.parametrize(
    ("text", "value", "slope", "curvature"),
    [
        ("x^(4/3)", C**4, 4 / 3 * C, 4 / 9 / C**2),
        ("x^(1/3)", C, 1 / 3 / C**2, -2 / 9 / C**5),
        ("x^(2/3)", C**2, 2 / 3 / C, -2 / 9 / C**4),
        ("x^(2/6)", C, 1 / 3 / C**2, -2 / 9 / C**5),
        ("x^(-1/3)", 1 / C, -1 / 3 / C**4, 4 / 9 / C**7),
        ("x^(5/3)", C**5, 5 / 3 * C**2, 10 / 9 / C),
        ("cbrt(x)", C, 1 / 3 / C**2, -2 / 9 / C**5),
        ("∛x", C, 1 / 3 / C**2, -2 / 9 / C**5),
        (r"\sqrt[3]{x}", C, 1 / 3 / C**2, -2 / 9 / C**5),
        (r"\sqrt[5]{x}", F, 1 / 5 / F**4, -4 / 25 / F**9),
        (r"x^{\frac{1}{5}}", F, 1 / 5 / F**4, -4 / 25 / F**9),
        ("(-8x)^(1/3)", -2 * C, -2 / 3 / C**2, 4 / 9 / C**5),
        ("x*x^(1/3)", C**4, 4 / 3 * C, 4 / 9 / C**2),
        ("(x^(1/3))^2", C**2, 2 / 3 / C, -2 / 9 / C**4),
        ("(x^3)^(1/3)", X, np.ones(7), np.zeros(7)),
    ],
)
def test_odd_roots_are_real_below_zero(text, value, slope, curvature) -> None:
    found = at(text)
    assert found[0] == pytest.approx(value, rel=1e-13)
    assert found[1] == pytest.approx(slope, rel=1e-13)
    assert found[2] == pytest.approx(curvature, rel=1e-12, abs=1e-12)


def test_a_root_within_a_root_is_real_too() -> None:
    value, slope, _ = at("((x - 2)^(1/3) - 1)^(5/3)")
    inner = np.cbrt(X - 2) - 1
    assert value == pytest.approx(np.cbrt(inner) ** 5, rel=1e-13)
    assert slope == pytest.approx(5 / 3 * np.cbrt(inner) ** 2 / 3 / np.cbrt(X - 2) ** 2, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "value"), [("(-8)^(1/3)", -2), ("(-8)^(2/3)", 4), ("(1-9)^(5/3)", -32)]
)
def test_roots_of_negative_numbers_are_numbers(text: str, value: float) -> None:
    assert float(Objective(f"x + {text}").value(np.array([0.0]))) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["x^(1/2)", "x^(3/4)", "x^0.2", "sqrt(x)", "x^(1/6)"])
def test_even_roots_and_decimal_powers_have_no_value_below_zero(text: str) -> None:
    value = at(text)[0]
    assert np.isnan(value[X < 0]).all() and np.isfinite(value[X > 0]).all()


def test_an_even_root_of_a_negative_number_is_refused() -> None:
    with pytest.raises(InputError, match="no finite real value"):
        Objective("x + (-8)^(1/2)")


def test_positive_bases_keep_their_numbers() -> None:
    points = np.linspace(0.01, 9, 50)[:, np.newaxis]
    value, gradient = Objective("x^(4/3) + 2x^(1/3)").value_and_gradient(points)
    x = points[:, 0]
    assert value == pytest.approx(x ** (4 / 3) + 2 * x ** (1 / 3), rel=1e-15)
    assert gradient[:, 0] == pytest.approx(4 / 3 * x ** (1 / 3) + 2 / 3 * x ** (-2 / 3), rel=1e-15)
