"""One number, or a point, wherever one is typed."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number, read_point


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25), ("0,25", 0.25), (",25", 0.25), ("1/4", 0.25), ("2.5e-1", 0.25),
        ("−3", -3.0), ("–3", -3.0), ("10^-2", 0.01), ("10**-2", 0.01), ("1e-2", 0.01),
        ("1·10^-2", 0.01), ("10⁻²", 0.01), ("2*sqrt(2)", 2.8284271247461903),
        ("25 %", 0.25), ("1,234.5", 1234.5), ("pi", 3.141592653589793), ("π/2", 1.5707963267948966),
        ("2*pi", 6.283185307179586), ("-pi", -3.141592653589793), ("½", 0.5),
        ("sqrt(2)/2", 0.7071067811865476), ("e^-1", 0.36787944117144233), ("1/3", 1 / 3),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc", "“abc” is not a number"), ("", "“” is not a number"), ("nan", "not a number"),
        ("1e400", "too large"), ("1,500", "write 1.5 or 1500"), ("1/0", "not a number"),
        ("x" * 500, "“xxxxxxxxxxxxxxx…”"), ("e", "not a number"), ("pi*x", "not a number"),
        ("9^9^9^9", "not a number"),
    ],
)  # fmt: skip
def test_what_says_no_single_number_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_number(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize(("text", "value"), [("10,000", 10_000), ("40.0", 40), ("1e3", 1000)])
def test_whole_numbers_may_have_their_thousands_parted(text: str, value: int) -> None:
    assert read_number(text, integer=True) == value
    with pytest.raises(InputError, match="whole number"):
        read_number("0.5", integer=True)


@pytest.mark.parametrize(
    "text",
    [
        "3,4", "3, 4", "(3, 4)", "[3,4]", "{3; 4}", "3; 4", "3;4", "3 4", "  3   4 ", "[3 4]",
        "(3; 4)", "6/2, 2*2", "3,0; 4,0", "3,0 4,0", "3,0, 4,0", "x=3,y=4", "x = 3; y = 4",
        "y=4, x=3", "x: 3, y: 4", "x=3,0; y=4,0", "(x=3, y=2^2)", "x=3 y=4", "[3, 4,]",
    ],
)  # fmt: skip
def test_a_point_is_read_in_the_forms_in_which_people_give_it(text: str) -> None:
    assert read_point(text, ("x", "y")) == (3.0, 4.0)


@pytest.mark.parametrize(
    ("text", "count", "values"),
    [
        ("0,25", 1, (0.25,)), ("0,25", 2, (0.0, 25.0)), ("3 1/5", 1, (3.2,)),
        ("3 1/5", 2, (3.0, 0.2)), ("-1.2,1", 2, (-1.2, 1.0)), ("1/2", 1, (0.5,)),
        ("(3.5)", 1, (3.5,)), ("1;2;3", 3, (1.0, 2.0, 3.0)), ("max(1, 2), 3", 2, (2.0, 3.0)),
        ("10 000", 1, (10_000.0,)), ("pi", 1, (math.pi,)), ("−1 −2", 2, (-1.0, -2.0)),
    ],
)  # fmt: skip
def test_commas_and_blanks_part_as_many_values_as_there_are_names(text, count, values) -> None:
    assert read_point(text, ("x", "y", "z")[:count]) == pytest.approx(values, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", "the start has 1 value; give one for each of x, y"),
        ("1,2,3", "3 values"),
        ("1,a", "“a” is not a number"),
        ("x=1,x=2", "names x twice"),
        ("x=1,w=2", "start names x, w"),
        ("x=1,y=fast", "“fast” is not a number"),
        ("1,5 2 3,4", "3 values"),
    ],
)
def test_a_point_that_does_not_fit_is_refused_by_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_point(text, ("x", "y"))


@pytest.mark.parametrize("text", ["θ₀=3, θ₁=4", "theta_0=3,theta_1=4", "theta0=3,theta1=4"])
def test_parameters_are_named_as_they_are_printed(text: str) -> None:
    assert read_point(text, ("theta_0", "theta_1")) == (3.0, 4.0)


def test_a_number_that_may_have_thousands_is_never_guessed_in_a_point() -> None:
    with pytest.raises(InputError, match=r"write 1\.024 or 1024"):
        read_point("1,024", ("x",))


@given(st.text("0123456789.,;=()[]xy e+-*/^ ", max_size=30))
def test_any_text_is_a_point_or_a_sentence(text: str) -> None:
    with suppress(InputError):
        point = read_point(text, ("x", "y"))
        assert len(point) == 2 and all(map(math.isfinite, point))
