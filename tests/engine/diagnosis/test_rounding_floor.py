"""What rounding may add up to, against updates made here with the worst of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.curvature.eigenvalues import Curvature
from gdsim.engine.diagnosis.curvature.rate_bounds import bound_of_step
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.rounding_floor import fall_over, rounding_floor
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

UPDATES = 300
RULES = [
    ("gd", "", 0.0),
    ("momentum", "accumulate", 0.9),
    ("momentum", "average", 0.9),
    ("momentum", "average", 0.99),
    ("nesterov", "accumulate", 0.9),
    ("nesterov", "average", 0.99),
]


def settings_of(convention: str, beta: float) -> dict[str, float | str]:
    return {"beta": beta, "convention": convention} if convention else {}


def answers(rule: str, beta: float, weight: float, h: float) -> np.ndarray:
    """Return what an error of 1 in the gradient of one update does to the slopes that follow."""
    # L = x^2 / 2, so that the slope is x, and the rate is h.
    x, v, found = 0.0, 0.0, []
    for k in range(UPDATES):
        gradient = x + (k == 0)
        if rule == "gd":
            x -= h * gradient
        else:
            v = beta * v + weight * gradient
            x -= h * (v if rule == "momentum" else weight * gradient + beta * v)
        found.append(x)
    return np.array(found)


@pytest.mark.parametrize(("rule", "convention", "beta"), RULES)
@given(share=st.floats(0.001, 1.0))
def test_errors_of_every_update_stay_below_the_floor(
    rule: str, convention: str, beta: float, share: float
) -> None:
    settings = settings_of(convention, beta)
    h = share * bound_of_step(rule, settings)
    weight = 1 - beta if convention == "average" else 1.0
    found = np.abs(answers(rule, beta, weight, h))
    for updates in (1, 7, UPDATES):
        floor = rounding_floor(Curvature.of(np.eye(1)), 1.0, updates, h, rule, settings)
        worst = found[:updates].sum()
        assert worst <= floor.slopes[0]
        # And it is no more than the sum of what is worked out apart, which are alike.
        assert floor.slopes[0] <= 40 * (worst + 33)


def test_a_direction_that_grows_is_given_no_more_than_one_gradient_is_off_by() -> None:
    few, many = (
        rounding_floor(Curvature.of(np.diag([-1.0, 1.0, 30.0])), 1.0, n, 0.1) for n in (1, 10**6)
    )
    assert few.slopes[0] == many.slopes[0] == many.slopes[2] == 32
    assert many.slopes[1] < 50


@pytest.mark.parametrize(("rule", "convention", "beta"), RULES)
@pytest.mark.parametrize("share", [1.0, 1 - 1e-9, 0.9995])
def test_a_run_that_only_rounding_moves_is_not_said_to_go_anywhere(
    rule: str, convention: str, beta: float, share: float
) -> None:
    """The minimum is where the terms cancel, but not to the last digit."""
    settings = settings_of(convention, beta)
    run = Run(
        Experiment(
            objective="0.1*x1^2 + 1.7018180895518917*x1 + 0.1*x2^2 - 2.5087041142501345*x2",
            start=(-8.509090447759656, 12.543520571250628),
            rule=rule,
            settings=settings,
            learning_rate=share * bound_of_step(rule, settings) / 0.2,
        )
    )
    for t in (0, 1, 2, 10, 100, 2000):
        run.advance(t - run.length)
        assert diagnose(run).verdict is Verdict.CONVERGED, t


@pytest.mark.parametrize(("rule", "convention", "beta"), RULES)
def test_at_the_bound_a_run_that_is_off_by_more_is_said_to_oscillate(
    rule: str, convention: str, beta: float
) -> None:
    settings = settings_of(convention, beta)
    rate = bound_of_step(rule, settings) / 0.2
    run = Run(
        Experiment(
            objective="0.1*(x - 8.5)^2",
            start=(8.5 + 1e-9,),
            rule=rule,
            settings=settings,
            learning_rate=rate,
        )
    )
    for t in (0, 1, 2, 10, 100):
        run.advance(t - run.length)
        assert diagnose(run).verdict is Verdict.OSCILLATING, t


def test_a_fall_that_rounding_blurs_is_told_from_the_gradients() -> None:
    """From 2 to 2 - 1e-9 the loss x^2 + 3 x falls by 7e-9, to nine figures."""
    thetas = [np.array([2 - k * 1e-10]) for k in range(11)]
    objective = Objective("x^2 + 3*x")
    off = 10.0 + np.linspace(7.6e-9, 0, 11)
    assert fall_over(objective, thetas, off) == pytest.approx(7e-9, rel=1e-6)
    assert fall_over(None, thetas, off) == pytest.approx(7.6e-9, rel=1e-3)
    # |x| falls to its kink and rises behind it: there the losses are to be trusted.
    across = [np.array([x]) for x in (0.9e-9, -0.1e-9)]
    kinked = np.array([1 + 0.9e-9, 1 + 0.1e-9])
    assert fall_over(Objective("abs(x) + 1"), across, kinked) == pytest.approx(0.8e-9, rel=1e-6)
