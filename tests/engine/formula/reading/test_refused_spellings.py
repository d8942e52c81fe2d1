"""Formulas that cannot be meant, or mean two things, are refused with what to write."""

from __future__ import annotations

import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.objective import Objective


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("1/2x", "(1/2)*x", "1/(2*x)"),
        ("x/2(y+1)", "(x/2)*(y+1)", "x/(2*(y+1))"),
        ("sin x/2", "sin(x/2)", "sin(x)/2"),
        ("sin x^2", "sin(x^2)", "sin(x)^2"),
        ("sin x y", "sin(x y)", "sin(x)*y"),
        ("√2x", "√(2x)", "√(2)*x"),
        ("√x²", "√(x²)", "√(x)²"),
    ],
)
def test_what_has_two_readings_is_refused_with_both(text: str, one: str, other: str) -> None:
    with pytest.raises(InputError, match="can be read in two ways") as refused:
        parse(text)
    assert f"write {one} or {other}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("1,000x", "1.000", "1000"),
        ("x^2 + 1,250", "1.250", "1250"),
        ("-12,500*x", "12.500", "12500"),
        (r"\frac{1,024}{2} x", "1.024", "1024"),
    ],
)
def test_a_comma_that_could_part_thousands_is_refused_with_both(
    text: str, one: str, other: str
) -> None:
    with pytest.raises(InputError) as refused:
        parse(text)
    assert f"is unclear; write {one} or {other}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x^T A x", "write the products out"),
        (r"w^\top x", "write the products out"),
        (r"w^{T} x", "write the products out"),
        ("wᵀx", "write the products out"),
        ("x.T @ y", "write the products out"),
        ("minimize x^2", "leave it out"),
        (r"\min_x x^2", "leave it out"),
        (r"\operatorname*{arg\,min} x^2", "leave it out"),
        (r"\argmin x^2", "leave it out"),
        ("y = x^2 = 3", "more than one sign ="),
        ("x^2 + y^2 = 1", "leave out everything up to the sign ="),
        ("w = w - 0.1*x", "both sides"),
        (r"\|w\|^2 + w_1 + w_2", "sqrt(w_1^2 + w_2^2)"),
        (r"\begin{pmatrix} x \\ y \end{pmatrix}", "write vectors, matrices and cases out"),
        (r"\frac{\partial f}{\partial x}", r"\partial is not accepted"),
        (r"\int x", r"\int is not accepted"),
        (r"\frac{1}", "argument in braces"),
        (r"\frac{1}{x", "never closed"),
        (r"\sqrt[n]{x}", "whole number from 2 to 99"),
        (r"\left( x", "never closed"),
        (r"\left. x \right)", "a bracket or a bar is expected"),
        (r"\hat{x + y}", "over one name"),
        ("np.dot(x, y)", "np.dot is not known"),
        ("x.sum()", "x.sum is not accepted"),
        ("(x + 1]", "] stands where"),
        ("|x|y", "write * after the bar"),
        ("|a|b|c|", "write * after the bar"),
        ("2½x", "2.5"),
        ("x % 2", "remainder"),
        ("x!", "factorials"),
        ("Größe*x", "the letter ö is not accepted in names; write o for it"),
        ("Straße*x", "the letter ß is not accepted in names; write ss for it"),
        ("ж*x", "names have Latin or Greek letters"),
        ("y ~ x", "the loss itself"),
        ("sin^-1 x", "asin(x)"),
        (r"\sin^{-1}(x)", "asin(x)"),
        ("x^(1/2", "never closed"),
        ("df$x + df$y", "$"),
        ("max x", "brackets"),
        ("x^{(i)}", "no column x"),
        (r"\frac" * 300, "nested too deeply"),
        (r"\frac{" * 300 + "x", "never closed"),
        (r"\frac{" * 90 + "x" + "}{2}" * 90, "nested too deeply"),
        (r"\hat" * 300 + "x", "nested too deeply"),
        ("Σ " * 300 + "x", "nested too deeply"),
        ("sin " * 300 + "x", "nested too deeply"),
        ("√(" * 300 + "x" + ")" * 300, "nested too deeply"),
        ("|x + " * 300, "nested too deeply"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        Objective(text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["ln2 + x", "cosx + x", "log2x + 1"])
def test_a_function_run_together_with_its_argument_is_never_a_name(text: str) -> None:
    with pytest.raises(InputError, match="is read as one name"):
        Objective(text)
