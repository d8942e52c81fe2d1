"""Conventions of momentum have the theory of their rule; a rate that is searched for has none."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run
from gdsim.study.words.verdicts.verdict_sentence import verdict_lines

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))
FORMS = [("momentum", "rate-inside"), ("nesterov", "rate-inside"), ("nesterov", "lookahead")]


def end_of(rule: str, convention: str, rate: float, updates: int, beta: float = 0.6) -> Run:
    settings = {"convention": convention, "beta": beta}
    run = Run(BOWL.with_(rule=rule, settings=settings, learning_rate=rate))
    run.advance(updates)
    return run


def largest_root_by_running(rule: str, convention: str, h: float, beta: float) -> float:
    """Return the spectral radius of one update of (e, v) at eta lambda = h, from its columns."""
    columns = []
    for e, v in ((1.0, 0.0), (0.0, 1.0)):
        # With eta = h and lambda = 1.
        gradient = e - beta * v if convention == "lookahead" else e
        new = beta * v + h * gradient
        is_shifted = rule == "nesterov" and convention == "rate-inside"
        columns.append((e - (h * gradient + beta * new if is_shifted else new), new))
    return float(np.abs(np.linalg.eigvals(np.array(columns).T)).max())


@pytest.mark.parametrize(("rule", "convention"), FORMS)
@pytest.mark.parametrize("rate", [0.001, 0.02, 0.1, 0.2, 0.24, 0.35, 0.5])
def test_factor_is_that_of_the_updates(rule, convention, rate) -> None:
    found = diagnose(end_of(rule, convention, rate, 3))
    slowest = max(largest_root_by_running(rule, convention, rate * c, 0.6) for c in (2, 8))
    assert found.is_exact
    assert abs(found.factor) == pytest.approx(slowest, rel=1e-9)
    assert (found.verdict is Verdict.DIVERGING) == (slowest > 1)
    # 2 (1 + beta)/lambda, and for Nesterov's that through 1 + 2 beta, with lambda = 8.
    bound = 0.4 if rule == "momentum" else 0.4 / 2.2
    assert found.rates.stable_below == pytest.approx(bound)
    assert (rate < bound) == (slowest < 1)


@pytest.mark.parametrize(("rule", "convention"), FORMS)
@pytest.mark.parametrize("updates", [0, 1, 7, 60, 400])
def test_verdict_is_that_of_the_form_without_the_rate_inside(rule, convention, updates) -> None:
    for rate in (0.002, 0.05, 0.15):
        found = diagnose(end_of(rule, convention, rate, updates))
        same = diagnose(end_of(rule, "accumulate", rate, updates))
        assert found.verdict is same.verdict
        assert found.factor == (None if same.factor is None else pytest.approx(same.factor))


@pytest.mark.parametrize(("rule", "convention"), FORMS)
def test_velocity_counts_as_a_sum_of_gradients(rule, convention) -> None:
    run = Run(BOWL.with_(rule=rule, settings={"convention": convention}, learning_rate=0.05))
    run.advance(3)
    velocity = run.row(2).state["velocity"]
    np.testing.assert_allclose(diagnose(run).seen.velocity, velocity / 0.05, rtol=1e-14)


# --- schedules --------------------------------------------------------------------------------


@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
@pytest.mark.parametrize(
    ("objective", "start"),
    [
        ("w1^2 + 4*w2^2", (4.0, 2.0)),
        ("w1^2 + 400*w2^2", (400.0, 1.0)),
        ("(1 - x)^2 + 100*(y - x^2)^2", (-1.2, 1.0)),
        ("w1^4 + w2^2", (2.0, 1.0)),
    ],
)
@pytest.mark.parametrize("updates", [0, 1, 12, 150])
def test_nothing_is_said_of_a_rate_that_a_line_search_finds(
    schedule, objective, start, updates
) -> None:
    run = Run(BOWL.with_(objective=objective, start=start, schedule=schedule, learning_rate=1.0))
    run.advance(updates)
    found = diagnose(run)
    assert found.rates is None and found.forecast is None and not found.is_exact
    assert found.seen.learning_rate == run.row(run.length).learning_rate
    lines = verdict_lines(run)
    assert not any("stable" in line or "η" in line for line in lines)
    # With either search the loss never rises.
    assert found.verdict not in (Verdict.RISING, Verdict.DIVERGING)
    losses = run.columns(0, run.length).loss
    assert (np.diff(losses) <= 1e-12 * np.abs(losses[:-1])).all()


def test_exact_line_search_in_a_narrow_valley_keeps_falling_by_the_same_share() -> None:
    # From (kappa, 1) on x^2 + kappa y^2 every step turns at a right angle, by (kappa-1)/(kappa+1).
    run = Run(BOWL.with_(objective="w1^2/2 + 20*w2^2/2", start=(20.0, 1.0), schedule="exact"))
    run.advance(30)
    thetas = run.columns(0, 30).new_theta
    share = 19 / 21
    expected = [[20 * share**t, (-share) ** t] for t in range(1, 31)]
    np.testing.assert_allclose(thetas, expected, rtol=1e-9)
    assert diagnose(run).verdict is Verdict.FALLING


def test_line_that_leads_nowhere_finite_is_told_as_that() -> None:
    run = Run(BOWL.with_(objective="x", start=(20.0,), schedule="exact"))
    run.advance(3)
    assert verdict_lines(run) == [
        "diverging",
        "Diverging: the first update leads to no finite point; the loss is 20.",
    ]


def test_bound_holds_for_the_rate_that_an_epoch_has() -> None:
    settings = {"per": "epoch", "drop_every": 3}
    run = Run(BOWL.with_(schedule="step", settings=settings, learning_rate=0.2))
    run.advance(7)
    found = diagnose(run)
    assert found.forecast is None
    assert (found.rates.stable_below, found.seen.learning_rate) == (0.25, 0.05)


# --- bounds and a velocity to begin with -------------------------------------------------------


@pytest.mark.parametrize(("rate", "is_stable"), [(0.2, True), (0.3, False)])
def test_a_run_at_a_bound_has_converged_only_where_its_rate_is_stable_besides(
    rate: float, is_stable: bool
) -> None:
    """Of 4 w2^2, which no bound holds back, rates below 2/8 are stable; w1^2 ends at its bound."""
    near = BOWL.with_(start=(1.0, 1e-9), bounds={"w1": (1.0, np.inf)}, learning_rate=rate)
    run = Run(near)
    run.advance(1)
    assert diagnose(run).held == ("w1",)
    assert (diagnose(run).verdict is Verdict.CONVERGED) == is_stable
    run.advance(400)
    assert (abs(run.theta[1]) < 1e-9) == is_stable


@pytest.mark.parametrize("rule", ["momentum", "nesterov"])
def test_a_velocity_that_is_forgotten_at_once_leads_nowhere(rule: str) -> None:
    hill = Experiment(objective="-w1^2", start=(0.0,), rule=rule, initial={"velocity_w1": 2.0})
    left = {}
    for beta in (0.0, 0.5):
        run = Run(hill.with_(settings={"beta": beta}))
        left[beta] = diagnose(run).verdict is Verdict.DIVERGING
        run.advance(50)
        assert left[beta] == bool(run.theta[0])
    assert left == {0.0: False, 0.5: True}


def test_a_velocity_that_grows_behind_a_bound_is_no_rest() -> None:
    """Downhill along w1 the gradient ahead grows with the velocity, by 0.9 (1 + 2 0.1) in each."""
    edge = Experiment(
        objective="w2^2 - w1^2",
        start=(1.0, 0.0),
        bounds={"w1": (-1.0, 1.0)},
        rule="nesterov",
        settings={"convention": "lookahead"},
    )
    run = Run(edge)
    run.advance(50)
    assert run.theta.tolist() == [1.0, 0.0]
    assert diagnose(run).verdict is not Verdict.CONVERGED
    run.advance(20_000)
    assert run.length < 10_000
