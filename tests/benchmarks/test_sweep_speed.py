"""Many runs at once against the same arithmetic written by hand, and against single runs.

Run with ``pytest tests/benchmarks --benchmark-only -s``. The loops by hand hold each parameter of
all runs in an array of its own, which is the fastest way in NumPy (an (R, d) array takes three
times as long), and know which function they minimise. They work out losses, gradients and updates,
and note the update at which each run diverges, as ours do. Printed, too, is the ratio to loops that
do not even note that.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import Axis
from gdsim.engine.many.ensemble import NEVER
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from tests.benchmarks.ratios import best_seconds, seconds

Array = np.ndarray
Gradient = Callable[[Array, Array], tuple[Array, tuple[Array, Array]]]

RATES = np.geomspace(1e-4, 1, 1000)
BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))
SWEEP_UPDATES = 1000
SIDE = np.linspace(-2, 2, 256)
ROSENBROCK = Experiment(objective="(1 - x)^2 + 100*(y - x^2)^2", start=(0.0, 0.0))
MAP_UPDATES = 200
MAP_RATES = {"gd": 0.0005, "adam": 0.02}
BOWL_OBJECTIVE, ROSENBROCK_OBJECTIVE = (Objective(e.objective) for e in (BOWL, ROSENBROCK))


def bowl(x: Array, y: Array) -> tuple[Array, tuple[Array, Array]]:
    return x * x + 4.0 * y * y, (2.0 * x, 8.0 * y)


def rosenbrock(x: Array, y: Array) -> tuple[Array, tuple[Array, Array]]:
    a, b = 1.0 - x, y - x * x
    return a * a + 100.0 * b * b, (-2.0 * a - 400.0 * x * b, 200.0 * b)


class Notes:
    """The first update at which the loss of each run was out of bounds."""

    def __init__(self, loss: Array) -> None:
        self.limit = 1e9 * np.maximum(1.0, np.abs(loss))
        self.diverged_at = np.full(len(loss), NEVER)

    def note(self, loss: Array, t: int) -> None:
        bad = ~(np.abs(loss) <= self.limit)
        if bad.any():
            self.diverged_at[bad & (self.diverged_at == NEVER)] = t


def gd_by_hand(
    gradient: Gradient, x: Array, y: Array, rate: Array | float, updates: int, noting: bool
) -> None:
    notes = Notes(gradient(x, y)[0])
    with np.errstate(all="ignore"):
        for t in range(updates):
            loss, (gx, gy) = gradient(x, y)
            x, y = x - rate * gx, y - rate * gy
            if noting:
                notes.note(loss, t)


def adam_by_hand(
    gradient: Gradient, x: Array, y: Array, rate: Array | float, updates: int, noting: bool
) -> None:
    notes = Notes(gradient(x, y)[0])
    mx, my, vx, vy = np.zeros((4, len(x)))
    with np.errstate(all="ignore"):
        for t in range(1, updates + 1):
            loss, (gx, gy) = gradient(x, y)
            mx, my = 0.9 * mx + 0.1 * gx, 0.9 * my + 0.1 * gy
            vx, vy = 0.999 * vx + 0.001 * gx * gx, 0.999 * vy + 0.001 * gy * gy
            correction = sqrt(1 - 0.999**t)
            step = rate * (correction / (1 - 0.9**t))
            x = x - step * mx / (np.sqrt(vx) + correction * 1e-8)
            y = y - step * my / (np.sqrt(vy) + correction * 1e-8)
            if noting:
                notes.note(loss, t - 1)


BY_HAND = {"gd": gd_by_hand, "adam": adam_by_hand}


def sweep_ours(rule: str) -> object:
    rates = Axis("learning_rate", tuple(RATES))
    sweep = Sweep(BOWL.with_(rule=rule), [rates], SWEEP_UPDATES, objective=BOWL_OBJECTIVE)
    assert list(sweep.work())[-1] == 1
    return sweep.result()


def sweep_by_hand(rule: str, noting: bool) -> None:
    x, y = np.full(len(RATES), 4.0), np.full(len(RATES), 2.0)
    BY_HAND[rule](bowl, x, y, RATES, SWEEP_UPDATES, noting)


def map_ours(rule: str) -> object:
    experiment = ROSENBROCK.with_(rule=rule, learning_rate=MAP_RATES[rule])
    sides = [Side("x", tuple(SIDE)), Side("y", tuple(SIDE))]
    work = StartMap(experiment, sides, MAP_UPDATES, objective=ROSENBROCK_OBJECTIVE)
    assert list(work.work())[-1] == 1
    return work.result()


def map_by_hand(rule: str, noting: bool) -> None:
    x, y = (grid.reshape(-1) for grid in np.meshgrid(SIDE, SIDE, indexing="ij"))
    BY_HAND[rule](rosenbrock, x, y, MAP_RATES[rule], MAP_UPDATES, noting)


def single_sweep_runs(rule: str) -> None:
    """Run one in fifty of the sweep's runs, none of those that diverge early, one by one."""
    for rate in RATES[:500:25].tolist():
        Run(BOWL.with_(rule=rule, learning_rate=rate), BOWL_OBJECTIVE).advance(SWEEP_UPDATES)


def single_map_runs(rule: str) -> None:
    """Run 64 of the map's runs one by one."""
    experiment = ROSENBROCK.with_(rule=rule, learning_rate=MAP_RATES[rule])
    for x in SIDE[::32].tolist():
        for y in SIDE[::32].tolist():
            Run(experiment.with_(start=(x, y)), ROSENBROCK_OBJECTIVE).advance(MAP_UPDATES)


@pytest.mark.parametrize("rule", ["gd", "adam"])
@pytest.mark.parametrize(
    ("name", "ours", "by_hand", "singles", "share"),
    [
        ("sweep", sweep_ours, sweep_by_hand, single_sweep_runs, 20 / len(RATES)),
        ("start map", map_ours, map_by_hand, single_map_runs, 64 / len(SIDE) ** 2),
    ],
)
def test_many_runs_cost_at_most_a_third_more_than_by_hand_and_a_twentieth_of_single_ones(
    benchmark: object,
    name: str,
    ours: Callable[[str], object],
    by_hand: Callable[[str, bool], None],
    singles: Callable[[str], None],
    share: float,
    rule: str,
) -> None:
    mine, hand = best_seconds(lambda: ours(rule), lambda: by_hand(rule, True))
    bare = min(seconds(lambda: by_hand(rule, False)) for _ in range(5))
    one_by_one = seconds(lambda: singles(rule)) / share
    print(
        f"\n{name}, {rule}: {mine * 1e3:.1f} ms, by hand {hand * 1e3:.1f} ms, ratio "
        f"{mine / hand:.2f} ({mine / bare:.2f} to a bare loop); "
        f"one by one {one_by_one:.2f} s, {one_by_one / mine:.0f} times as long"
    )
    benchmark.pedantic(lambda: ours(rule), rounds=1)
    benchmark.extra_info["ratio"] = mine / hand
    assert mine <= 1.3 * hand
    assert one_by_one >= 20 * mine
