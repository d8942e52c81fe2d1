"""Updates to a target loss, against the loss's own formula."""

from __future__ import annotations

import math

from gdsim.engine.run.run import Run
from gdsim.engine.run.target import TargetTimes
from gdsim.files.scenario.scenario import builtin_scenario


def run_of(updates: int) -> Run:
    run = Run(builtin_scenario("toy-bowl").experiment.with_(start=(4.0, 0.0)))
    run.advance(updates)
    return run


def test_the_first_row_at_the_target_counts() -> None:
    # L = 16 * 0.64^t.
    times, run = TargetTimes(), run_of(30)
    for target in (16.0, 3.0, 0.01):
        expected = math.ceil(math.log(target / 16 + 1e-15) / math.log(0.64) - 1e-9)
        assert times.updates_to(run, target) == expected
    assert times.updates_to(run, 1e-30) is None


def test_rows_made_later_are_looked_at_too() -> None:
    times, run = TargetTimes(), run_of(5)
    assert times.updates_to(run, 0.01) is None
    run.advance(30)
    assert times.updates_to(run, 0.01) == TargetTimes().updates_to(run_of(35), 0.01)
