"""Formulas as they are copied from print, LaTeX and programs, against Python's own arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.objective import Objective

POINT = {
    "x": 0.7, "y": 1.9, "w": 1.3, "b": -0.4, "a": 2.1, "theta": 0.6, "theta_0": 0.3, "theta_1": 1.1,
    "theta0": 0.3, "theta1": 1.1, "x1": 0.8, "x2": 1.6, "x_1": 0.8, "x_2": 1.6, "w_1": 0.9,
    "w_2": 1.2, "w1": 0.9, "w2": 1.2, "x0": 0.5, "lambda": 0.2, "sigma": 1.4, "x_hat": 0.35,
    "y_hat": 0.45, "x_bar": 1.25, "beta_1_hat": 2.2, "mu": 0.15, "z": 0.55, "L": 1.0,
    "w_max": 3.3, "loss": 0.1, "epsilon": 0.05, "x_old": 4.4, "phi": 0.65,
}  # fmt: skip
X, Y, W, B, A, T = (POINT[name] for name in ("x", "y", "w", "b", "a", "theta"))

LATEX = [
    (r"\frac{1}{2}x^2", X**2 / 2),
    (r"\frac12 x^2", X**2 / 2),
    (r"\frac12x^2", X**2 / 2),
    (r"\dfrac{x^{2}}{4} + \tfrac{1}{3}y", X**2 / 4 + Y / 3),
    (r"\frac1x + \frac xy + \frac{x}2", 1 / X + X / Y + X / 2),
    (r"\frac\pi2 x", math.pi / 2 * X),
    (r"\cfrac{1}{1 + \cfrac{1}{x}}", 1 / (1 + 1 / X)),
    (r"x^{2} + 3x_{1}", X**2 + 3 * 0.8),
    (r"e^{-x} + e^{x^{2}}", math.exp(-X) + math.exp(X**2)),
    (r"\mathrm{e}^{-x^2/2}", math.exp(-(X**2) / 2)),
    (r"x^{y^{2}}", X ** (Y**2)),
    (r"\theta^2 + \theta_0 + \theta_{1}x", T**2 + 0.3 + 1.1 * X),
    (r"\theta_0 + \theta_1x", 0.3 + 1.1 * X),
    (r"w_{1}x_{1}+w_{2}x_{2}", 0.9 * 0.8 + 1.2 * 1.6),
    (r"w_{\max}^{2} + x_{\text{old}}", 3.3**2 + 4.4),
    (r"\left( x - 1 \right)^2", (X - 1) ** 2),
    (r"\left[ x - 1 \right]^2 + \bigl(y\bigr) + \Big\{ w \Big\}", (X - 1) ** 2 + Y + W),
    (r"2\cdot x \times y \div 4", 2 * X * Y / 4),
    (r"\sqrt{x} + \sqrt[3]{y} + \sqrt[4]{x}", math.sqrt(X) + math.cbrt(Y) + X**0.25),
    (r"\sqrt2 x + \sqrt x", math.sqrt(2) * X + math.sqrt(X)),
    (r"\lVert x - 3 \rVert^2 + \|y\|_2", (X - 3) ** 2 + Y),
    (r"\left\lVert x \right\rVert_2^2", X**2),
    (r"\left|x - 1\right| + \lvert y - 3 \rvert", abs(X - 1) + abs(Y - 3)),
    (r"\sigma(x) + \sigma\left(2x\right)", 1 / (1 + math.exp(-X)) + 1 / (1 + math.exp(-2 * X))),
    (r"\log(x) + \ln\left(y\right) + \exp(-x)", math.log(X) + math.log(Y) + math.exp(-X)),
    (r"\sin x + \cos 2x + \tan\theta", math.sin(X) + math.cos(2 * X) + math.tan(T)),
    (r"\sin^2\theta + \cos^{2}(x)", math.sin(T) ** 2 + math.cos(X) ** 2),
    (r"\log_{10} x + \log_2(y)", math.log10(X) + math.log2(Y)),
    (r"\ln\frac{x}{y} + \ln\left|x - y\right|", math.log(X / Y) + math.log(abs(X - Y))),
    (r"\max(0, x) + \max\{0, -y\} + \min\left(x, y\right)", X + X),
    (r"\mathcal{L}(\theta) = (\theta - 3)^2", (T - 3) ** 2),
    (r"J(\theta_0, \theta_1) = \theta_0^2 + \theta_1^2", 0.3**2 + 1.1**2),
    (r"\ell(w) := w^2", W**2),
    ("$x^2 + y^2$", X**2 + Y**2),
    ("$$ x^2 $$", X**2),
    (r"\[ x^2 + y \]", X**2 + Y),
    (r"\( x^2 \).", X**2),
    (r"\begin{equation} f(x) = x^2 \end{equation}", X**2),
    (r"\begin{align*} f(x) &= x^2 + y \end{align*}", X**2 + Y),
    (r"\hat{y}^2 + \hat{x} + \bar x + \hat{\beta}_1", 0.45**2 + 0.35 + 1.25 + 2.2),
    (
        r"-\left[y\log\hat{y} + (1-y)\log(1-\hat{y})\right]",
        -(Y * math.log(0.45) + (1 - Y) * math.log(1 - 0.45)),
    ),
    (r"100\left(y-x^{2}\right)^{2}+\left(1-x\right)^{2}", 100 * (Y - X**2) ** 2 + (1 - X) ** 2),
    (r"\frac{1}{2}\,(wx + b - y)^{2}", (W * X + B - Y) ** 2 / 2),
    (r"xe^{-x} + ab", X * math.exp(-X) + A * B),
    (r"\frac{1}{2}\left(x-1\right)^2 + \frac{\lambda}{2}w^2", (X - 1) ** 2 / 2 + 0.1 * W**2),
    (
        r"\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
        math.exp(-((X - 0.15) ** 2) / (2 * 1.4**2)),
    ),
    (r"\displaystyle x^{2}\quad + \; 4\:y\!", X**2 + 4 * Y),
    (r"\operatorname{ReLU}(x) + \mathrm{tanh}(x)", X + math.tanh(X)),
    (r"\text{loss} + \varepsilon + \varphi", 0.1 + 0.05 + 0.65),
    (r"1{,}5\,x", 1.5 * X),
    (r"10^{-2}x", 0.01 * X),
    (r"\mathbf{w}^2", W**2),
]

PRINT = [
    ("x₁² + x₂²", 0.8**2 + 1.6**2),
    ("w₁x₁ + w₂x₂", 0.9 * 0.8 + 1.2 * 1.6),
    ("θ₀ + θ₁x", 0.3 + 1.1 * X),
    ("½x² + ¼y + ⅔", X**2 / 2 + Y / 4 + 2 / 3),
    ("√x + ∛y + ∜x + 2√y", math.sqrt(X) + math.cbrt(Y) + X**0.25 + 2 * math.sqrt(Y)),
    ("√(x² + y²) + √2·x", math.hypot(X, Y) + math.sqrt(2) * X),
    ("x⁴ + x⁻¹ + e⁻ˣ + (x + 1)¹⁰", X**4 + 1 / X + math.exp(-X) + (X + 1) ** 10),
    ("|x − 2| + 3|y| − |x − |y||", abs(X - 2) + 3 * Y - abs(X - Y)),
    ("|x||y|", X * Y),
    ("||x| − |y||", abs(X - Y)),
    ("‖x − 3‖²", (X - 3) ** 2),
    ("σ(x)", 1 / (1 + math.exp(-X))),
    ("x̂ + ŷ + x̄", 0.35 + 0.45 + 1.25),
    ("x∙y + x•y + x∗y + x×y + x⋅y", 5 * X * Y),
    ("x∕y + x⁄y + x÷y", 3 * X / Y),
    ("𝑥² + 𝜃₀ + 𝐰", X**2 + 0.3 + W),
    ("ϕ + ϵ + ϑ", 0.65 + 0.05 + T),
    ("2\u2062x\u200b + y", 2 * X + Y),
    ("ℒ(θ) = θ²", T**2),
    ("f(x) = x²", X**2),
    ("x ↦ x² + 1", X**2 + 1),
    ("x − 1 – y ‑ w", X - 1 - Y - W),
    ("0,5x² + 1,25", 0.5 * X**2 + 1.25),
]

PROGRAMS = [
    ("np.exp(-x) + numpy.sin(x) + math.pi*x", math.exp(-X) + math.sin(X) + math.pi * X),
    ("torch.relu(x) + tf.math.log(y) + Math.pow(x, 2)", X + math.log(Y) + X**2),
    ("scipy.special.expit(x)", 1 / (1 + math.exp(-X))),
    ("torch.nn.functional.softplus(x)", math.log1p(math.exp(X))),
    ("np.maximum(0, x) + np.abs(x - 2)", X + abs(X - 2)),
    ("x.^2 + x.*y + x./y + 2.^x + 3.*x", X**2 + X * Y + X / Y + 2**X + 3 * X),
    ("x**2 + 2**-x", X**2 + 2**-X),
    ("pow(x, 2) + square(y) + np.power(x, 3)", X**2 + Y**2 + X**3),
    ("log10(x) + log2(y) + log(x, 10) + math.log(y, 2)",
     2 * math.log10(X) + 2 * math.log2(Y)),
    ("log1p(x) + expm1(x) + exp2(x) + cbrt(x) + hypot(x, y)",
     math.log1p(X) + math.expm1(X) + 2**X + math.cbrt(X) + math.hypot(X, Y)),
    ("x[0]^2 + x[1]*theta[1]", 0.5**2 + 0.8 * 1.1),
    ("Sin[x] + Exp[-x]", math.sin(X) + math.exp(-X)),
    ("SIN(x) + LN(y) + POWER(x; 2)", math.sin(X) + math.log(Y) + X**2),
    ("{x + 1}[y - 2]", (X + 1) * (Y - 2)),
    ("x^2;", X**2),
    ("x^2 # the bowl", X**2),
    ("f = lambda x: x**2", X**2),
    ("lambda x, y: x**2 + y", X**2 + Y),
    ("def f(x): return x**2", X**2),
    ("@(x) x.^2", X**2),
    ("f <- function(x) x^2", X**2),
    ("(x, y) -> x^2 + y", X**2 + Y),
    ("=x^2", X**2),
    ("sin x + ln y", math.sin(X) + math.log(Y)),
    ("sin 2x + cos 2 pi x", math.sin(2 * X) + math.cos(2 * math.pi * X)),
    ("sin x cos y", math.sin(X) * math.cos(Y)),
    ("sin^2 x + sin²(y)", math.sin(X) ** 2 + math.sin(Y) ** 2),
    ("arcsinh(x) + arsinh(x)", 2 * math.asinh(X)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), LATEX + PRINT + PROGRAMS)
def test_a_formula_says_what_it_says_where_it_was_copied(text: str, value: float) -> None:
    objective = Objective(text)
    theta = np.array([POINT[name] for name in objective.parameters])
    assert float(objective.value(theta)) == pytest.approx(value, rel=1e-13)
    step = 1e-6
    for k in range(len(theta)):
        moved = theta + step * np.eye(len(theta))[k], theta - step * np.eye(len(theta))[k]
        slope = (objective.value(moved[0]) - objective.value(moved[1])) / (2 * step)
        gradient = objective.value_and_gradient(theta)[1]
        assert gradient[k] == pytest.approx(float(slope), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sin x", "sin x was taken as sin(x)"),
        ("sin 2x", "sin 2x was taken as sin(2x)"),
        (r"\sin^2 x", r"\sin^2 x was taken as \sin^2(x)"),
        ("f(x) = x^2", "“f(x) =” in front was left out"),
        (r"J(\theta) = \theta^2", r"“J(\theta) =” in front was left out"),
        ("f(x) = a*x^2", "a is a parameter, too, besides x"),
        ("f(x) = a*x^2 + b", "a, b are parameters, too, besides x"),
        ("x[0]^2", "x[0] was taken as x0"),
        ("x^2 # a bowl", "What stands after the sign # was left out"),
        ("σ(x)", "σ( ) was taken as the sigmoid function"),
        ("‖x‖", "‖ ‖ was taken as the absolute value of one number"),
        ("||x||", "‖ ‖ was taken as the absolute value of one number"),
        (r"\mathbf{w}^2", "w was taken as one number, not a vector"),
        ("0,5*x", "0,5 was taken as 0.5"),
        (r"\frac{1}{2}wx", "wx was taken as w*x"),
    ],
)
def test_what_was_taken_for_what_is_told(text: str, said: str) -> None:
    assert said in [str(remark) for remark in parse(text).remarks]


@pytest.mark.parametrize("text", ["(x - 1)^2", "2x + y", r"\frac{1}{2}x^{2}", "x₁²", "½x²", "x**2"])
def test_what_has_one_reading_is_taken_without_a_word(text: str) -> None:
    assert parse(text).remarks == ()


@pytest.mark.parametrize("text", ["0,125", "1,25", "1,0005", "1250,125", "01,125"])
def test_a_comma_that_can_stand_before_decimals_alone_does_so(text: str) -> None:
    value = Objective(f"{text}*x").value(np.array([1.0]))
    assert float(value) == float(text.replace(",", "."))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (r"\frac12x^{2}", r"\frac{1}{2} x^{2}"),
        ("√x + ∛y", r"\sqrt{x} + \sqrt[3]{y}"),
        ("|x| + ŷ", r"\left|x\right| + \hat{y}"),
        ("log10(x) + log_2(x)", r"\log_{10}\left(x\right) + \log_2\left(x\right)"),
        ("sin²(x)", r"\sin^{2}\left(x\right)"),
        (r"\hat{\beta}_1 + \bar{x}", r"\hat{\beta}_{1} + \bar{x}"),
        ("asinh(x)", r"\operatorname{arsinh}\left(x\right)"),
    ],
)
def test_what_was_understood_is_set_as_in_print(text: str, latex: str) -> None:
    assert parse(text).latex() == latex
