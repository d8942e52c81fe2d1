"""Named constants: worked out as the numbers they stand for, shown by their names."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError, Remark
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

DATA = Dataset("rows", ("x", "y"), np.array([[1.0, 2.0], [2.0, 3.0], [4.0, -1.0]]))


@pytest.mark.parametrize(
    ("text", "constants", "typed"),
    [
        ("(a - x)^2 + b(y - x^2)^2", {"a": 1, "b": 100}, "(1 - x)^2 + 100*(y - x^2)^2"),
        ("x^n + c", {"n": 3, "c": -0.5}, "x^3 - 0.5"),
        ("exp(-k*abs(x))", {"k": 1e-5}, "exp(-1e-5*abs(x))"),
        ("alpha*x^2", {"α": 2}, "2*x^2"),
        ("max(c, x, -c)", {"c": 0.25}, "max(0.25, x, -0.25)"),
        ("x^-p", {"p": 2}, "x^-2"),
    ],
)
def test_a_formula_runs_to_the_bit_as_with_its_numbers_typed(
    text: str, constants: dict[str, float], typed: str
) -> None:
    start = (1.25, 0.5)[: len(parse(typed).names)]
    plain = Run(Experiment(objective=typed, start=start, learning_rate=1e-3))
    named = Run(Experiment(objective=text, start=start, learning_rate=1e-3, let=constants))
    plain.advance(20)
    named.advance(20)
    assert named.columns(0, 20).theta.tolist() == plain.columns(0, 20).theta.tolist()
    assert named.objective.parameters == plain.objective.parameters


def test_the_formula_and_its_derivative_are_shown_with_the_names() -> None:
    expression = parse("(a - x)^2 + b*x", constants={"a": 1, "b": -3})
    assert expression.latex() == r"\left(a - x\right)^{2} + b x"
    assert expression.gradient_latex("x") == r"b - 2 \left(a - x\right)"
    assert expression.names == ("x",)


def test_a_column_of_the_data_cannot_be_a_constant() -> None:
    with pytest.raises(InputError, match="x is a column of the data; call the constant otherwise"):
        Objective("(w*x - y)^2", DATA, constants={"x": 1.0})


def test_a_constant_named_m_is_that_number_and_not_the_number_of_rows() -> None:
    by_name = Objective("1/(2*m)*sum((w*x - y)^2)", DATA, constants={"m": 12.0})
    typed = Objective("1/(2*12)*sum((w*x - y)^2)", DATA)
    assert by_name.value(np.array([0.5])) == typed.value(np.array([0.5]))


@pytest.mark.parametrize(
    ("constants", "sentence"),
    [
        ({"sin": 1.0}, "sin means something in every formula"),
        ({"e": 1.0}, "e means something in every formula"),
        ({"sum": 1.0}, "sum means something in every formula"),
        ({"2a": 1.0}, "'2a' cannot be the name of a constant"),
        ({"a+b": 1.0}, "cannot be the name of a constant"),
        ({"": 1.0}, "cannot be the name of a constant"),
        ({"a": float("inf")}, "the constant a is inf; give a finite number"),
        ({"a": 1.0, "x": 2.0}, "the objective has no parameter"),
        ({"α": 1.0, "alpha": 2.0}, "given twice"),
    ],
)
def test_what_cannot_be_a_constant_is_refused(constants: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence.replace("(", r"\(")):
        parse("a*x", constants=constants)


def test_a_division_by_a_constant_that_is_zero_is_refused_as_if_it_were_typed() -> None:
    with pytest.raises(InputError, match="divides by zero"):
        parse("x/a", constants={"a": 0.0})


def test_a_huge_power_by_name_is_refused_as_if_it_were_typed() -> None:
    with pytest.raises(InputError, match="no finite real value"):
        parse("x + 9^n", constants={"n": 387420489.0})


def test_a_constant_that_is_not_used_is_told() -> None:
    (remark,) = parse("x^2", constants={"a": 1.0}).remarks
    assert isinstance(remark, Remark)
    assert str(InputError(remark.template, **remark.values)).startswith("the constant a does not")


def test_a_product_run_together_with_a_constant_is_refused() -> None:
    with pytest.raises(InputError, match=r"write a\*x"):
        Objective("ax^2 + x", constants={"a": 2.0})
