"""Texts made to hang, to overflow or to exhaust memory."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.reading.syntax import MAX_LENGTH

MOST_SECONDS = 10
"""Longer than any text took, by far, and as long as nobody takes for a hang."""


def everything(text: str) -> None:
    """Do with `text` all that a run and the window do: both derivatives, compiled and printed."""
    expression = parse(text)
    names = expression.names
    gradient = expression.gradient(names)
    expression.latex()
    for name in names:
        expression.gradient_latex(name)
    compiled = expression.compile([expression.tree, *gradient], names)
    hessian = [entry for row in expression.hessian(names) for entry in row]
    curvature = expression.compile(hessian, names)
    for function in (compiled, curvature):
        function.many(np.full((2, len(names)), 0.5))


def joined(operator: str, pattern: str, count: int) -> str:
    return operator.join(pattern.format(k) for k in range(1, count + 1))


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + "x" + closing * depth


@settings(max_examples=20)
@given(st.text("xy12+-*/^(), ", max_size=200))
@example(joined("+", "x", 999))
@example(joined("*", "x", 999))
@example(joined("-", "x", 999))
@example(joined("/", "x", 999))
@example(joined("", "x/", 32) + "x")
@example(joined("+", "x{}", 400))
@example(joined("*", "x{}", 350))
@example(joined("*", "(x{}+1)", 220))
@example(joined("*", "sin(a{0}*b{0})", 110))
@example(joined("*", "sin(x*{})", 60))
@example(joined("*", "tanh(x*{}+y)", 120))
@example(joined("*", "abs(x-{})", 150))
@example(joined("+", "abs({})", 200) + "+x")
@example(joined("*", "max(x+{},y)", 100))
@example(joined("*", "(1+exp(x{}))^-2", 100))
@example(joined("+", "{0}*x^{0}", 200))
@example(joined("+", "x/{}", 250))
@example(joined("+", "x/{}", 60) + "+y^2/3")
@example(joined("*", "999999999999999", 110) + "*x")
@example("x*" + joined("*", "999999999999999", 110))
@example("(" + joined("+", "x{}", 300) + ")^50")
@example("tanh(" + joined("+", "x{}", 300) + ")")
@example("exp(" + joined("*", "x{}", 300) + ")")
@example("abs(" + joined("+", "abs(x{})", 120) + ")")
@example("max(" + joined(",", "x{}", 300) + ")")
@example(nested("sin(", "+1)", 16))
@example(nested("sin(", "+1)", 30))
@example(nested("tanh(w*", ")", 30))
@example(nested("1/(1+", ")", 30))
@example(nested("(", "+y)^2*x", 9))
@example("x^" * 30 + "x")
@example("9**9**9 + x")
@example("(1+x)^1000000")
def test_no_text_hangs_or_fails_other_than_by_refusal(text: str) -> None:
    assert len(text) <= MAX_LENGTH, "too long to test what it is for"
    # Of the processor, which a busy machine does not take.
    began = process_time()
    with suppress(InputError):
        everything(text)
    assert process_time() - began <= MOST_SECONDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (joined("+", "x", 999), 999 * 0.5),
        (joined("-", "x", 999), -997 * 0.5),
        (joined("+", "sin(x)^{}", 180), sum(np.sin(0.5) ** k for k in range(1, 181))),
        ("x" + "*2/2" * 32, 0.5),
    ],
    ids=["sum", "difference", "polynomial", "products and divisions"],
)
def test_a_long_chain_is_accepted_and_right(text: str, expected: float) -> None:
    expression = parse(text)
    value = expression.compile([expression.tree], ("x",)).many(np.array([0.5]))[0]
    assert value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("x*1e308*1e308", 7),
        ("x + 1e308*1e308", 9),
        ("x*999999999999999^10*999999999999999^20", 20),
    ],
)
def test_a_coefficient_beyond_float64_is_refused_where_it_overflows(
    text: str, position: int
) -> None:
    with pytest.raises(InputError, match="no finite real value") as caught:
        parse(text)
    assert caught.value.position == position


def test_too_many_divisions_are_refused_at_the_first_one_too_many() -> None:
    with pytest.raises(InputError, match="32 divisions") as caught:
        parse("x/" * 40 + "x")
    assert caught.value.position == 2 * 32 + 1


def test_the_hessian_holds_the_same_tree_on_both_sides() -> None:
    hessian = parse("exp(x*y)*abs(x - z) + y^3*z").hessian(("x", "y", "z"))
    assert all(hessian[i][j] == hessian[j][i] for i in range(3) for j in range(i))


def test_equal_entries_of_a_hessian_count_once() -> None:
    names = [f"x{k}" for k in range(300)]
    assert len(parse("tanh(" + "+".join(names) + ")").hessian(names)) == 300
