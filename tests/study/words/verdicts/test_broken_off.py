"""What is said of runs that were broken off, held against their own rows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.numbers import few
from gdsim.study.words.verdicts.verdict_sentence import verdict_lines

ROWS = Dataset("d", ("a",), np.array([[1.0], [2.0], [1.0], [2.0]]))

BEFORE = "before the last update the loss was {}, which broke the run off; now it is {}."
OF_BATCH = (
    "the loss of the last batch was {}, which broke the run off; over all rows the loss is {} now."
)


@pytest.mark.parametrize(
    ("objective", "method", "told", "now"),
    [
        # At 3, and over all rows 9 (1 + 4 + 1 + 4)/4.
        ("x^2", "batch", BEFORE, "9"),
        ("-x^2", "batch", BEFORE, "-9"),
        ("(a*x)^2", "batch", BEFORE, "22.5"),
        ("(a*x)^2", "stochastic", OF_BATCH, "22.5"),
        ("-(a*x)^2", "stochastic", OF_BATCH, "-22.5"),
    ],
)
def test_a_run_that_a_bound_brings_back_is_told_with_the_loss_that_broke_it_off(
    objective: str, method: str, told: str, now: str
) -> None:
    # The velocity swings and grows without end, and the bound holds every other point at 3.
    maximises = objective.startswith("-")
    run = Run(
        Experiment(
            objective=objective,
            dataset=ROWS if "a" in objective else None,
            method=method,
            maximise=maximises,
            start=(1.0,),
            learning_rate=1.0,
            rule="nesterov",
            settings={"convention": "lookahead", "beta": 0.9},
            bounds={"x": (-math.inf, 3.0)},
            iterations=None,
        )
    )
    run.advance(1000)
    beyond = float(run.row(run.length - 1).loss)
    assert run.theta == [3.0]
    assert -beyond > 1e9 if maximises else beyond > 1e9
    assert verdict_lines(run)[:2] == ["diverging", f"Diverging: {told.format(few(beyond), now)}"]


def test_a_run_that_stays_beyond_is_told_with_the_loss_now() -> None:
    # x = -3 x, ever again.
    run = Run(Experiment(objective="x^2", start=(1.0,), learning_rate=2.0, clip_norm=1e300))
    run.advance(100)
    now = few(9.0**run.length)
    assert verdict_lines(run)[1] == f"Diverging: the loss has grown from 1 at the start to {now}."


def test_a_step_to_no_finite_point_is_not_told_as_a_loss_that_grew() -> None:
    # The loss is between -1 and 1 all along, until v is above 1.8 and eta v no number.
    run = Run(Experiment(objective="sin(x)", start=(1.0,), learning_rate=1e308, rule="momentum"))
    run.advance(100)
    assert run.length > 1
    loss = few(math.sin(run.theta[0]))
    assert verdict_lines(run)[1] == (
        f"Diverging: the next update leads to no finite point; the loss is {loss}."
    )


def test_a_loss_that_is_a_number_where_its_slope_is_none_is_not_said_to_be_none() -> None:
    # From 1 with a slope of 1/2 straight to 0, where the root is 0 and rises without bound.
    run = Run(Experiment(objective="sqrt(x)", start=(1.0,), learning_rate=2.0))
    run.advance(5)
    assert verdict_lines(run)[1] == (
        "Diverging: the last update leads to where the loss or its gradient is not a finite number;"
        " before it, the loss was 1."
    )
