"""Verdicts against what long loops of plain NumPy, or long runs, do in the end."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import make_rule
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import LINEAR_RULES
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.forecast import State, forecast
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario

Array = np.ndarray
BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))


def quadratics(count: int, d: int, seed: int) -> tuple[Array, Array, Array]:
    """Return Hessians (count, d, d), starts (count, d) around the minimum at 0, and rates."""
    rng = np.random.default_rng((seed, d))
    eigenvalues = 10 ** rng.uniform(-3, 0, (count, d)) * 10 ** rng.uniform(-2, 3, (count, 1))
    turn = np.linalg.qr(rng.normal(size=(count, d, d)))[0]
    hessians = np.einsum("nij,nj,nkj->nik", turn, eigenvalues, turn)
    shares = np.where(
        rng.random(count) < 0.5, rng.uniform(0.01, 3, count), 10 ** rng.uniform(-2, 0.4, count)
    )
    return hessians, rng.normal(size=(count, d)), shares * 2 / eigenvalues.max(axis=1)


def factors_of_long_loops(hessians: Array, starts: Array, rates: Array) -> Array:
    """Return what an update multiplies theta by once it does nothing else, one for each problem.

    An update is linear in theta: 64 of them are the 64th power of its matrix, worked out by
    multiplying, and theta may be given its length back in between.
    """
    d = starts.shape[1]
    once = np.eye(d) - rates[:, np.newaxis, np.newaxis] * hessians
    often = once
    for _ in range(6):
        often = often @ often
    factors, going = np.full(len(rates), np.nan), np.arange(len(rates))
    theta = starts[:, :, np.newaxis]
    for _ in range(200_000):
        theta = often[going] @ theta
        theta /= np.linalg.norm(theta, axis=1, keepdims=True)
        after = once[going] @ theta
        factor = (after * theta).sum(axis=(1, 2))
        rest = np.linalg.norm(after[:, :, 0] - factor[:, np.newaxis] * theta[:, :, 0], axis=1)
        settled = rest <= 1e-7 * np.abs(factor)
        factors[going[settled]] = factor[settled]
        going, theta = going[~settled], theta[~settled]
        if not len(going):
            break
    assert not len(going), f"{len(going)} loops have not settled"
    return factors


def test_random_quadratics_do_what_the_verdict_says(full: bool) -> None:
    seen: dict[Verdict, int] = {}
    count = 1250 if full else 250
    for d in (2, 3, 4, 5):
        hessians, starts, rates = quadratics(count, d, seed=7)
        factors = factors_of_long_loops(hessians, starts, rates)
        for hessian, start, rate, factor in zip(hessians, starts, rates, factors, strict=True):
            foretold = forecast(Curvature.of(hessian), State(hessian @ start), rate)
            assert foretold.slowest == pytest.approx(factor, rel=1e-3)
            crossing = np.linalg.eigvals(np.eye(d) - rate * hessian).real.min() <= -0.5
            if abs(factor) > 1:
                expected = Verdict.DIVERGING
            elif factor < 0:
                expected = Verdict.OSCILLATING
            elif factor >= 0.9 and crossing:
                expected = Verdict.ZIGZAG
            else:
                expected = Verdict.SLOW if factor > 0.99 else Verdict.CONVERGING
            assert foretold.verdict is expected
            seen[expected] = seen.get(expected, 0) + 1
    assert sum(seen.values()) == 4 * count
    assert min(seen.values()) > count / 25
    assert len(seen) == 5


@pytest.mark.parametrize("rule", LINEAR_RULES)
def test_runs_of_typed_quadratics_grow_or_shrink_as_the_verdict_says(rule: str) -> None:
    rng = np.random.default_rng(3)
    diverging = 0
    for _ in range(12):
        a, b, c = rng.uniform(0.2, 3), rng.uniform(-0.3, 0.3), rng.uniform(0.2, 3)
        rate = rng.uniform(0.05, 2) / max(a, c)
        experiment = Experiment(
            objective=f"{a}*x^2 + {b}*x*y + {c}*y^2 + x - 2*y",
            start=(1.0, 2.0),
            rule=rule,
            learning_rate=rate,
        )
        run = Run(experiment)
        run.advance(2)
        diagnosis = diagnose(run)
        assert diagnosis.is_exact
        hessian = np.array([[2 * a, b], [b, 2 * c]])
        theta, t = np.array([1.0, 2.0]), 0
        made = make_rule(rule, {})
        state = made.init(theta)
        while t < 5000 and np.abs(theta).max() < 1e12:
            gradient = hessian @ theta + [1, -2]
            delta, state = made.update(gradient, state, t, rate, theta)
            theta, t = theta + delta, t + 1
        assert (diagnosis.verdict is Verdict.DIVERGING) == (t < 5000)
        diverging += t < 5000
    assert 0 < diverging < 12


@pytest.mark.parametrize(
    ("start", "rate", "verdict"),
    [
        ((4, 2), 0.1, Verdict.CONVERGING),
        ((4, 2), 0.2, Verdict.CONVERGING),
        ((4, 2), 0.21, Verdict.OSCILLATING),
        ((4, 2), 0.2501, Verdict.DIVERGING),
        ((4, 2), 0.002, Verdict.SLOW),
        ((4, 0), 0.3, Verdict.CONVERGING),
        ((0, 2), 0.2, Verdict.OSCILLATING),
        ((0, 0), 9.0, Verdict.CONVERGED),
    ],
)
def test_toy_bowl(start: tuple[float, float], rate: float, verdict: Verdict) -> None:
    run = Run(BOWL.with_(start=start, learning_rate=rate))
    run.advance(3)
    diagnosis = diagnose(run)
    assert diagnosis.is_exact
    assert diagnosis.verdict is verdict
    assert (diagnosis.smallest, diagnosis.largest) == (2, 8)
    assert diagnosis.rates is not None
    assert diagnosis.rates.stable_below == 0.25


def test_a_run_that_has_arrived_is_converged() -> None:
    run = Run(BOWL.with_(learning_rate=0.2))
    run.advance(100)
    assert diagnose(run).verdict is Verdict.CONVERGED


@pytest.mark.parametrize(
    ("objective", "verdict"),
    [
        ("x^2 - 0.01*y^2", Verdict.DIVERGING),
        ("x^2 + 0*y + y", Verdict.DIVERGING),
        ("(x + y)^2", Verdict.CONVERGING),
        ("x - y", Verdict.DIVERGING),
    ],
)
def test_directions_without_a_minimum(objective: str, verdict: Verdict) -> None:
    run = Run(Experiment(objective=objective, start=(1.0, 2.0)))
    run.advance(5)
    diagnosis = diagnose(run)
    assert diagnosis.is_exact
    assert diagnosis.verdict is verdict


def test_a_scheduled_rate_leaves_theory_aside() -> None:
    run = Run(BOWL.with_(schedule="exponential"))
    run.advance(5)
    assert not diagnose(run).is_exact


def test_curvature_told_of_a_run_that_diverged_is_that_of_the_point_shown() -> None:
    run = Run(Experiment(objective="x^2 + (y^2 - 1)^2/4", start=(1.0, 0.1), learning_rate=1.1))
    run.advance(1000)
    assert run.stop is not None
    # The Hessian is diagonal: 2 and 3 y^2 - 1.
    expected = sorted((2.0, 3 * float(run.theta[1]) ** 2 - 1))
    assert diagnose(run).curvature.eigenvalues == pytest.approx(np.array(expected))


def test_the_stuck_run_at_a_saddle_and_the_plateau_are_told() -> None:
    run = run_scenario(builtin_scenario("saddle"), updates=30)
    assert diagnose(run).verdict is Verdict.SADDLE
    flat = Run(Experiment(objective="(1 - sigmoid(10*w))^2", start=(-3.0,)))
    flat.advance(100)
    assert diagnose(flat).verdict is Verdict.PLATEAU


def test_a_noisy_bowl_reaches_its_floor_and_the_same_without_noise_does_not() -> None:
    scenario = builtin_scenario("noisy-bowl")
    assert diagnose(run_scenario(scenario)).verdict is Verdict.NOISY_FLOOR
    run = Run(scenario.experiment.with_(method="batch", epochs=None))
    run.advance(30)
    assert diagnose(run).verdict is Verdict.CONVERGING


@pytest.mark.parametrize("t", [0, 1, 2, 7])
@pytest.mark.parametrize("name", [name for name, _ in builtin_scenarios()])
def test_every_run_has_a_verdict_however_short(name: str, t: int) -> None:
    diagnosis = diagnose(run_scenario(builtin_scenario(name), updates=t))
    assert diagnosis.seen.updates == t
    assert diagnosis.verdict in Verdict


def test_a_rounded_run_is_judged_by_its_rows_not_by_theory() -> None:
    run = Run(
        Experiment(
            objective="w1^2 + 4*w2^2",
            start=(4.0, 2.0),
            learning_rate=0.1,
            round_parameters="2 decimals",
        )
    )
    run.advance(10)
    assert not diagnose(run).is_exact


@pytest.mark.parametrize("batch_size", [1, 8, 32])
@pytest.mark.parametrize("rate", [0.1, 0.02])
def test_a_noisy_floor_is_one_from_which_a_longer_run_does_not_fall(
    batch_size: int, rate: float
) -> None:
    plan = builtin_scenario("linear-regression").experiment.with_(
        epochs=None, learning_rate=rate, batch_size=batch_size
    )
    told = set()
    for seed in range(4):
        run = Run(plan.with_(seed=seed))
        long = Run(plan.with_(seed=seed), run.objective)
        long.advance(4000)
        floor = float(np.mean(run.objective.value(long.columns(2000, 4000).theta)))
        start = float(run.objective.value(run.theta))
        for t in (4, 9, 16, 33, 60, 200, 800):
            run.advance(t - run.length)
            now = float(run.objective.value(run.columns(3 * t // 4, t).theta).mean())
            verdict = diagnose(run).verdict
            told.add(verdict)
            if verdict is Verdict.NOISY_FLOOR:
                assert now - floor <= 0.02 * (start - floor), (seed, t)
    assert Verdict.NOISY_FLOOR in told


def test_rows_before_a_change_of_settings_say_nothing_of_the_run_after_it() -> None:
    plan = builtin_scenario("linear-regression").experiment.with_(epochs=None, method="batch")
    run = Run(plan)
    run.advance(4)
    run = run.branch(4, method="mini-batch")
    run.advance(4)
    assert diagnose(run).verdict is Verdict.TOO_EARLY
    run.advance(100)
    assert diagnose(run).verdict is Verdict.NOISY_FLOOR
    # A limit that ends a run is no other setting of its updates.
    assert diagnose(run.branch(run.length, iterations=500)).verdict is Verdict.NOISY_FLOOR


def test_a_gradient_that_grows_by_more_than_a_float_holds_is_one_of_a_diverging_run() -> None:
    run = Run(Experiment(objective="x^2", start=(1e-200,), learning_rate=1e308, iterations=3))
    run.advance(3)
    assert abs(float(run.row(run.length).gradient[0])) > 2e-200 * sys.float_info.max
    assert diagnose(run).verdict is Verdict.DIVERGING
