"""Tables with textbooks' headings, made by loops of their own for what courses use."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, Grade
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table, remembered
from gdsim.study.practice.tables.table_report import has_wrong, remarks, unknown_sentence

Row = tuple[float, float, float]
"""x, its slope, and the x after it."""

START, RATE = 3.0, 0.1
LOSS = Experiment(objective="x^2 + x", start=(START,), learning_rate=RATE)


def loss(x: float) -> float:
    return x * x + x


def slope(x: float) -> float:
    return 2 * x + 1


def rows(step: Callable[[float, float, int], float], n: int = 6) -> Iterator[Row]:
    """Yield rows of x <- x - step(slope, x, t)."""
    x = START
    for t in range(n):
        g = slope(x)
        new = x - step(g, x, t)
        yield x, g, new
        x = new


def rms_inside() -> Iterator[Row]:
    s = 0.0

    def step(g: float, _x: float, _t: int) -> float:
        nonlocal s
        s = 0.9 * s + 0.1 * g * g
        return RATE * g / math.sqrt(s + 0.25)

    return rows(step)


def from_a_velocity() -> Iterator[Row]:
    v = 2.0

    def step(g: float, _x: float, _t: int) -> float:
        nonlocal v
        v = 0.5 * v + g
        return RATE * v

    return rows(step)


def look_ahead() -> Iterator[Row]:
    x, v = START, 0.0
    for _ in range(6):
        g = slope(x - 0.5 * v)
        v = 0.5 * v + RATE * g
        yield x, g, x - v
        x -= v


def by_epoch(_g: float, _x: float, t: int) -> float:
    return RATE / math.sqrt(t + 1) * _g


def bounded() -> Iterator[Row]:
    return rows(lambda g, x, _t: x - max(1.0, x - RATE * g))


MADE: dict[str, tuple[Callable[[], Iterator[Row]], dict[str, object]]] = {
    "epsilon inside": (
        rms_inside,
        {"rule": "rmsprop", "settings": {"beta": 0.9, "eps": 0.25, "eps_place": "inside"}},
    ),
    "a velocity at first": (
        from_a_velocity,
        {"rule": "momentum", "settings": {"beta": 0.5}, "initial": {"velocity_x": 2.0}},
    ),
    "look-ahead": (
        look_ahead,
        {"rule": "nesterov", "settings": {"beta": 0.5, "convention": "lookahead"}},
    ),
    "1/sqrt(t) per epoch": (
        lambda: rows(by_epoch),
        {"schedule": "inverse-sqrt", "settings": {"per": "epoch"}},
    ),
    "cyclic": (
        lambda: rows(lambda g, _x, t: (0.05, 0.1)[t % 2] * g),
        {"schedule": "cyclic", "settings": {"half_cycle": 1, "lowest_fraction": 0.5}},
    ),
    "clipped": (lambda: rows(lambda g, _x, _t: RATE * min(g, 2.0)), {"clip_norm": 2.0}),
    "bounds": (bounded, {"bounds": {"x": (1.0, math.inf)}}),
    "backtracking": (
        # From any x a step of 1 mirrors it at -1/2, which lowers nothing; one of 1/2 ends there.
        lambda: rows(lambda g, _x, _t: 0.5 * g, n=1),
        {"schedule": "backtracking", "learning_rate": 1.0},
    ),
}
HEADINGS = (
    "k,x_k,f(x_k),f'(x_k),x_{k+1}",
    "t,x(t),J(x),g(t),x(t+1)",
    "n,x_n,MSE,df/dx,x_{n+1}",
    "Iteration,x_t,Loss,∇f(x),new x",
)


def checked(experiment: Experiment, text: str) -> CheckedTable:
    run = Run(experiment)
    return check_table(run, read_hand_table(text, run.objective.parameters, remembered(run)))


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_table_of_what_courses_use_is_right_under_textbooks_headings(
    name: str, heading: str
) -> None:
    made, fields = MADE[name]
    lines = [f"{t},{x:.5f},{loss(x):.5f},{g:.5f},{new:.5f}" for t, (x, g, new) in enumerate(made())]
    found = checked(LOSS.with_(**fields), "\n".join([heading, *lines]))
    assert found.count(*NO_ERROR_GRADES) == found.count(*Grade) >= 3 * len(lines)
    assert not has_wrong(remarks(found))
    assert not found.convention
    assert not found.table.unknown


@pytest.mark.parametrize("name", MADE)
def test_a_wrong_number_in_such_a_table_is_found(name: str) -> None:
    made, fields = MADE[name]
    (x, g, new), *_ = made()
    found = checked(LOSS.with_(**fields), f"{HEADINGS[0]}\n0,{x},{loss(x)},{g:.5f},{new + 0.1:.5f}")
    assert found.first(Grade.WRONG) == (0, 4)


def test_a_table_of_ascent_is_right() -> None:
    x, lines = START, []
    for t in range(5):
        lines.append(f"{t},{x:.5f},{-loss(x):.5f},{-slope(x):.5f}")
        x -= RATE * slope(x)
    uphill = LOSS.with_(objective="-(x^2 + x)", maximise=True)
    found = checked(uphill, "\n".join(["k,x_k,f(x_k),f'(x_k)", *lines]))
    assert found.count(*NO_ERROR_GRADES) == found.count(*Grade) > 0


def test_a_table_of_epochs_with_greek_headings_is_right() -> None:
    data = np.array([[1.0, 2.0], [2.0, 3.0], [4.0, 4.0]])
    x, y = data.T
    b = w = 0.0
    lines = []
    for t in range(5):
        off = b + w * x - y
        slopes = off.mean(), (off * x).mean()
        cost = (off**2).mean() / 2
        lines.append(f"{t},{b:.6f},{w:.6f},{cost:.6f},{slopes[0]:.6f},{slopes[1]:.6f},fine")
        b, w = b - RATE * slopes[0], w - RATE * slopes[1]
    fit = Experiment(
        objective="1/2*(theta0 + theta1*x - y)^2",
        dataset=Dataset("three", ("x", "y"), data),
        start=(0.0, 0.0),
        learning_rate=RATE,
    )
    heading = "Epoch,θ₀,θ₁,J(θ),∂J/∂θ₀,∂J/∂θ₁,my remark"
    found = checked(fit, "\n".join([heading, *lines]))
    assert found.count(*NO_ERROR_GRADES) == found.count(*Grade) == 5 * 3 + 4 * 2
    assert unknown_sentence(found) == "Not checked, as the heading is not understood: my remark."
