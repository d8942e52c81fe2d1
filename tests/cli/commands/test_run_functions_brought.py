"""Functions as people bring them, each against a loop or numbers by hand.

The forms are those of exercises, lectures and reports of peers; the numbers are our own.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.cli.main import main
from tests.cli.commands.brought import Capture, Vector, descent, end_of, new_values


def _valley(x: np.ndarray) -> Vector:
    return [-400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]), 200 * (x[1] - x[0] ** 2)]


WAYS = [
    # Steepest ascent: grad (70 - 10x, 54 - 18y) is (-10, -36), then (-2, 15.84).
    (
        "'54y-(5x^2+9y^2)+70x-319' --maximise --start 8,5 --learning-rate .08 --iterations 2",
        [7.04, 3.3872],
    ),
    (
        "'-(54y-(5x^2+9y^2)+70x-319)' --start '(8, 5)' --learning-rate 2/25 --iterations 2",
        [7.04, 3.3872],
    ),
    # Within bounds: -1 + 0.9 is below 0, then 0.6 and 1.02.
    ("'(w-2)^2' --start -1 --learning-rate .15 --bounds w=0: --iterations 3", [1.02]),
    (
        "'(x-3)^2+(y+1)^2' --start 0,0 --learning-rate 0.4 --bounds x=:1,y=-1/2:1/2 --iterations 2",
        [1.0, -0.5],
    ),
    # A gradient of length 20 is scaled down to 5, one of 3 is not.
    ("6x^2+8*x*0+y*0 --start 1,0 --learning-rate 0.1 --clip-norm 5 --iterations 1", [0.5, 0.0]),
    ("3x^2 --start 1/2 --learning-rate 0.1 --clip-norm 5 --iterations 1", [0.2]),
    # Constants that are not trained.
    (
        "'(a-x)^2+b(y-x^2)^2' --let a=1 --let b=100 --start -1.2,1 --learning-rate .001"
        " --iterations 3",
        descent(_valley, [-1.2, 1.0], [0.001] * 3),
    ),
    # x is across and y up, whichever the formula names first.
    (
        "'100*(y-x^2)^2+(1-x)^2' --start -1.2,1 --learning-rate .001 --iterations 3",
        descent(_valley, [-1.2, 1.0], [0.001] * 3),
    ),
    ("'(x2-3)^2+2*(x1-1)^2' --start 4,5 --learning-rate 1/4 --iterations 1", [1.0, 4.0]),
    # Numbers and names as they are written.
    ("'√((h-3)²+1)' --start 2 --learning-rate '2√2' --iterations 3", [4.0]),
    ("'sqrt((h-3)^2+1)' --start 2 --learning-rate '2*sqrt(2)' --iterations 2", [2.0]),
    ("'x³+x²' --start -1 --learning-rate ¼ --iterations 1", [-1.25]),
    ("x^3+x^2 --start -1 --learning-rate 1/4 --iterations 1", [-1.25]),
    ("x^2+y^2 --start '3; 4' --learning-rate 1·10^-2 --iterations 1", [2.94, 3.92]),
    ("x^2 --start 5 --learning-rate 0,01 --rule SGD --iterations 10", [5 * 0.98**10]),
    # Roots as schools define them: of an odd root a negative number has one.
    ("'x^{4/3}' --start -1 --learning-rate 0.3 --iterations 1", [-1 + 0.3 * 4 / 3]),
    ("'x^(2/3)' --start -8 --learning-rate 1 --iterations 1", [-8 + 1 / 3]),
    ("'∛x' --start -8 --learning-rate 1 --iterations 1", [-8 - 1 / 12]),
    # The sum of exponentials where each by itself is infinite, or 0.
    *(
        (
            f"'log(exp(x)+exp(y))' --start x={at},y={at - 1} --learning-rate 1 --iterations 1",
            [at - 1 / (1 + math.exp(-1)), at - 1 - 1 / (1 + math.e)],
        )
        for at in (1000, -1000)
    ),
    (
        "'ln(e^x+e^y+e^z)-y' --start 900,901,899 --learning-rate 1 --iterations 1",
        [
            900 - math.e / (math.e + math.e**2 + 1),
            901 - math.e**2 / (math.e + math.e**2 + 1) + 1,
            899 - 1 / (math.e + math.e**2 + 1),
        ],
    ),
]


@pytest.mark.parametrize(("words", "expected"), WAYS)
def test_functions_are_run_as_they_are_meant(
    capsysbinary: Capture, words: str, expected: list[float]
) -> None:
    row, _ = end_of(capsysbinary, f"--objective {words}")
    assert new_values(row) == pytest.approx(expected, rel=1e-12)


def test_three_equations_written_with_print_signs(capsysbinary: Capture) -> None:
    objective = "½((3x₁-cos(x₂x₃)-3/2)²+(4x₁²-625x₂²+2x₂-1)²+(e^{-x₁x₂}+20x₃+(10π-3)/3)²)"
    row, _ = end_of(
        capsysbinary,
        f"--objective '{objective}' --start 0,0,0 --learning-rate .001 --iterations 1",
    )
    # At 0 the equations are -5/2, -1 and 1 + (10 pi - 3)/3, with the slopes 3, 2 and 20.
    last = 1 + (10 * math.pi - 3) / 3
    assert float(row["loss"]) == pytest.approx((6.25 + 1 + last**2) / 2, rel=1e-14)
    assert new_values(row) == pytest.approx([0.0075, 0.002, -0.02 * last], rel=1e-12)


def test_no_iterations_leave_the_start_as_it_is(capsysbinary: Capture) -> None:
    row, _ = end_of(capsysbinary, "--objective x^2 --start 5 --learning-rate .01 --iterations 0")
    assert (row["x"], row["loss"], row["new_x"]) == ("5.0", "25.0", "")


@pytest.mark.parametrize(("objective", "start"), [("x^4-3x^3+2", 6.0), ("x^2 + 1/2*x", 3.0)])
def test_a_run_ends_where_its_step_is_short(
    capsysbinary: Capture, objective: str, start: float
) -> None:
    slopes = {
        "x^4-3x^3+2": lambda x: 4 * x**3 - 9 * x**2,
        "x^2 + 1/2*x": lambda x: 2 * x + 0.5,
    }
    x, updates, step = start, 0, math.inf
    while abs(step) > 1e-5:
        step = 0.01 * slopes[objective](x)
        x, updates = x - step, updates + 1
    row, said = end_of(
        capsysbinary,
        f"--objective '{objective}' --start {start} --learning-rate .01 --stop-step 1e-5",
    )
    assert int(row["iteration"]) == updates - 1
    assert new_values(row) == pytest.approx([x], rel=1e-12)
    assert "within 1e-5" in said


@pytest.mark.parametrize(
    ("objective", "said"),
    [
        ("3x^2+y^2+2xy", "xy is read as one name; write x*y"),
        ("(wx + b)^2", "wx is read as one name; write w*x"),
        ("2w1w2 + w1^2", "w1w2 is read as one name; write w1*w2"),
        ("0.5 x^T A x - b^T x", "write the products out"),
        ("1/2x", "write (1/2)*x or 1/(2*x)"),
        ("minimize x^2", "leave it out"),
        ("cosx", "write cos(x)"),
    ],
)
def test_what_would_be_something_else_in_silence_is_refused_with_what_to_write(
    capsysbinary: Capture, objective: str, said: str
) -> None:
    assert main(["run", "--objective", objective, "--iterations", "1"]) == 2
    assert said in capsysbinary.readouterr().err.decode()
