"""Constants that come to nothing, or to no number: said where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse


@pytest.mark.parametrize(
    "text",
    [
        "x/sign(0)",
        "x/sign(y - y)",
        "x/relu(-1)",
        "x/abs(0)",
        "x/0.0",
        "x/(0.0*y)",
        "x/(sigmoid(0) - 0.5)",
        "x/(sigmoid(y - y) - 0.5)",
        "x/(log(2) + log(3) - log(6))",
        "x/max(0, sign(0), -1)",
    ],
)
def test_a_division_by_a_constant_that_comes_to_zero_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="divides by zero"):
        parse(text)


@pytest.mark.parametrize("text", ["log(sign(0)) + x", "log(relu(-2)) + x"])
def test_the_logarithm_of_a_constant_that_comes_to_zero_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="logarithm of zero"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x/sigmoid(0)", 6.0),
        ("x*sign(-pi)", -3.0),
        ("x*softplus(0)", 3 * np.log(2)),
        ("x*max(1, 2, 1.5)", 6.0),
        ("x*exp(sigmoid(0))/(1 + exp(sigmoid(0)))", 3 / (1 + np.exp(-0.5))),
        ("x*2^sign(0)", 3.0),
    ],
)
def test_a_function_of_constants_is_its_number(text: str, value: float) -> None:
    expression = parse(text)
    compiled = expression.compile([expression.tree, *expression.gradient(("x",))], ("x",))
    found = compiled.many(np.array([3.0]))
    np.testing.assert_allclose(found, [value, value / 3], rtol=1e-15)
