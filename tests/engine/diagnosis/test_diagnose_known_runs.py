"""Verdicts where one is easily wrong, each against what is known of the run by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from tests.engine.diagnosis.made import made


def verdict(objective: str, start: tuple[float, ...], rate: float, updates: int) -> Verdict:
    return diagnose(made(objective, start, rate, updates)).verdict


def collinear() -> Dataset:
    x = np.arange(1.0, 11.0)
    return Dataset("collinear", ("x1", "x2", "y"), np.c_[x, 2 * x + 1, 3 * x + np.sin(x)])


def test_a_sum_of_squares_never_falls_without_end() -> None:
    """Columns that depend on each other leave a direction in which nothing happens."""
    run = made("(w1*x1 + w2*x2 + b - y)^2", (), 0.002, 200, dataset=collinear())
    assert diagnose(run).verdict is Verdict.SLOW
    for t in (1, 50, 200):
        assert diagnose(run.branch(t, learning_rate=0.001)).verdict is Verdict.SLOW


@pytest.mark.parametrize("share", [1e5, 1e7, 1e9])
def test_a_run_far_from_the_minimum_has_not_converged_however_flat_it_is_there(
    share: float,
) -> None:
    run = made(f"{share}*x^2 + y^2", (1.0, 1.0), 0.5 / share, 200)
    # x is at 0 after one update, y is where it was but for 200/share of it.
    diagnosis = diagnose(run)
    assert diagnosis.is_exact
    assert diagnosis.verdict is Verdict.SLOW


def test_years_that_are_not_centred_make_a_slow_fit() -> None:
    years = np.arange(1990.0, 2021.0)
    noise = np.random.default_rng(1).normal(size=len(years))
    data = Dataset("years", ("x", "y"), np.c_[years, 50 + 0.5 * (years - 2005) + noise])
    run = made("(w*x + b - y)^2", (0.0, 0.0), 1e-7, 1000, dataset=data)
    best = np.linalg.lstsq(np.c_[years, np.ones_like(years)], data.values[:, 1], rcond=None)[1]
    assert diagnose(run).seen.loss > 5 * float(best[0]) / len(years)
    assert diagnose(run).verdict is Verdict.SLOW


def test_a_loss_that_falls_fast_is_not_slow_because_its_gradient_grows() -> None:
    run = run_scenario(builtin_scenario("himmelblau"), updates=4)
    assert diagnose(run).verdict is Verdict.FALLING
    # Leaving the saddle, the loss falls faster and faster.
    run = run_scenario(builtin_scenario("saddle"), updates=75)
    assert diagnose(run).verdict is Verdict.FALLING


@pytest.mark.parametrize("updates", [1, 5, 20])
def test_a_steady_pace_down_a_slope_is_not_slow(updates: int) -> None:
    """The gradient of log(cosh(x)) is 1 there, and the loss about x."""
    assert verdict("log(cosh(x))", (10.0,), 0.4, updates) is Verdict.FALLING


def test_a_run_that_creeps_along_a_valley_is_slow() -> None:
    assert verdict("(1 - a)^2 + 100*(b - a^2)^2", (-1.2, 1.0), 0.001, 500) is Verdict.SLOW


@pytest.mark.parametrize("updates", [1, 2, 3])
def test_a_run_that_blows_up_is_diverging_at_once(updates: int) -> None:
    assert verdict("x^4", (3.0,), 0.1, updates) is Verdict.DIVERGING
    assert verdict("(1 - a)^2 + 100*(b - a^2)^2", (-1.2, 1.0), 0.02, updates) is Verdict.DIVERGING


def test_where_the_hessian_is_not_finite_the_rows_still_tell() -> None:
    assert verdict("abs(x)^1.5", (0.0,), 0.1, 5) is Verdict.CONVERGED
    assert verdict("abs(x)^1.5 + y^2", (0.0, 1.0), 0.1, 5) is Verdict.FALLING


@pytest.mark.parametrize("updates", [1, 2])
def test_a_run_that_leaves_where_the_loss_is_defined_diverges(updates: int) -> None:
    diagnosis = diagnose(made("log(x)", (1.0,), 2.0, updates, iterations=1))
    assert not diagnosis.seen.is_finite
    assert diagnosis.verdict is Verdict.DIVERGING


def test_a_run_that_still_moves_is_not_stuck_at_a_saddle() -> None:
    """Rosenbrock's function has no saddle: its one stationary point is the minimum."""
    run = made("(1 - a)^2 + 100*(b - a^2)^2", (-1.2, 1.0), 0.005, 5)
    assert diagnose(run).verdict is not Verdict.SADDLE


@pytest.mark.parametrize(("start", "updates"), [((1.0, 0.0), 150), ((0.0, 0.0), 0)])
@pytest.mark.parametrize("more", ["", " + 0.01*y^4"])
def test_a_run_that_ends_at_a_saddle_is_stuck_there(
    start: tuple[float, float], updates: int, more: str
) -> None:
    assert verdict(f"x^2 - y^2{more}", start, 0.1, updates) is Verdict.SADDLE


def test_the_factor_of_downward_curvature_is_that_of_its_own_direction() -> None:
    # 1 - 8 = -7 along x, 1 + 2 = 3 along y.
    diagnosis = diagnose(made("4*x^2 - y^2", (1.0, 1.0), 1.0, 3))
    assert (diagnosis.factor, diagnosis.downward) == pytest.approx((-7, 3))
    # Along y nothing is off: what grows is x, by 1 - 3 = -2.
    diagnosis = diagnose(made("x^2 - y^2", (1.0, 0.0), 1.5, 3))
    assert diagnosis.factor == pytest.approx(-2)
    assert diagnosis.downward is None


def test_a_loss_that_ends_higher_is_not_converging() -> None:
    assert verdict("1/x + x", (0.1,), 0.2, 20) is Verdict.UNSETTLED


def test_a_loss_that_is_not_finite_has_not_converged() -> None:
    diagnosis = diagnose(made("x^2", (1e155,), 0.1, 3))
    assert diagnosis.verdict is Verdict.DIVERGING
    assert not diagnosis.is_exact


@pytest.mark.parametrize(
    ("objective", "rule"),
    [("(w - 3)^2", "momentum"), ("log(1 + w^2)", "momentum"), ("w^2", "adam")],
)
def test_a_run_that_passes_the_minimum_with_momentum_has_not_converged(
    objective: str, rule: str
) -> None:
    """The first step lands on the minimum; what it was pushed with leads on."""
    start, rate = (0.0, 0.5) if "3" in objective else (1.0, 1.0)
    run = made(objective, (start,), rate, 1, rule=rule)
    assert diagnose(run).seen.gradient_norm < 1e-6
    assert diagnose(run).verdict in (Verdict.CONVERGING, Verdict.FALLING)
    before = run.theta
    run.advance(1)
    assert abs(run.theta - before).max() > 0.1


def test_velocity_at_a_change_of_settings_counts_as_a_way_to_go() -> None:
    run = made("(w - 3)^2", (0.0,), 0.5, 1, rule="momentum").branch(1, learning_rate=2.5)
    run.advance(20)
    assert abs(run.theta[0]) > 1e5
    assert diagnose(run).verdict is Verdict.DIVERGING


def test_a_first_long_step_of_an_adaptive_rule_is_no_divergence() -> None:
    run = made("x^2", (1.0,), 0.5, 1, rule="rmsprop")
    assert diagnose(run).verdict is Verdict.UNSETTLED
    run.advance(300)
    assert abs(run.theta[0]) < 1.5


@pytest.mark.parametrize(
    ("objective", "start", "rate", "more"),
    [
        # The cosine schedule ends at 0, the rounding swallows steps below half a unit.
        ("x^4 + y^4", (1.0, 1.5), 0.005, {"schedule": "cosine"}),
        ("(1 - x)^2 + 100*(y - x^2)^2", (-1.0, 1.0), 0.001, {"round_parameters": "2 decimals"}),
    ],
)
def test_a_run_that_stands_still_is_said_to(
    objective: str, start: tuple[float, ...], rate: float, more: dict[str, Any]
) -> None:
    diagnosis = diagnose(made(objective, start, rate, 300, **more))
    assert diagnosis.seen.stands_still
    assert diagnosis.verdict is Verdict.SLOW


def test_a_hopelessly_small_rate_is_slow_from_the_first_window_on() -> None:
    run = made("(1 - x)^2 + 100*(y - x^2)^2", (-1.0, 1.2), 1e-12, 20)
    assert diagnose(run).verdict is Verdict.SLOW


def test_a_point_of_inflection_is_no_maximum() -> None:
    """The slope of x^4 - 3 x^3 is x^2 (4 x - 9): 0 is passed on the way to 9/4."""
    run = made("x^4 - 3*x^3 + 2", (-1.2675,), 0.0594, 8)
    while abs(run.theta[0] - 9 / 4) > 1e-6:
        assert diagnose(run).verdict is not Verdict.SADDLE
        run.advance(1)


@pytest.mark.parametrize("x", [-1e-3, -1e-9, -1e-15])
def test_nor_is_it_one_however_near_a_run_is_to_it(x: float) -> None:
    # The slope of x^3 at 1 is 3: the first step leads to x, where there is next to none.
    run = made("x^3", (1.0,), (1 - x) / 3, 1).branch(1, learning_rate=1e-9)
    run.advance(20)
    assert run.theta[0] == pytest.approx(x, rel=0.5)
    assert diagnose(run).verdict is not Verdict.SADDLE


def test_a_bowl_is_no_plateau_whatever_is_added_to_it() -> None:
    run = made("x^2 + 1000", (1.0,), 0.01, 20, rule="adam")
    assert diagnose(run).verdict is Verdict.FALLING


def test_with_one_parameter_nothing_zigzags() -> None:
    run = made("log(cosh(x))", (6.0,), 1.9, 12)
    while run.length < 60:
        assert diagnose(run).verdict is not Verdict.ZIGZAG
        run.advance(1)


@pytest.mark.parametrize("rule", ["gd", "momentum", "nesterov"])
def test_curvature_beyond_floats_is_no_error(rule: str) -> None:
    diagnosis = diagnose(made("1e200*(x^2 + 4*y^2)", (1.0, 1.0), 0.1, 0, rule=rule))
    assert diagnosis.verdict is Verdict.DIVERGING


def warmed(updates: int) -> Run:
    """Return a run of the bowl whose rate is 0.3 from update 20 on, beyond 2/8."""
    return made("w1^2 + 4*w2^2", (4.0, 2.0), 0.3, updates, settings={"warmup": 20})


@pytest.mark.parametrize("updates", [30, 40, 50, 60, 70])
def test_after_a_warm_up_theory_knows_what_becomes_of_a_run(updates: int) -> None:
    diagnosis = diagnose(warmed(updates))
    assert diagnosis.is_exact
    assert diagnosis.verdict is Verdict.DIVERGING
    assert diagnosis.factor == pytest.approx(1 - 0.3 * 8)


def test_during_a_warm_up_only_what_was_is_told() -> None:
    assert diagnose(warmed(10)).verdict is Verdict.FALLING


def test_a_cosine_schedule_that_has_ended_is_a_constant_rate() -> None:
    plan: dict[str, Any] = {
        "schedule": "cosine",
        "settings": {"cosine_updates": 10, "final_fraction": 0.5},
    }
    assert not diagnose(made("w1^2 + 4*w2^2", (4.0, 2.0), 0.2, 9, **plan)).is_exact
    after = diagnose(made("w1^2 + 4*w2^2", (4.0, 2.0), 0.2, 10, **plan))
    assert after.is_exact
    assert after.factor == pytest.approx(1 - 0.1 * 2)


@pytest.mark.parametrize("rule", ["momentum", "nesterov"])
def test_exactly_at_the_bound_momentum_swings_for_ever(rule: str) -> None:
    # 2 (1 + beta) / 8, and 2 (1 + beta) / ((1 + 2 beta) 8), with beta 0.9.
    rate = {"momentum": 0.475, "nesterov": 3.8 / 2.8 / 8}[rule]
    diagnosis = diagnose(made("w1^2 + 4*w2^2", (4.0, 2.0), rate, 400, rule=rule))
    assert diagnosis.verdict is Verdict.OSCILLATING
    assert diagnosis.factor == pytest.approx(-1, abs=1e-12)


def test_a_loss_without_a_minimum_falls_and_is_not_said_to_converge() -> None:
    run = made("x^3", (0.5,), 0.1, 200, rule="adam")
    assert diagnose(run).verdict is Verdict.FALLING


def test_growth_on_a_bounded_loss_is_no_divergence() -> None:
    run = made("x^2/(1 + x^2)", (-0.818,), 3.39, 1, rule="momentum")
    while run.length < 300:
        assert diagnose(run).verdict is not Verdict.DIVERGING
        run.advance(13)


def test_a_rule_that_scales_its_steps_is_at_rest_and_may_leave() -> None:
    run = made("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", (2.3, -3.4), 0.5, 95, rule="rmsprop")
    assert diagnose(run).verdict is Verdict.AT_REST


def test_a_run_broken_off_far_below_zero_that_theory_knows_is_told_by_theory() -> None:
    """The minimum of (x - 1e6)^2 - 1e12 is beyond what a run may reach from a loss of 0."""
    run = made("(x - 1e6)^2 - 1e12", (0.0,), 0.1, 100)
    assert run.stop is not None
    assert diagnose(run).verdict is Verdict.CONVERGING
