"""Equations in LaTeX: worked out as written, and still worth the same with numbers put in."""

from __future__ import annotations

import math

import pytest

from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.objective import Objective
from gdsim.study.working.equations import evaluate, with_numbers
from gdsim.study.working.number_latex import number_latex
from tests.study.working.latex_reader import worth


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{a}{b} c", 2 / 3 * 5),
        (r"a^2 + b^{a + 1}", 4 + 27),
        (r"-a \sqrt{b + 1}", -4.0),
        (r"\max(a, b) - \min(a, b)", 1.0),
        (r"(a + b) c", 25.0),
        (r"a \lfloor c / a \rfloor", 4.0),
        (r"\cos \frac{\pi a}{4}", math.cos(math.pi / 2)),
    ],
)
def test_equations_are_read_as_written(latex: str, expected: float) -> None:
    numbers = {"a": 2.0, "b": 3.0, "c": 5.0}
    assert evaluate(latex, numbers) == pytest.approx(expected, abs=1e-15)
    put_in = with_numbers(latex, {name: f"{value:g}" for name, value in numbers.items()})
    assert evaluate(put_in, {}) == pytest.approx(expected, abs=1e-15)


def test_negative_numbers_stand_in_brackets_unless_they_come_first() -> None:
    put_in = with_numbers(r"\theta_t - \eta g_t", {r"\theta_t": "-4", r"\eta": "0.1", "g_t": "-8"})
    assert put_in == r"-4 - 0.1 \cdot \left(-8\right)"
    assert evaluate(put_in, {}) == pytest.approx(-3.2)


EXPRESSIONS = [
    "(a - b)*c",
    "a^2*b",
    "a*b/c*2",
    "2/a*b",
    "a*(b/c)",
    "c - a - (b - 2.5)",
    "-a^2 - -b",
    "abs(a)*3*b^2",
    "sin(a)^2*b*3",
    "exp(-a*b) + exp(a)^2*b",
    "log(1 + exp(-a*b))*c",
    "sigmoid(a)*sigma + relu(-a)*3",
    "x_new*loss*3 + max(x_new, 2*loss)",
    "sqrt(a^2 + 1)*.5*b",
    "tanh(a*b)*2/pi*c",
    "2*cbrt(a^2 + 1)*3*b",
    "log2(a^2 + 1)*b + 2*log10(b^2 + 1)*3",
    "x_hat*2*x_bar^2 + loss_hat*3",
    r"\hat{\beta}_1*2 + \bar{x}^2*\hat{\theta}",
    "asinh(a)*2 - |b|*3",
    "½a² + √(b² + 1)",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
@pytest.mark.parametrize(
    "numbers", [(-3.0, 2.0, 0.5), (2e-7, -1.5, 3e-6), (-1e-9, 4e-8, -7e9), (1.0, -1e-5, 12.0)]
)
def test_numbers_of_any_size_and_sign_keep_the_meaning(text: str, numbers) -> None:
    objective = Objective(text)
    theta = numbers[: len(objective.parameters)]
    values = dict(zip(objective.parameters, theta, strict=True))
    loss, gradient = objective.value_and_gradient(theta)
    texts = {latex_of_name(name): number_latex(value) for name, value in values.items()}
    put_in = with_numbers(parse(text).latex(), texts)
    assert worth(put_in) == pytest.approx(float(loss), rel=1e-9, abs=1e-300)
    for name, slope in zip(objective.parameters, gradient.tolist(), strict=True):
        put_in = with_numbers(parse(text).gradient_latex(name), texts)
        assert worth(put_in) == pytest.approx(slope, rel=1e-9, abs=1e-300), put_in


def test_powers_and_fractions_of_numbers_are_set_apart() -> None:
    texts = {"g": r"3 \cdot 10^{-5}", "k": "12", "s": "5"}
    assert with_numbers("g^2 + 0.5^s 4", texts) == (
        r"\left(3 \cdot 10^{-5}\right)^2 + 0.5^5 \cdot 4"
    )
    assert with_numbers(r"0.5^k \frac{g}{s}", texts) == (
        r"0.5^{12} \cdot \frac{3 \cdot 10^{-5}}{5}"
    )
    assert with_numbers(r"s \frac{g}{k}", texts) == r"5 \cdot \frac{3 \cdot 10^{-5}}{12}"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [("g^2", math.inf), (r"\frac{z}{\sqrt{z}}", math.nan), (r"\frac{g}{z}", math.inf)],
)
def test_too_large_and_undefined_numbers_are_worked_out_as_in_the_engine(latex, expected) -> None:
    assert evaluate(latex, {"g": 1e200, "z": 0.0}) == pytest.approx(expected, nan_ok=True)
