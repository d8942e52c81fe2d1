"""The learning rate in a working: its own section, and how it stands in the rule's lines."""

from __future__ import annotations

from typing import Any

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import Formula
from gdsim.study.working.rate import rate_section, rate_text

TWO = NumberFormat.decimals(2)
DECAYING: dict[str, Any] = {"schedule": "exponential", "settings": {"decay_factor": 0.9}}


def run_of(**fields: Any) -> Run:
    run = Run(Experiment(objective="w^2", start=(4.0,), learning_rate=0.12345, **fields))
    run.advance(3)
    return run


def latex_of(run: Run, t: int) -> list[str]:
    return [b.latex for b in rate_section(run, run.row(t), TWO).blocks if isinstance(b, Formula)]


def test_a_given_rate_stands_in_full() -> None:
    run = run_of()
    assert rate_text(run, run.row(2), TWO) == "0.12345"
    assert latex_of(run, 2) == [r"\eta = 0.12345"]
    # Of a schedule too, as long as it has not changed it.
    assert rate_text(run_of(**DECAYING), run_of(**DECAYING).row(0), TWO) == "0.12345"


@pytest.mark.parametrize(("t", "text"), [(1, "0.1111"), (2, "0.10")])
def test_a_scheduled_rate_has_four_figures_unless_decimals_show_as_much(t: int, text: str) -> None:
    """0.12345 times 0.9 is 0.111105; times 0.81 it is 0.0999945, which is 0.10 to a hair."""
    run = run_of(**DECAYING)
    assert rate_text(run, run.row(t), TWO) == text
    assert latex_of(run, t)[-1] == rf"\eta_t = 0.12345 \cdot 0.9^{t} \approx {text}"


def test_a_schedule_is_worked_out_from_what_it_is_set_to() -> None:
    given, equation, count, _ = latex_of(run_of(**DECAYING), 2)
    assert given == r"\eta = 0.12345, \quad \gamma = 0.9"
    assert equation.startswith(r"\eta_t = ")
    assert count == "s = t = 2"


def test_a_warm_up_is_counted_before_the_schedule_begins() -> None:
    run = run_of(**{**DECAYING, "settings": {"decay_factor": 0.9, "warmup": 2}})
    assert latex_of(run, 0) == [
        r"\eta = 0.12345, \quad W = 2",
        r"\eta_t = \frac{t + 1}{W + 1} \eta",
        # A third of the rate.
        r"\eta_t = \frac{0 + 1}{2 + 1} \cdot 0.12345 = 0.04115",
    ]
    assert "s = t - W = 3 - 2 = 1" in latex_of(run, 3)
