"""Functions, rules and schedules as people bring them, each against a loop or numbers by hand.

The forms are those of exercises, lectures and reports of peers; the numbers are our own.
"""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest

from gdsim.cli.main import main
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]
Vector = Sequence[float]
Slope = Callable[[np.ndarray], Vector]


def end_of(capture: Capture, words: str) -> tuple[dict[str, str], str]:
    """Return the last row of a run that ends well, and what was said of it."""
    assert main(["run", *shlex.split(words)]) == 0
    out, err = capture.readouterr()
    return table(out)[-1], err.decode()


def new_values(row: dict[str, str]) -> list[float]:
    return [float(value) for name, value in row.items() if name.startswith("new_")]


def descent(slope: Slope, start: Vector, rates: Iterable[float]) -> Vector:
    """Return theta after an update at each rate."""
    theta = np.array(start, dtype=float)
    for rate in rates:
        theta = theta - rate * np.array(slope(theta))
    return theta.tolist()


def heavy(slope: Slope, start: Vector, rates: Iterable[float], beta: float, **how: bool) -> Vector:
    """Return theta by v <- beta v + eta g, theta <- theta - v, g at theta or at theta - beta v."""
    theta = np.array(start, dtype=float)
    v = np.zeros_like(theta)
    for rate in rates:
        point = theta - beta * v if how.get("ahead") else theta
        v = beta * v + rate * np.array(slope(point))
        theta = theta - v
    return theta.tolist()


def adaptive(
    slope: Slope, start: Vector, rate: float, n: int, rest: Callable[[np.ndarray], np.ndarray]
) -> Vector:
    """Return theta after n updates of AdaGrad, whose steps are divided by `rest` of the sum."""
    theta, total = np.array(start, dtype=float), np.zeros(len(start))
    for _ in range(n):
        g = np.array(slope(theta))
        total = total + g * g
        theta = theta - rate * g / rest(total)
    return theta.tolist()


def _twice(x: np.ndarray) -> Vector:
    return 2 * x


def _valley(x: np.ndarray) -> Vector:
    return [-400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]), 200 * (x[1] - x[0] ** 2)]


def _bowl(x: np.ndarray) -> Vector:
    return [0.2 * x[0], 4 * x[1]]


SCHEDULES = [
    ("cyclic --set half_cycle=2 --set lowest_fraction=0.5", [0.5, 0.75, 1, 0.75, 0.5, 0.75]),
    ("triangular --set half_cycle=3 --set lowest_fraction=0,4", [0.4, 0.6, 0.8, 1, 0.8, 0.6]),
    ("linear --set linear_updates=4 --set final_fraction=0.2", [1, 0.8, 0.6, 0.4, 0.2, 0.2]),
    ("inverse-sqrt", [1 / math.sqrt(t) for t in range(1, 7)]),
    ("'1/sqrt(t)'", [1 / math.sqrt(t) for t in range(1, 7)]),
    ("1/√t --set warmup=2", [1 / 3, 2 / 3, 1, 1 / math.sqrt(2), 1 / math.sqrt(3), 1 / 2]),
    ("1/t --set decay_rate=0.5", [1 / (1 + t / 2) for t in range(6)]),
]


@pytest.mark.parametrize(("schedule", "factors"), SCHEDULES)
def test_schedules_of_courses_go_as_written_down(
    capsysbinary: Capture, schedule: str, factors: list[float]
) -> None:
    words = f"--objective x^2 --start 3 --learning-rate 1/5 --iterations 6 --schedule {schedule}"
    row, _ = end_of(capsysbinary, words)
    expected = descent(_twice, [3.0], [0.2 * factor for factor in factors])
    assert new_values(row) == pytest.approx(expected, rel=1e-12)


RULES = [
    # The rate inside the velocity, with one that changes and one that does not.
    (
        "x^2-6x+13 --start 8 --learning-rate .1 --rule momentum --set beta=.2"
        " --set convention=rate-inside --schedule 1/t --set decay_rate=.1 --iterations 5",
        heavy(lambda x: 2 * x - 6, [8.0], [0.1 / (1 + 0.1 * t) for t in range(5)], 0.2),
    ),
    (
        "x^2+2y^2 --start 4,-1 --learning-rate .05 --rule 'heavy ball'"
        " --set convention=rate-inside --iterations 7",
        heavy(lambda x: [2 * x[0], 4 * x[1]], [4.0, -1.0], [0.05] * 7, 0.9),
    ),
    # The gradient at the look-ahead point.
    (
        "x^2 --start 1 --learning-rate .1 --rule nesterov --set convention=lookahead"
        " --iterations 3",
        [0.17792],
    ),
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .2 --rule NAG --set beta=0,5"
        " --set convention=lookahead --iterations 9",
        heavy(_bowl, [-5.0, -2.0], [0.2] * 9, 0.5, ahead=True),
    ),
    # Epsilon inside the root, and outside.
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .4 --rule AdaGrad --set eps=0.3"
        " --set eps_place=inside --iterations 6",
        adaptive(_bowl, [-5.0, -2.0], 0.4, 6, lambda s: np.sqrt(s + 0.3)),
    ),
    (
        "0.1x1^2+2x2^2 --start -5,-2 --learning-rate .4 --rule adagrad --set eps=0.3"
        " --iterations 6",
        adaptive(_bowl, [-5.0, -2.0], 0.4, 6, lambda s: np.sqrt(s) + 0.3),
    ),
    # One step with a velocity that is given: 1 - (0.9 * 0.1 + 0.01 * 0.1), and of 1 - 0.9 * 0.1.
    (
        "0.1*theta --start 1 --learning-rate .01 --rule momentum --set convention=rate-inside"
        " --initial velocity_theta=.1 --iterations 1",
        [0.909],
    ),
    (
        "theta^2/2 --start 1 --learning-rate .01 --rule nesterov --set convention=lookahead"
        " --initial velocity_theta=.1 --iterations 1",
        [0.9009],
    ),
    # What is remembered at first of another rule: m = 0.9 * 2 + 0.1 * 6, s = 0.99 * 4 + 0.01 * 36.
    (
        "x^2 --start 3 --learning-rate 0.1 --rule rmsprop --set eps=0 --initial square_average_x=4"
        " --iterations 1",
        [3 - 0.1 * 6 / math.sqrt(0.99 * 4 + 0.01 * 36)],
    ),
]


@pytest.mark.parametrize(("words", "expected"), RULES)
def test_rules_go_by_the_conventions_of_courses(
    capsysbinary: Capture, words: str, expected: list[float]
) -> None:
    row, _ = end_of(capsysbinary, f"--objective {words}")
    assert new_values(row) == pytest.approx(expected, rel=1e-12)


SEARCHES = [
    # (x-1)^2/2 + (y-2)^2/3: by fractions 39/35, 79/35, then 169/175, 356/175.
    ("'(x-1)^2/2+(y-2)^2/3' --start 0,3 --schedule exact --iterations 1", [39 / 35, 79 / 35]),
    ("'(x-1)^2/2+(y-2)^2/3' --start 0,3 --schedule exact --iterations 2", [169 / 175, 356 / 175]),
    # Along -(2, 2) from (2, 1): 8/(4 + 8) = 2/3.
    ("x^2/2+y^2 --start 2,1 --schedule 'exact line search' --iterations 1", [2 / 3, -1 / 3]),
    # Uphill the same with all signs changed.
    ("'-(x^2/2+y^2)' --maximise --start 2,1 --schedule exact --iterations 1", [2 / 3, -1 / 3]),
    # x^4 from 2: 2 - 32 eta is -30, -14, -6, -2 and 0, of which the last falls enough.
    (
        "x^4 --start 2 --learning-rate 1 --schedule backtracking --set shrink=0.5"
        " --set sufficient_decrease=0.1 --iterations 1",
        [0.0],
    ),
    # x^2 from 1 with c = 0.6: (1 - 2 eta)^2 <= 1 - 2.4 eta first holds for 0.9^k below 0.4.
    (
        "x^2 --start 1 --learning-rate 1 --schedule armijo --set shrink=0.9"
        " --set sufficient_decrease=0.6 --iterations 1",
        [1 - 2 * 0.9**9],
    ),
]


@pytest.mark.parametrize(("words", "expected"), SEARCHES)
def test_steps_of_line_searches_are_those_by_hand(
    capsysbinary: Capture, words: str, expected: list[float]
) -> None:
    row, _ = end_of(capsysbinary, f"--objective {words}")
    assert new_values(row) == pytest.approx(expected, rel=1e-12, abs=1e-15)


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
