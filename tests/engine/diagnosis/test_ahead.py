"""Updates to a divergence, counted in the run itself."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.ahead import updates_to_divergence
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
