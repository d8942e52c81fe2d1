"""Many runs at once against the same runs recorded one by one."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES, make_rule
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.many.ensemble import NEVER, Ensemble, Outcome
from gdsim.engine.many.portions import UPDATES_OF_A_BLOCK
from gdsim.engine.many.shared_setup import SharedSetup
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))
RATES = np.geomspace(1e-3, 2, 23)
UPDATES = 70


def data() -> Dataset:
    rng = np.random.default_rng(5)
    x = rng.uniform(-1, 1, 30)
    return Dataset("line", ("x", "y"), np.column_stack([x, 3 * x - 1 + rng.normal(0, 0.1, 30)]))


LINE = Experiment(objective="(w*x + b - y)^2", dataset=data(), start=(0.0, 0.0))

CASES = [
    *(BOWL.with_(rule=name) for name in RULES),
    BOWL.with_(schedule="step", settings={"drop_every": 7, "warmup": 3}),
    BOWL.with_(rule="momentum", settings={"convention": "average"}, schedule="cosine"),
    BOWL.with_(rule="momentum", settings={"convention": "rate-inside"}, schedule="cosine"),
    BOWL.with_(rule="nesterov", settings={"convention": "lookahead"}, schedule="step"),
    LINE,
    LINE.with_(rule="adam", method="mini-batch", batch_size=8, seed=3),
    LINE.with_(
        rule="nesterov", settings={"convention": "lookahead"}, method="mini-batch", batch_size=8
    ),
    LINE.with_(rule="momentum", method="stochastic", order="replacement"),
    LINE.with_(method="mini-batch", batch_size=7, order="reshuffle", last_batch="drop"),
    Experiment(objective="a^2 + 2*b^2 + 3*c^2 + (d-1)^2 + f^4", start=(1.0,) * 5),
]


def ensemble_of(experiment: Experiment, rates: np.ndarray, updates: int = UPDATES) -> Outcome:
    setup = SharedSetup.of(
        experiment, Objective(experiment.objective, experiment.dataset, experiment.parameters)
    )
    ensemble = Ensemble(setup, np.tile(experiment.start, (len(rates), 1)), rates)
    ensemble.advance(updates)
    return ensemble.outcome()


@pytest.mark.parametrize("experiment", CASES)
def test_runs_at_once_end_as_the_recorded_ones(experiment: Experiment) -> None:
    outcome = ensemble_of(experiment, RATES)
    objective = Run(experiment).objective
    some_end, some_go_on = False, False
    for i, rate in enumerate(RATES):
        run = Run(experiment.with_(learning_rate=float(rate), iterations=UPDATES), objective)
        run.advance(UPDATES)
        assert run.stop is not None
        diverged = run.stop.reason is StopReason.DIVERGED
        assert (outcome.diverged_at[i] != NEVER) == diverged
        assert outcome.updates[i] == run.length
        if run.length:
            # A recorded run's update is compiled: near a minimum some rules are chaotic, and the
            # last bits grow.
            rel = 1e-9 if experiment.rule in ("gd", "momentum", "nesterov") else 1e-4
            assert outcome.theta[i] == pytest.approx(run.theta, rel=rel, abs=1e-300)
        some_end, some_go_on = some_end or diverged, some_go_on or not diverged
    assert some_go_on
    if experiment.rule == "gd" and experiment.schedule == "constant":
        assert some_end


def test_a_divergence_is_told_at_the_update_at_which_a_loop_sees_it() -> None:
    outcome = ensemble_of(BOWL, np.array([0.3, 0.4, 1.0, 1e200]))
    for i, rate in enumerate((0.3, 0.4, 1.0, 1e200)):
        w, seen = np.array([4.0, 2.0]), None
        with np.errstate(all="ignore"):
            for t in range(UPDATES):
                loss = w[0] ** 2 + 4 * w[1] ** 2
                w = w - rate * np.array([2 * w[0], 8 * w[1]])
                if not (abs(loss) <= 32e9) or not np.isfinite(w).all():
                    seen = t
                    break
        assert outcome.diverged_at[i] == (NEVER if seen is None else seen)


def test_a_run_ends_with_the_gradient_that_stays_within_the_tolerance() -> None:
    setup = SharedSetup.of(BOWL, Objective(BOWL.objective))
    starts = np.array([[4.0, 2.0], [0.0, 0.0], [1e-4, 0.0], [4.0, 1.0]])
    ensemble = Ensemble(setup, starts, 0.1, tolerance=1e-3)
    ensemble.advance(10 * UPDATES_OF_A_BLOCK)
    outcome = ensemble.outcome()
    assert ensemble.is_over
    for start, converged in zip(starts, outcome.converged_at, strict=True):
        w, t = start.copy(), 0
        while np.hypot(2 * w[0], 8 * w[1]) > 1e-3:
            w = w - 0.1 * np.array([2 * w[0], 8 * w[1]])
            t += 1
        assert converged == t
    assert outcome.updates.tolist() == outcome.converged_at.tolist()


def test_memory_does_not_grow_with_the_updates() -> None:
    setup = SharedSetup.of(BOWL, Objective(BOWL.objective))
    ensemble = Ensemble(setup, np.tile([4.0, 2.0], (50, 1)), 0.01)
    ensemble.advance(5)

    tracemalloc.start()
    try:
        ensemble.advance(5)
        before, _ = tracemalloc.get_traced_memory()
        ensemble.advance(3000)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # A byte for each run and update would be 150 kB.
    assert after - before < 20_000


def test_advancing_in_pieces_is_the_same_as_at_once() -> None:
    rates = RATES
    setup = SharedSetup.of(BOWL.with_(rule="adam"), Objective(BOWL.objective))
    ensemble = Ensemble(setup, np.tile([4.0, 2.0], (len(rates), 1)), rates)
    for piece in (1, 2, 13, 20, 34):
        ensemble.advance(piece)
    assert (ensemble.outcome().theta == ensemble_of(BOWL.with_(rule="adam"), rates).theta).all()


@pytest.mark.parametrize(
    "experiment",
    [BOWL, LINE, LINE.with_(method="mini-batch", batch_size=4), LINE.with_(method="stochastic")],
)
def test_the_target_is_reached_where_a_recorded_run_stops_for_it(experiment: Experiment) -> None:
    objective = Objective(experiment.objective, experiment.dataset)
    setup, rates = SharedSetup.of(experiment, objective), np.array([0.01, 0.05, 0.2, 0.24, 3.0])
    ensemble = Ensemble(setup, np.tile(experiment.start, (5, 1)), rates, target_loss=0.5)
    ensemble.advance(100)
    for rate, reached in zip(rates.tolist(), ensemble.outcome().reached_at, strict=True):
        run = Run(experiment.with_(learning_rate=rate, stop_loss=0.5, iterations=100))
        run.advance(100)
        assert run.stop is not None
        expected = run.stop.t if run.stop.reason is StopReason.TARGET_LOSS else NEVER
        assert reached == expected


@pytest.mark.parametrize("gradient", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("name", RULES)
def test_no_rule_makes_a_finite_theta_of_a_gradient_that_is_not(name: str, gradient: float) -> None:
    rule = make_rule(name, {})
    theta = np.array([[1.0, 2.0]])
    with np.errstate(all="ignore"):
        delta, _ = rule.update(np.array([[gradient, 1.0]]), rule.init(theta), 0, 0.1, theta)
    assert not np.isfinite(theta + delta)[0, 0]
