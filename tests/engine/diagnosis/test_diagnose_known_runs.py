"""Verdicts where one is easily wrong, each against what is known of the run by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.diagnosis.gradient_noise import gradient_noise
from gdsim.engine.diagnosis.verdict import Verdict
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario


def made(objective: str, start: tuple[float, ...], rate: float, updates: int, **more: Any) -> Run:
    run = Run(Experiment(objective=objective, start=start, learning_rate=rate, **more))
    run.advance(updates)
    return run


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


def test_heavy_tails_in_small_batches_are_no_divergence() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_t(2, size=60)
    data = Dataset("tails", ("x", "y"), np.c_[x, 2 * x + rng.normal(size=60)])
    rate = 0.6 / float(np.mean(x**2))
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    run = made("(w*x - y)^2", (2.0,), rate, 200, **plan)
    assert diagnose(run).verdict is not Verdict.DIVERGING


@pytest.mark.parametrize("order", ["shuffle", "reshuffle", "fixed"])
def test_batches_of_all_rows_know_no_chance(order: str) -> None:
    rng = np.random.default_rng(0)
    data = Dataset("twenty", ("x", "y"), rng.normal(size=(20, 2)))
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 20, "order": order}
    diagnosis = diagnose(made("(w*x + b - y)^2", (0.0, 0.0), 0.05, 10, dataset=data, **plan))
    assert diagnosis.is_exact
    assert not diagnosis.seen.is_noisy


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


def test_the_scatter_at_a_noisy_floor_is_that_of_all_batches_there_are() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=12)
    data = Dataset("dozen", ("x", "y"), np.c_[x, x + rng.normal(size=12)])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 3, "order": "reshuffle"}
    run = made("(w*x + b - y)^2", (0.0, 0.0), 0.1, 3000, dataset=data, **plan)
    diagnosis = diagnose(run)
    assert diagnosis.verdict is Verdict.NOISY_FLOOR
    batching = run.segments[-1].batching
    every = gradient_noise(run.objective, run.theta, batching, cloud="every")
    assert every.is_whole
    away = every.gradients - every.full_gradient
    assert diagnosis.scatter == pytest.approx(float(np.sqrt((away**2).sum(axis=1).mean())))


def test_a_direction_lost_in_rounding_that_grows_is_noticed() -> None:
    """After 30 updates w2 is 2 * 0.2^30; at a rate of 0.3 each multiplies it by -1.4."""
    run = made("w1^2 + 4*w2^2", (4.0, 2.0), 0.1, 30).branch(30, learning_rate=0.3)
    verdicts = []
    while run.stop is None:
        run.advance(10)
        verdicts.append(diagnose(run).verdict)
    assert verdicts[-1] is Verdict.DIVERGING
    # It is said before w2 is as large as it was at first: 0.2^30 * 1.4^144 is 1.
    assert verdicts[14:] == [Verdict.DIVERGING] * (len(verdicts) - 14)


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


def test_a_run_with_batches_that_blows_up_is_at_no_floor() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=100), rng.normal(size=100)
    data = Dataset("plane", ("x1", "x2", "y"), np.c_[a, b, 2 * a - b + 1])
    plan: dict[str, Any] = {"method": "stochastic", "seed": 1, "dataset": data}
    run = made("(a*x1 + b*x2 + c - y)^2", (0.5, 0.5, 0.5), 0.5, 20, **plan)
    for _ in range(6):
        assert diagnose(run).seen.loss > 100 * diagnose(run).seen.first_loss
        assert diagnose(run).verdict is Verdict.DIVERGING
        run.advance(5)


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


def slowly_fitted(scale: float) -> Run:
    """Return a run with batches that goes steadily down a valley, far from its end."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=200)
    data = Dataset("valley", ("x", "z", "y"), np.c_[x, scale * rng.normal(size=200), x])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 50, "dataset": data}
    # Along v the loss falls from about 2 scale^2 by 2 * 2 scale^2 * 0.05 of that in each update.
    return made("(w*x - y)^2 + (v*z - 2*z)^2", (1.0, 0.0), 0.05, 400, **plan)


def test_a_run_with_batches_that_gains_little_of_what_is_left_is_slow() -> None:
    assert diagnose(slowly_fitted(0.02)).verdict is Verdict.SLOW
    assert diagnose(slowly_fitted(0.2)).verdict is Verdict.FALLING


def test_with_batches_and_no_curvature_nothing_is_said_of_what_is_left() -> None:
    """The second derivative of |v|^1.5 is not finite at 0, where v is for ever."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=200)
    data = Dataset("valley", ("x", "y"), np.c_[x, x])
    plan: dict[str, Any] = {"method": "mini-batch", "batch_size": 50, "dataset": data}
    run = made("(w*x - y)^2 + abs(v)^1.5", (0.0, 0.0), 1e-4, 400, **plan)
    diagnosis = diagnose(run)
    assert diagnosis.curvature is None
    assert diagnosis.verdict is Verdict.FALLING


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


def test_a_saddle_that_rounding_alone_hides_is_no_minimum() -> None:
    text = "2.6*x^2+2.0*x*y-0.8*y^2+8.88*x+4.6*y"
    first = diagnose(made(text, (-1.9, 0.5), 0.1, 0))
    assert 0 < first.seen.gradient_norm < 1e-13
    assert first.verdict is Verdict.SADDLE
    run = made(text, (-1.9, 0.5), 0.1, 200)
    assert diagnose(run).verdict in (Verdict.SADDLE, Verdict.DIVERGING)
    run.advance(300)
    assert diagnose(run).verdict is Verdict.DIVERGING


def test_directions_that_have_arrived_no_longer_count() -> None:
    # At 0.038 the factors are 0.962 along x and -0.9 along y, which has gone long before.
    run = made("0.5*x^2 + 25*y^2", (4.0, 2.0), 0.038, 30)
    assert diagnose(run).verdict is Verdict.ZIGZAG
    run.advance(320)
    assert diagnose(run).verdict is Verdict.CONVERGING
    assert diagnose(run).lowest == pytest.approx(0.962)


def test_rounding_that_grows_leaves_it_unsettled_what_becomes_of_a_run() -> None:
    # (1, 2) is an eigenvector of 2.4; along (2, -1), of 12.4, only rounding is left.
    text = "5.2*x^2 - 4*x*y + 2.2*y^2 - 0.7*x + 0.1*y"
    hessian = np.array([[10.4, -4], [-4, 4.4]])
    center = np.linalg.solve(hessian, [0.7, -0.1])
    start = center + np.array([0.3, 0.6])
    run = made(text, (float(start[0]), float(start[1])), 0.3, 1)
    diagnosis = diagnose(run)
    assert diagnosis.verdict is Verdict.UNSETTLED
    assert diagnosis.factor == pytest.approx(1 - 0.3 * 2.4)
    assert diagnosis.latent == pytest.approx(1 - 0.3 * 12.4)
    run.advance(300)
    assert diagnose(run).verdict is Verdict.DIVERGING


def test_a_loss_without_a_minimum_falls_and_is_not_said_to_converge() -> None:
    run = made("x^3", (0.5,), 0.1, 200, rule="adam")
    assert diagnose(run).verdict is Verdict.FALLING


def test_growth_on_a_bounded_loss_is_no_divergence() -> None:
    run = made("x^2/(1 + x^2)", (-0.818,), 3.39, 1, rule="momentum")
    while run.length < 300:
        assert diagnose(run).verdict is not Verdict.DIVERGING
        run.advance(13)


def test_a_separable_fit_has_no_noisy_floor() -> None:
    x = np.random.default_rng(4).normal(size=40)
    data = Dataset("apart", ("x", "y"), np.c_[x, np.sign(x - 0.2)])
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    for rule, rate in (("rmsprop", 0.241), ("gd", 0.5), ("momentum", 0.1), ("adam", 0.3)):
        run = made("log(1 + exp(-y*(w*x + b)))", (0.0, 0.0), rate, 10, rule=rule, **plan)
        while run.length < 600:
            assert diagnose(run).verdict is not Verdict.NOISY_FLOOR
            run.advance(50)


def test_a_rule_that_scales_its_steps_is_at_rest_and_may_leave() -> None:
    run = made("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", (2.3, -3.4), 0.5, 95, rule="rmsprop")
    assert diagnose(run).verdict is Verdict.AT_REST


def test_rows_of_different_curvature_prove_no_divergence() -> None:
    """Half of the rows have the factor 0: a run sees them again and again."""
    data = Dataset("mixed", ("x",), np.array([[0.5], [1.2]] * 10))
    plan: dict[str, Any] = {"method": "stochastic", "dataset": data}
    # 1 - 2 x^2 eta with eta = 2: 0 for 0.5, -4.76 for 1.2; with all rows 1 - 3.38.
    run = made("(w*x - x)^2", (3.0,), 2.0, 40, **plan)
    assert run.stop is None
    assert diagnose(run).verdict is not Verdict.DIVERGING


def test_a_run_broken_off_far_below_zero_that_theory_knows_is_told_by_theory() -> None:
    """The minimum of (x - 1e6)^2 - 1e12 is beyond what a run may reach from a loss of 0."""
    run = made("(x - 1e6)^2 - 1e12", (0.0,), 0.1, 100)
    assert run.stop is not None
    assert diagnose(run).verdict is Verdict.CONVERGING


def test_a_step_that_is_lost_in_rounding_is_no_arrival() -> None:
    run = made("x^2 + 4*y^2", (3.0, 1.0), 1e-18, 5)
    assert diagnose(run).verdict is Verdict.SLOW
    assert diagnose(run).seen.stands_still
