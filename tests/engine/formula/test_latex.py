"""Formulas as LaTeX: in the order of the text, unambiguous, and such that ziamath draws them."""

from __future__ import annotations

import warnings

import pytest

from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.latex import latex_of_name


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("w1^2 + 4*w2^2", "w_{1}^{2} + 4 w_{2}^{2}"),
        ("(w*x+b-y)^2", r"\left(w x + b - y\right)^{2}"),
        ("a - (b - c)", r"a - \left(b - c\right)"),
        ("a - b - c", "a - b - c"),
        ("a/(b*c)", r"\frac{a}{b c}"),
        ("-x^2", "-x^{2}"),
        ("(-x)^2", r"\left(-x\right)^{2}"),
        ("2^x^y", "2^{x^{y}}"),
        ("(2^x)^y", r"\left(2^{x}\right)^{y}"),
        ("2*3*x", r"2 \cdot 3 x"),
        ("x*-3", r"x \left(-3\right)"),
        ("θ + alpha1", r"\theta + \alpha_{1}"),
        ("sqrt(x) + abs(y)", r"\sqrt{x} + \left|y\right|"),
    ],
)
def test_a_text_is_printed_in_its_own_order(text: str, latex: str) -> None:
    assert parse(text).latex() == latex


@pytest.mark.parametrize(
    ("text", "name", "latex"),
    [
        ("w1^2 + 4*w2^2", "w1", "2 w_{1}"),
        ("w1^2 + 4*w2^2", "w2", "8 w_{2}"),
        ("(w*x + b - y)^2", "w", r"2 x \left(w x + b - y\right)"),
        ("(w*x + b - y)^2", "b", r"2 \left(w x + b - y\right)"),
        ("abs(x)", "x", r"\operatorname{sign}\left(x\right)"),
    ],
)
def test_a_derivative_is_printed_as_one_would_write_it(text: str, name: str, latex: str) -> None:
    assert parse(text).gradient_latex(name) == latex


@pytest.mark.parametrize("text", ["sin(x)^-1", "tanh(x)^(-1)", "cos(x)^y"])
def test_only_a_whole_power_stands_at_the_function(text: str) -> None:
    # sin^-1(x) would be read as arcsin(x).
    assert r"\left(x\right)\right)^{" in parse(text).latex()


def test_a_whole_power_of_a_function_is_printed_as_in_a_textbook() -> None:
    assert parse("sin(x)^2").latex() == r"\sin^{2}\left(x\right)"


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("w", "w"),
        ("w12", "w_{12}"),
        ("x_new", r"x_{\mathrm{new}}"),
        ("lambda", r"\lambda"),
        ("Omega2", r"\Omega_{2}"),
        ("loss", r"\mathrm{loss}"),
    ],
)
def test_names_are_printed_as_symbols(name: str, latex: str) -> None:
    assert latex_of_name(name) == latex


@pytest.mark.parametrize(
    "text",
    [
        "w1^2 + 4*w2^2",
        "log(1 + exp(-y*(w1*x1 + w2*x2 + b)))",
        "(v*tanh(w*x) - y)^2",
        "max(x, y, 1)*min(x, -y) + relu(x)^2 + softplus(x) + sign(y) + erf(x*y)",
        "asin(x)^2/acos(y) + atan(x/y) + sinh(x)*cosh(y) + sin(x)^-1 + tan(y)^0.5",
        "sigmoid(x)^2 + e^(x/2) + pi*sqrt(x + 1) + 1e-3*y^(1/3)",
        "x_new + foo12_bar + αβ + Omega_2 + omicron + Alpha*l",
    ],
)
def test_ziamath_draws_the_text_and_every_derivative(text: str) -> None:
    with warnings.catch_warnings():
        # It loads its font by a call that Python 3.11 has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
    expression = parse(text)
    for latex in (expression.latex(), *map(expression.gradient_latex, expression.names)):
        assert ziamath.Latex(latex).svg().startswith("<svg")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("(-a + b)*c", r"\left(-a + b\right) c"),
        ("-a*b*c", "-a b c"),
        ("c*(-a)", r"c \left(-a\right)"),
        ("-(a + b)*c", r"-\left(a + b\right) c"),
    ],
)
def test_a_minus_in_front_goes_no_further_than_its_brackets(text: str, latex: str) -> None:
    assert parse(text).latex() == latex
