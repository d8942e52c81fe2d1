"""Line searches of runs that go uphill, that are clipped, and that stay within bounds."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.working.working import working

HILL = "2*x*y + 2*y - 1.5*x^2 - 2*y^2"
"""A quadratic with one maximum."""


def made(objective: str, n: int = 6, **fields) -> Run:
    plan = {"objective": objective, "start": (-2.0, 1.0), "learning_rate": 1.0} | fields
    run = Run(Experiment(**plan))
    run.advance(n)
    return run


@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
@pytest.mark.parametrize("objective", [HILL, "-(x - 1)^4 - y^2 + x*y"])
def test_uphill_the_rates_are_those_of_the_mirror(objective: str, schedule: str) -> None:
    up = made(objective, schedule=schedule, maximise=True)
    down = made(f"-({objective})", schedule=schedule)
    assert up.columns(0, 6).learning_rate == pytest.approx(
        down.columns(0, 6).learning_rate, rel=1e-9
    )
    assert up.columns(0, 6).new_theta == pytest.approx(down.columns(0, 6).new_theta, rel=1e-9)


def test_the_exact_rate_uphill_is_that_of_the_formula() -> None:
    """Of a quadratic with the Hessian H it is -g g / g H g."""
    run = made(HILL, n=1, schedule="exact", maximise=True)
    gradient, hessian = run.row(0).gradient, np.array([[-3.0, 2.0], [2.0, -4.0]])
    assert run.row(0).learning_rate == pytest.approx(
        -gradient @ gradient / (gradient @ hessian @ gradient)
    )


def test_the_working_of_a_search_uphill_has_no_minus_g() -> None:
    run = made(HILL, n=2, schedule="exact", maximise=True)
    parts = working(run, 1, NumberFormat.decimals(4)).sections
    texts = [getattr(block, "latex", "") for part in parts for block in part.blocks]
    assert any(r"\arg\max" in text for text in texts)
    assert not any(r"\arg\min" in text or r"- \eta g_t" in text for text in texts)


def test_a_task_finds_the_rate_that_the_run_found() -> None:
    run = made(HILL, n=3, schedule="exact", maximise=True)
    assert UpdateTask.of(run, 2).solve().new_theta == pytest.approx(run.row(2).new_theta)


def test_a_search_with_clipped_gradients_is_refused() -> None:
    with pytest.raises(InputError, match="searches along the gradient itself; take its clipping"):
        made(HILL, schedule="exact", clip_norm=1.0)


def test_a_search_may_end_at_a_bound() -> None:
    run = made("(x - 3)^2 + y^2", n=1, schedule="exact", bounds={"x": (-9.0, 1.0)})
    assert run.theta.tolist() == [1.0, pytest.approx(0.0)]
