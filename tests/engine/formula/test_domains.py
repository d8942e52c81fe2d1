"""What is said of powers that have no real value for negative numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.objective import Objective

ROOT = "as {}^({}) it is a root, which negative numbers have too"


def said(text: str) -> list[str]:
    return [str(remark) for remark in parse(text).remarks]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x^0.2", f"x^0.2 has a real value for x ≥ 0 alone; {ROOT.format('x', '1/5')}"),
        (
            "y*(x - 1)^0.4",
            f"(…)^0.4 has a real value for (…) ≥ 0 alone; {ROOT.format('(…)', '2/5')}",
        ),
        ("x^-0.2", f"x^-0.2 has a real value for x > 0 alone; {ROOT.format('x', '-1/5')}"),
        ("x^(1.2/3)", f"x^0.4 has a real value for x ≥ 0 alone; {ROOT.format('x', '2/5')}"),
        ("x^0.5", "x^0.5 has a real value for x ≥ 0 alone"),
        ("x^1.5", "x^1.5 has a real value for x ≥ 0 alone"),
        ("x^(3/4)", "x^(3/4) has a real value for x ≥ 0 alone"),
        ("x^(-1/2)", "x^(-1/2) has a real value for x > 0 alone"),
    ],
)
def test_a_power_without_a_value_below_0_is_told(text: str, sentence: str) -> None:
    assert said(text) == [sentence]


@pytest.mark.parametrize(("power", "below", "above"), [("0.2", False, True), ("(1/5)", True, True)])
def test_what_is_said_is_so(power: str, below: bool, above: bool) -> None:
    objective = Objective(f"x^{power}")
    values = objective.value(np.array([[-32.0], [32.0]]))
    assert [math.isfinite(value) for value in values] == [below, above]
    if below:
        assert values.tolist() == pytest.approx([-2, 2])


@pytest.mark.parametrize(
    "text",
    [
        *("x^2", "x^2.0", "x^(1/3)", "x^(4/3)", "x^-3", "x^y", "2^x", "x^(6/2)", "cbrt(x)"),
        *("(x^2 + y^2)^0.5", "(x^2*4 + 1)^1.5", "abs(x)^0.2", "exp(x)^0.3", "(x^4)^(1/4)"),
    ],
)
def test_nothing_is_said_where_a_value_is_always_there(text: str) -> None:
    assert said(text) in ([], ["At a corner of abs, the mean of the slopes on both sides is taken"])


def test_each_power_is_told_once_and_long_ones_are_left_alone() -> None:
    assert len(said("x^0.2 + y^0.2 + x^0.2")) == 2
    assert said(f"x^({'-' * 20}0.2)") == []
    assert said("x^1e-99") == []
