"""Updates to a divergence, counted in the run; runs that leave where their loss is defined."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.ending import falls_to_edge, updates_to_divergence
from gdsim.engine.run.run import Run


def test_as_many_updates_are_told_as_the_run_makes() -> None:
    run = Run(Experiment(objective="x^2", start=(1.0,), learning_rate=1.2, iterations=3))
    run.advance(3)
    left = updates_to_divergence(run)
    assert left is not None
    longer = Run(Experiment(objective="x^2", start=(1.0,), learning_rate=1.2))
    longer.advance(1000)
    assert longer.stop is not None and longer.stop.reason is StopReason.DIVERGED
    assert longer.length == 3 + left
    # It is asked of a copy.
    assert run.length == 3


def test_a_run_that_only_rises_for_a_while_does_not_diverge() -> None:
    run = Run(Experiment(objective="x^2/(1 + x^2)", start=(0.1,), learning_rate=3.0))
    run.advance(3)
    assert updates_to_divergence(run) is None


@pytest.mark.parametrize(
    ("objective", "start", "rate", "falls"),
    [
        # The logarithm and the root fall all the way to 0, with any rate.
        ("log(x)", 1.0, 0.1, True),
        ("log(x)", 1.0, 2.0, True),
        ("log(x)", 1.0, 0.001, True),
        ("log(x)", 1.0, 1e30, True),
        ("sqrt(x)", 1.0, 0.1, True),
        # x - log(x) has its minimum at 1: from 3 a step of 4 goes across it and beyond 0.
        ("x - log(x)", 3.0, 6.0, False),
        ("exp(x^2)", 4.0, 1.0, False),
        # So far beyond that only a small part of the step is where the square is finite.
        ("x^2", 4.0, 1e200, False),
        ("x^2 - log(x)", 3.0, 1e25, False),
        # Broken off where the loss is finite, but far too large.
        ("x^2", 1.0, 1.5, False),
    ],
)
def test_a_loss_that_falls_to_its_edge_is_told_from_a_step_too_long(
    objective: str, start: float, rate: float, falls: bool
) -> None:
    run = Run(Experiment(objective=objective, start=(start,), learning_rate=rate))
    run.advance(2000)
    assert run.stop is not None
    assert falls_to_edge(run) is falls


def test_a_run_that_was_not_broken_off_is_within() -> None:
    run = Run(Experiment(objective="log(x)", start=(1.0,), learning_rate=0.1))
    run.advance(3)
    assert not falls_to_edge(run)
