"""The conventions of momentum have the theory of the rule that they are a form of."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.run.run import Run

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
