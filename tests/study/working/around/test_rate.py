"""The learning rate in a working: its own section, and how it stands in the rule's lines."""

from __future__ import annotations

from typing import Any

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula
from gdsim.study.working.working import working

TWO = NumberFormat.decimals(2)
DECAYING: dict[str, Any] = {"schedule": "exponential", "settings": {"decay_factor": 0.9}}


def run_of(**fields: Any) -> Run:
    run = Run(Experiment(objective="w^2", start=(4.0,), learning_rate=0.12345, **fields))
    run.advance(3)
    return run


def latex_of(run: Run, t: int, title: str = "Learning rate") -> list[str]:
    part = next(one for one in working(run, t, TWO).sections if one.title == title)
    return [block.latex for block in part.blocks if isinstance(block, Formula)]


def test_a_given_rate_stands_in_full() -> None:
    assert latex_of(run_of(), 0) == [r"\eta = 0.12345"]
    assert latex_of(run_of(), 0, "Update")[1] == r"w \leftarrow 4 - 0.12345 \cdot 8 = 3.0124"
    # Of a schedule too, as long as it has not changed it.
    assert r"0.12345 \cdot 8" in latex_of(run_of(**DECAYING), 0, "Update")[1]


@pytest.mark.parametrize("t", [1, 2])
def test_a_scheduled_rate_is_the_one_that_stands_in_the_rules_lines(t: int) -> None:
    run = run_of(**DECAYING)
    line = latex_of(run, t)[-1]
    assert line.startswith(rf"\eta_t = 0.12345 \cdot 0.9^{t} \approx ")
    assert f"- {line.rpartition(' ')[2]} \\cdot" in latex_of(run, t, "Update")[1]


def test_a_schedule_is_worked_out_from_what_it_is_set_to() -> None:
    given, equation, count, _ = latex_of(run_of(**DECAYING), 2)
    assert given == r"\eta = 0.12345, \quad \gamma = 0.9"
    assert equation.startswith(r"\eta_t = ")
    assert count == "s = t = 2"


def test_a_warm_up_is_counted_before_the_schedule_begins() -> None:
    run = run_of(**{**DECAYING, "settings": {"decay_factor": 0.9, "warmup": 2}})
    given, equation, line = latex_of(run, 0)
    assert (given, equation) == (
        r"\eta = 0.12345, \quad W = 2",
        r"\eta_t = \frac{t + 1}{W + 1} \eta",
    )
    # A third of the rate is 0.04115; 0.041 is as many digits as follow from the loss's two.
    assert line.startswith(r"\eta_t = \frac{0 + 1}{2 + 1} \cdot 0.12345 \approx 0.041")
    assert "s = t - W = 3 - 2 = 1" in latex_of(run, 3)
