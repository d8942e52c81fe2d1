"""What is no expression is refused in one sentence, with the fault and its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.reading.vocabulary.functions import FUNCTIONS
from tests.examples import examples

REFUSED = [
    ("", None, "empty"),
    ("   ", None, "empty"),
    ("3 + 4", None, "no parameter"),
    ("x +", 3, "text ends"),
    ("(x + 1", 0, "never closed"),
    ("x + 1)", 5, "no bracket"),
    ("x + y = 2", 6, "="),
    ("x = x^2", 4, "both sides"),
    ("x > 2", 2, "comparisons"),
    ("|x", 0, "never closed"),
    ("x $ y", 2, "$"),
    ("f(x)", 0, "stands for a formula"),
    ("z(x)", 0, "not a known function"),
    ("2 + w(x)", 4, "w*( )"),
    ("sin + x", 0, "brackets"),
    ("sin()", 4, "no argument"),
    ("sin(x, y)", 0, "one argument"),
    ("max(x)", 0, "two arguments"),
    ("2 3 x", 2, "side by side"),
    ("x 2", 2, "write *"),
    ("1/2x", 3, "two ways"),
    ("x + 1/0", 5, "divides by zero"),
    ("0^x", 1, "above zero"),
    ("x + (sin(0))^x", 12, "above zero"),
    ("(0*y)^x", 5, "above zero"),
    ("min(0, -1)^x", 10, "above zero"),
    ("(1-3)^(2x)", 5, "above zero"),
    ("x/(y - y)", 1, "divides by zero"),
    ("x + sqrt(-1)", 4, "no finite real value"),
    ("x + log(0)", 4, "logarithm of zero"),
    ("x + 0^-1", 5, "no finite real value"),
    ("x + 9^9^9", 5, "no finite real value"),
    ("x + 1e999", 4, "too large"),
    ("x^(9^9)", 1, "powers multiply"),
    ("((2x)^1000)^1000", 11, "powers multiply"),
    ("été", 0, "write e for it"),
    ("год", 0, "Latin or Greek"),
    ("(" * 40 + "x" + ")" * 40, 32, "nested too deeply"),
    ("-" * 100 + "x", 32, "nested too deeply"),
    ("x + " * 600 + "x", None, "2000"),
    ("__import__('os')", 0, "_"),
    ("x; y", 1, ";"),
    ("x.real", 0, "x.real is not accepted"),
]


@pytest.mark.parametrize(
    ("text", "position", "named"), REFUSED, ids=[t[:20] for t, _, _ in REFUSED]
)
def test_refusal_names_the_fault_and_its_place(text: str, position: int | None, named: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.position == position
    if position is not None:
        assert f"at character {position + 1}" in str(caught.value)


WORDS = st.sampled_from(
    [*FUNCTIONS, *"x y w1 pi e 2 0 9 0.5 1e9 1000 + - * / ^ ** ( ) ( ) , θ ²".split(), " "]
)


@settings(max_examples=examples(400))
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map("".join)))
@example("sin(" * 31 + "x" + ")" * 31)
@example("max(" * 30 + "x" + ",y)" * 30)
@example("exp(" * 30 + "x" + ")" * 30)
@example("abs(" * 31 + "x" + ")" * 31)
@example("max(" + ",".join(f"x{k}" for k in range(300)) + ")")
@example("x^" * 31 + "x")
@example("*".join(f"(x{k}+1)" for k in range(200)))
@example("+".join(f"sin(x*{k})" for k in range(150)))
@example("sqrt(" * 31 + "x" + ")" * 31)
@example("(x^31)^31")
@example("sigmoid(" * 31 + "x" + ")" * 31)
@example("x/" * 31 + "x")
def test_any_text_gives_a_function_or_one_sentence(text: str) -> None:
    try:
        expression = parse(text)
        names = expression.names[:3]
        gradient = expression.gradient(names)
        hessian = [entry for row in expression.hessian(names) for entry in row]
        compiled = expression.compile([expression.tree, *gradient, *hessian], expression.names)
        expression.latex(), expression.gradient_latex(names[0])
    except InputError:
        return
    out = compiled.many(np.full((2, len(expression.names)), 0.5))
    assert out.shape == (2, 1 + len(names) + len(names) ** 2)
