"""Updates to a target loss, against the loss's own formula."""

from __future__ import annotations

import math

import numpy as np

from gdsim.engine.many.axes import Axis
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.run.run import Run
from gdsim.engine.run.target import MOST_ROW_LOSSES, TargetTime, TargetTimes
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
        assert times.updates_to(run, target) == TargetTime(expected)
    assert times.updates_to(run, 1e-30) == TargetTime(None)


def test_rows_made_later_are_looked_at_too() -> None:
    times, run = TargetTimes(), run_of(5)
    assert times.updates_to(run, 0.01).updates is None
    run.advance(30)
    assert times.updates_to(run, 0.01) == TargetTimes().updates_to(run_of(35), 0.01)


def noisy_run(updates: int, **changes: object) -> Run:
    experiment = builtin_scenario("updates-per-epoch").experiment
    run = Run(experiment.with_(epochs=None, iterations=updates, **changes))
    run.advance(updates)
    return run


def first_at_most(run: Run, target: float) -> int | None:
    """Return the same by evaluating all rows before every update, with NumPy alone."""
    x, y = run.objective.dataset.columns(["x", "y"]).T
    for t in range(run.length + 1):
        w, b = run.row(t).theta
        if np.mean((w * x + b - y) ** 2) <= target:
            return t
    return None


def test_losses_between_those_recorded_are_looked_at() -> None:
    run = noisy_run(200, learning_rate=0.05)
    assert np.isnan(run.columns(0, 200).full_loss).any()
    for target in (3.0, 1.0, 0.5, 0.27):
        assert TargetTimes().updates_to(run, target) == TargetTime(first_at_most(run, target))


def test_stop_loss_ends_at_the_first_loss_at_the_target() -> None:
    run = noisy_run(600, learning_rate=0.05, stop_loss=1.0)
    # The criterion looks at the loss before an update that is made.
    assert run.length - 1 == first_at_most(noisy_run(200, learning_rate=0.05), 1.0)


def test_a_sweep_finds_the_same_updates() -> None:
    rates = (0.01, 0.05, 0.1)
    experiment = noisy_run(1).experiment.with_(iterations=None)
    sweep = Sweep(experiment, [Axis("learning_rate", rates)], 150, target_loss=1.0)
    assert list(sweep.work())[-1] == 1.0
    expected = [first_at_most(noisy_run(150, learning_rate=rate), 1.0) for rate in rates]
    assert sweep.result().reached_at.tolist() == expected


def test_what_costs_too_much_is_an_upper_bound() -> None:
    run = noisy_run(2 * MOST_ROW_LOSSES // 10_000, learning_rate=1e-5)
    target = float(run.objective.value(run.row(run.length - 100).theta)) * 1.0001
    time = TargetTimes().updates_to(run, target)
    assert time.updates is not None and not time.is_exact
    # Every such loss is lower than the one before, so the bound is not far above.
    assert time.updates - 157 - 32 <= run.length - 100 <= time.updates + 157
