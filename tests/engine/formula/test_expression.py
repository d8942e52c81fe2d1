"""Values, gradients and Hessians of expressions against Python's math module and differences."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from gdsim.engine.formula.compiled import Compiled
from gdsim.engine.formula.expression import Expression, parse
from gdsim.engine.formula.reading.vocabulary.functions import FUNCTIONS

Function = Callable[..., float]


def relu(u: float) -> float:
    return u if u > 0 else 0.0


def sign(u: float) -> float:
    return float((u > 0) - (u < 0))


def softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u)) if u > 0 else math.exp(u) / (1 + math.exp(u))


# Text, the same formula for Python's own arithmetic, and a point away from every kink.
CASES: list[tuple[str, Function, tuple[float, ...]]] = [
    ("w1^2 + 4*w2^2", lambda a, b: a * a + 4 * b * b, (4.0, 2.0)),
    ("2x + 3y", lambda x, y: 2 * x + 3 * y, (1.5, -0.5)),
    ("3(x + 1)(y - 2)", lambda x, y: 3 * (x + 1) * (y - 2), (0.4, 0.9)),
    ("-x^2", lambda x: -(x * x), (1.7,)),
    ("2^-x", lambda x: 2.0**-x, (0.6,)),
    ("x^y^2", lambda x, y: x ** (y**2), (1.3, 0.8)),
    ("x**3 - x / y / 2", lambda x, y: x**3 - x / y / 2, (1.2, 0.7)),
    ("(x - 1.5e-1)^2 + .5x", lambda x: (x - 0.15) ** 2 + 0.5 * x, (0.9,)),
    ("x² + θ³", lambda x, t: x**2 + t**3, (0.3, 0.7)),
    (
        "sin(x) cos(2x) + tan(x/3)",
        lambda x: math.sin(x) * math.cos(2 * x) + math.tan(x / 3),
        (0.8,),
    ),
    (
        "asin(x) + acos(x/2) + atan(3x)",
        lambda x: math.asin(x) + math.acos(x / 2) + math.atan(3 * x),
        (0.4,),
    ),
    (
        "sinh(x) + cosh(x)/2 + tanh(2x)",
        lambda x: math.sinh(x) + math.cosh(x) / 2 + math.tanh(2 * x),
        (0.3,),
    ),
    ("exp(-x) + log(x) + ln(2x)", lambda x: math.exp(-x) + math.log(x) + math.log(2 * x), (1.9,)),
    ("sqrt(1 + x^2) + x^0.5", lambda x: math.sqrt(1 + x * x) + x**0.5, (0.8,)),
    ("pi*x + e^x", lambda x: math.pi * x + math.e**x, (0.4,)),
    ("abs(x) + abs(x*y - 1)", lambda x, y: abs(x) + abs(x * y - 1), (-1.2, 0.7)),
    ("sign(x)*x^3", lambda x: sign(x) * x**3, (-0.7,)),
    ("relu(x)^2 + relu(-x) + relu(y)", lambda x, y: relu(x) ** 2 + relu(-x) + relu(y), (-0.4, 2.0)),
    ("max(x, y, x*y) + min(x^2, y)", lambda x, y: max(x, y, x * y) + min(x * x, y), (0.6, 0.3)),
    ("max(abs(x), min(y, 1))^2", lambda x, y: max(abs(x), min(y, 1)) ** 2, (-0.8, 0.5)),
    ("sigmoid(2x - y)^2", lambda x, y: sigmoid(2 * x - y) ** 2, (0.3, -0.2)),
    ("softplus(x*y) + softplus(-x)", lambda x, y: softplus(x * y) + softplus(-x), (1.2, 0.7)),
    (
        "log(1 + exp(-y*(w*x + b)))",
        lambda y, w, x, b: softplus(-y * (w * x + b)),
        (1.0, 0.5, 2.0, 0.1),
    ),
    ("1/(1 + exp(-x))", sigmoid, (0.9,)),
    ("3/(e^x + 1.0)", lambda x: 3 * sigmoid(-x), (0.9,)),
    ("log2(x) + log10(x)", lambda x: math.log2(x) + math.log10(x), (1.7,)),
    ("cbrt(x) + x*cbrt(y)", lambda x, y: math.cbrt(x) + x * math.cbrt(y), (1.7, 0.4)),
    (
        "asinh(x) + acosh(2x) + atanh(x/3)",
        lambda x: math.asinh(x) + math.acosh(2 * x) + math.atanh(x / 3),
        (1.4,),
    ),
    ("erf(x)*x", lambda x: math.erf(x) * x, (0.6,)),
    (
        "(v*tanh(w*x) - y)^2",
        lambda v, w, x, y: (v * math.tanh(w * x) - y) ** 2,
        (1.1, 0.6, 0.9, 0.4),
    ),
    (
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        lambda x, y: (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
        (1.0, 2.0),
    ),
    (
        "gamma*beta + lambda + E + I",
        lambda g, b, la, e, i: g * b + la + e + i,
        (2.0, 3.0, 5.0, 7.0, 1.0),
    ),
]
IDS = [text for text, _, _ in CASES]


def outputs(
    expression: Expression, point: tuple[float, ...]
) -> tuple[float, np.ndarray, np.ndarray]:
    """Return value, gradient and Hessian at `point` as the compiled function gives them."""
    names, d = expression.names, len(expression.names)
    gradient = expression.gradient(names)
    hessian = [entry for row in expression.hessian(names) for entry in row]
    compiled = expression.compile([expression.tree, *gradient, *hessian], names)
    out = compiled.many(np.array([point]))[0]
    return out[0], out[1 : 1 + d], out[1 + d :].reshape(d, d)


def difference(function: Function, point: tuple[float, ...], k: int, h: float = 1e-3) -> float:
    """Return the partial derivative by central differences of sixth order."""

    def at(step: float) -> float:
        return function(*(p + (step if i == k else 0.0) for i, p in enumerate(point)))

    weights = ((1, 45), (2, -9), (3, 1))
    return sum(c * (at(j * h) - at(-j * h)) for j, c in weights) / (60 * h)


@pytest.mark.parametrize(("text", "function", "point"), CASES, ids=IDS)
def test_value_equals_pythons_own_arithmetic(
    text: str, function: Function, point: tuple[float, ...]
) -> None:
    value, _, _ = outputs(parse(text), point)
    assert value == pytest.approx(function(*point), rel=1e-14, abs=1e-15)


@pytest.mark.parametrize(("text", "function", "point"), CASES, ids=IDS)
def test_gradient_equals_central_differences(
    text: str, function: Function, point: tuple[float, ...]
) -> None:
    _, gradient, _ = outputs(parse(text), point)
    expected = [difference(function, point, k) for k in range(len(point))]
    assert gradient == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("text", "function", "point"), CASES, ids=IDS)
def test_hessian_equals_differences_of_differences(
    text: str, function: Function, point: tuple[float, ...]
) -> None:
    _, _, hessian = outputs(parse(text), point)
    for k in range(len(point)):
        for m in range(len(point)):
            expected = difference(lambda *p, k=k: difference(function, p, k), point, m)
            assert hessian[k, m] == pytest.approx(expected, rel=1e-6, abs=1e-6)
    assert hessian == pytest.approx(hessian.T, rel=1e-13, abs=1e-13)


def test_every_function_is_among_the_cases() -> None:
    texts = " ".join(IDS)
    assert all(f"{name}(" in texts for name in set(FUNCTIONS.values()))


@pytest.mark.parametrize(
    ("text", "slopes"),
    [
        ("abs(x)", [0.0]),
        ("relu(x)", [0.5]),
        ("max(0, x)", [0.5]),
        ("min(x, 0)", [0.5]),
        ("max(x, -x)", [0.0]),
        ("|2x|", [0.0]),
        ("sign(x) + x", [1.0]),
        ("max(x, y)", [0.5, 0.5]),
        ("min(x, 3y)", [0.5, 1.5]),
        ("softplus(x)", [0.5]),
        ("log(1 + exp(x))", [0.5]),
    ],
)
def test_slopes_at_the_kink_follow_the_stated_convention(text: str, slopes: list[float]) -> None:
    expression = parse(text)
    _, gradient, _ = outputs(expression, (0.0,) * len(expression.names))
    assert gradient.tolist() == slopes


@pytest.mark.parametrize(
    ("text", "functions"),
    [("max(0, x)", "max"), ("relu(x) + |x|", "abs, relu"), ("min(x, y)^2", "min")],
)
def test_what_is_taken_at_a_corner_is_told(text: str, functions: str) -> None:
    (told,) = parse(text).remarks
    assert str(told).startswith(f"At a corner of {functions}, the mean of the slopes")


@pytest.mark.parametrize("text", ["softplus(u)", "log(1 + exp(u))", "log(exp(u) + 1)"])
@pytest.mark.parametrize("u", [-1e4, -745.0, -100.0, -40.0, -1.0, 0.0, 1.0, 40.0, 710.0, 1e4])
def test_softplus_is_exact_for_every_argument(text: str, u: float) -> None:
    value, gradient, hessian = outputs(parse(text), (u,))
    small = math.exp(-abs(u)) if abs(u) < 745 else 0.0
    slope = 1 / (1 + small) if u > 0 else small / (1 + small)
    assert value == pytest.approx(max(u, 0.0) + math.log1p(small), rel=1e-14, abs=1e-307)
    assert gradient[0] == pytest.approx(slope, rel=1e-14, abs=1e-307)
    assert hessian[0, 0] == pytest.approx(small / (1 + small) ** 2, rel=1e-14, abs=1e-307)


@pytest.mark.parametrize("text", ["sigmoid(u)", "1/(1 + exp(-u))", "1/(exp(-u) + 1)"])
@pytest.mark.parametrize("u", [-1e4, -40.0, 0.0, 40.0, 1e4])
def test_sigmoid_is_finite_for_every_argument(text: str, u: float) -> None:
    value, gradient, hessian = outputs(parse(text), (u,))
    assert value == pytest.approx(sigmoid(max(-700.0, min(u, 700.0))), rel=1e-14, abs=1e-300)
    assert np.isfinite(gradient).all()
    assert np.isfinite(hessian).all()


def test_many_points_equal_single_ones_bit_for_bit() -> None:
    expression = parse("exp(-x^2)*abs(y) + max(x, y)")
    compiled = expression.compile([expression.tree, *expression.gradient(("x", "y"))], ("x", "y"))
    points = np.linspace(-2, 2, 26).reshape(13, 2)
    single = np.empty((13, 3))
    for point, out in zip(points, single, strict=True):
        compiled.single(np.ascontiguousarray(point), out)
    assert np.array_equal(compiled.many(points), single)


def test_what_is_parsed_again_is_not_compiled_again_and_another_text_is() -> None:
    def compiled(text: str, *names: str) -> Compiled:
        expression = parse(text)
        return expression.compile(expression.gradient(names), names)

    assert compiled("a^2 + 4*b", "a", "b") is compiled("a^2 + 4*b", "a", "b")
    for other in (compiled("a^2 + 4*b", "b", "a"), compiled("a^2 + 5*b", "a", "b")):
        assert other is not compiled("a^2 + 4*b", "a", "b")
    assert compiled("a^2 + 4*b", "b", "a").many(np.array([3.0, 2.0])).tolist() == [4.0, 4.0]
