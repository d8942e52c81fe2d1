"""Names that people mean as products are refused with the product spelt out; names are not."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective

POINTS = Dataset("d", ("x", "y", "x1", "x2", "sales"), np.ones((3, 5)))


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("(wx + b - y)^2", "w*x"),
        ("(mx + c - y)^2", "m*x"),
        ("(theta0 + theta1x - y)^2", "theta1*x"),
        ("(θ_0 + θ_1x - y)^2", "theta_1*x"),
        ("(w1x1 + w2x2 - y)^2", "w1*x1"),
        ("(a + bsales - y)^2", "b*sales"),
        ("(a*x + xb - y)^2", "x*b"),
        ("(wx1x2 - y)^2", "w*x1*x2"),
    ],
)
def test_product_with_a_column_is_spelt_out(text: str, product: str) -> None:
    with pytest.raises(InputError) as refused:
        Objective(text, POINTS)
    assert f"write {product} for the product" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("xy^2 + 1", "x*y"),
        ("2x1x2", "x1*x2"),
        ("x_1x_2", "x_1*x_2"),
        ("w1w2", "w1*w2"),
        ("λx", "lambda*x"),
        ("αβ", "alpha*beta"),
        ("x^2 + xy^2", "x*y"),
        ("a^2 + b + ab", "a*b"),
        ("(wx - 1)^2", "w*x"),
        ("mx + c", "m*x"),
        ("(theta1x - 1)^2", "theta1*x"),
        ("x^2 + axy", "a*x*y"),
    ],
)
def test_product_of_parameters_is_spelt_out(text: str, product: str) -> None:
    if text == "x^2 + axy":
        # Two strange letters beside one that is known: it may well be a name.
        assert Objective(text).parameters == ("x", "axy")
        return
    with pytest.raises(InputError) as refused:
        Objective(text)
    assert f"write {product} for the product" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "call"),
    [("cosx", "cos(x)"), ("1 + sinx^2", "sin(x)"), ("lnw + w^2", "ln(w)"), ("expx1", "exp(x1)")],
)
def test_function_before_its_argument_is_spelt_out(text: str, call: str) -> None:
    with pytest.raises(InputError) as refused:
        Objective(text)
    assert f"write {call} for the function" in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ["bias", "slope", "w", "w1", "w_12", "theta", "theta_0", "eta", "β", "cost", "signal", "a1",
     "lr", "weight", "intercept", "beta1", "tax", "limit", "gamma2", "exponent", "psi", "mu"],
)  # fmt: skip
def test_names_stay_names(name: str) -> None:
    objective = Objective(f"({name}*x + c - y)^2", POINTS)
    assert len(objective.parameters) == 2
    assert objective.columns == ("x", "y")


@pytest.mark.parametrize("name", ["dx", "vy", "px", "lr", "tz"])
def test_two_letters_that_are_no_coefficient_and_variable_stay_a_name(name: str) -> None:
    assert Objective(f"({name} - 1)^2").parameters == (name,)
