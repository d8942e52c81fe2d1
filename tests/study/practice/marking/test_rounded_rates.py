"""Tables of a person who rounds the learning rate: right where the rate is none that is given."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, Grade
from gdsim.study.practice.tables.hand_table import read_hand_table
from gdsim.study.practice.tables.table_check import CheckedTable, check_table

BOWL = Experiment(objective="3*x^2", start=(10.0,), learning_rate=0.1)
FALLING = BOWL.with_(schedule="inverse-time", settings={"decay_rate": 0.7})
Round = Callable[[float], float]


def figures(count: int) -> Round:
    def rounded(x: float) -> float:
        written = Decimal(repr(x))
        return decimals(count - 1 - written.adjusted())(x) if x else x

    return rounded


def decimals(count: int) -> Round:
    return lambda x: float(Decimal(repr(x)).quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP))


def exact(x: float) -> float:
    return x


def checked(experiment: Experiment, rate: Callable[[int], float], other: Round) -> CheckedTable:
    """Mark x <- x - rate 6x from 10, four updates, gradient and x rounded as well."""
    x, rows = 10.0, ["t,x,gradient,new x"]
    for t in range(4):
        gradient = other(6 * x)
        new = decimals(4)(other(x - rate(t) * gradient))
        rows.append(f"{t},{x!r},{gradient!r},{new!r}")
        x = new
    return check_table(Run(experiment), read_hand_table("\n".join(rows), ("x",)))


def inverse(rounded: Round) -> Callable[[int], float]:
    return lambda t: rounded(0.1 / (1 + 0.7 * t))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_rate_of_a_schedule_rounded_to_figures_is_followed(count: int) -> None:
    found = checked(FALLING, inverse(figures(count)), exact)
    assert found.count(*NO_ERROR_GRADES) == found.count(*Grade) > 0
    assert inverse(figures(count))(1) != inverse(exact)(1)


@pytest.mark.parametrize(
    ("told", "rounded"),
    [("2 decimals", decimals(2)), ("1 figures", figures(1)), ("3 figures", figures(3))],
)
def test_a_rate_rounded_as_the_run_rounds_its_steps_is_followed(told: str, rounded: Round) -> None:
    by_hand = FALLING.with_(round_gradient=told, round_parameters=told)
    found = checked(by_hand, inverse(rounded), rounded)
    assert found.count(*NO_ERROR_GRADES) == found.count(*Grade) > 0


def test_a_rate_that_a_line_search_finds_may_be_rounded() -> None:
    # Along x^2 times 3 the exact rate is 1/6 from wherever one stands.
    found = checked(BOWL.with_(schedule="exact"), lambda _t: 0.167, exact)
    assert found.first(Grade.WRONG, Grade.CARRIED) is None


def test_a_rate_that_is_given_and_taken_otherwise_is_wrong() -> None:
    assert checked(BOWL, lambda _t: 0.11, exact).first(Grade.WRONG) is not None
    odd = BOWL.with_(learning_rate=0.1234)
    assert checked(odd, lambda _t: 0.12, exact).first(Grade.WRONG) is not None


def test_a_rate_rounded_coarser_than_anybody_does_is_wrong() -> None:
    assert checked(FALLING, inverse(figures(1)), exact).first(Grade.WRONG) is not None
