"""What is said of sweeps."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.many.axes import LEARNING_RATE, Axis
from gdsim.engine.many.regions import REGIONS, Region
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.many.map_findings import UNKNOWN, map_findings
from gdsim.study.many.map_sentences import map_sentences
from gdsim.study.many.sweep_findings import (
    SweepFindings,
    _scatter,
    findings,
    present_value,
    stable_bound,
)
from gdsim.study.many.sweep_sentences import sweep_sentences

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4, 2))


def swept(
    experiment: Experiment, *axes: Axis, updates: int = 100, portions: int | None = None
) -> SweepFindings:
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    sweep = Sweep(experiment, axes, updates, objective=objective)
    work = sweep.work()
    for _ in work if portions is None else zip(range(portions), work, strict=False):
        pass
    return findings(sweep.result(), experiment, objective, updates)


def test_bound_of_the_bowl_is_that_of_its_largest_eigenvalue() -> None:
    # The Hessian is diag(2, 8): 2/8.
    bound = stable_bound(BOWL, Objective(BOWL.objective))
    assert bound is not None
    assert bound.rate == pytest.approx(0.25, rel=1e-15)
    assert bound.is_quadratic


def test_bound_of_momentum_is_wider_and_other_rules_have_none() -> None:
    objective = Objective(BOWL.objective)
    bound = stable_bound(BOWL.with_(rule="momentum", settings={"beta": 0.5}), objective)
    # Polyak: 2 (1 + beta) / lambda.
    assert bound is not None and bound.rate == pytest.approx(3 / 8)
    assert stable_bound(BOWL.with_(rule="adam"), objective) is None


def test_bound_is_called_local_where_the_loss_is_not_quadratic() -> None:
    steep = Experiment(objective="x^4", start=(2,))
    found = swept(steep, Axis(LEARNING_RATE, (0.001, 0.01)))
    # 12 x^2 = 48 at the start.
    assert found.bound is not None
    assert found.bound.rate == pytest.approx(2 / 48)
    assert "0.04167" in sweep_sentences(found)
    assert "at the start" in sweep_sentences(found)


def test_with_batches_the_bound_is_said_to_be_that_of_all_rows() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=40)
    data = Dataset("line", ("x", "y"), np.c_[x, 2 * x + rng.normal(size=40)])
    fit = Experiment(objective="(w*x + b - y)^2", dataset=data, method="stochastic")
    found = swept(fit, Axis(LEARNING_RATE, (0.01, 0.3, 0.8, 1.2)))
    assert found.bound is not None
    assert found.bound.is_of_batches
    said = sweep_sentences(found)
    assert "With all rows in every update, rates below " in said
    assert "small batches may need less" in said
    assert "rates below" in sweep_sentences(swept(fit.with_(method="batch"), found.result.axes[0]))
    assert not stable_bound(fit.with_(method="batch"), Objective(fit.objective, data)).is_of_batches


def test_saddle_has_no_bound() -> None:
    saddle = Experiment(objective="x^2 - y^2", start=(1, 1))
    assert stable_bound(saddle, Objective(saddle.objective)) is None


def test_sentences_tell_the_best_rate_the_range_and_the_bound() -> None:
    rates = (0.001, 0.05, 0.1, 0.2, 0.24, 0.3)
    found = swept(BOWL, Axis(LEARNING_RATE, rates))
    factors = {rate: max(abs(1 - 2 * rate), abs(1 - 8 * rate)) for rate in rates}
    assert min(factors, key=lambda rate: factors[rate]) == 0.2
    said = sweep_sentences(found)
    assert "Best of those tried, after 100 updates: η = 0.2 with a loss of " in said
    # 0.05 shrinks by 0.9 an update and 0.6^20 > 0.9^100; 0.24 by 0.92 only.
    assert "Just right are 0.05 to 0.2: as far after 100 updates as the fastest after 20" in said
    assert "From 0.3 on, runs diverge." in said
    assert "below 0.25 are stable" in said


def test_growth_within_the_updates_and_divergence_are_told_apart() -> None:
    # Just above 2/8 the loss grows by (1 - 8 * 0.2583)^2 = 1.14 an update.
    said = sweep_sentences(swept(BOWL, Axis(LEARNING_RATE, (0.2, 0.2583, 0.5, 1.0))))
    assert "From 0.2583 on, the loss ends above that at the start; from 0.5 on" in said
    assert "below 0.25 are stable" in said


def test_rate_beyond_the_bound_of_a_quadratic_is_too_large_however_few_the_updates() -> None:
    # From (4, 0.001) the steep direction has grown by 1.02^5 only, the other has shrunk.
    found = swept(BOWL.with_(start=(4, 0.001)), Axis(LEARNING_RATE, (0.1, 0.2, 0.2525)), updates=5)
    assert found.region is not None
    assert not found.result.has_grown.any()
    assert REGIONS[found.region[2]] is Region.TOO_LARGE
    assert REGIONS[found.region[1]] is Region.JUST_RIGHT


def test_of_rates_that_all_arrived_the_first_to_be_there_is_best() -> None:
    found = swept(BOWL, Axis(LEARNING_RATE, (0.05, 0.1, 0.2, 0.22)), updates=5000)
    assert (found.result.final_loss == 0).sum() > 1
    assert found.best == (2,)
    # What is lower by far on a logarithmic axis is lower, however small both are.
    found = swept(BOWL, Axis(LEARNING_RATE, (0.05, 0.17, 0.2, 0.24)), updates=300)
    assert found.best == (int(np.argmin(found.result.final_loss)),)


def test_best_rate_is_just_right_where_noise_alone_would_prefer_another() -> None:
    experiment = builtin_scenario("linear-regression").experiment
    rates = tuple(np.geomspace(0.001, 10, 100).tolist())
    found = swept(experiment, Axis(LEARNING_RATE, rates))
    assert found.best is not None and found.region is not None
    loss = found.result.final_loss
    assert REGIONS[found.region[found.best]] is Region.JUST_RIGHT
    assert REGIONS[found.region[np.nanargmin(loss)]] is Region.TOO_SMALL
    assert loss[found.best] - np.nanmin(loss) < 0.01 * found.result.start_loss


def noisy(sizes: int) -> SweepFindings:
    experiment = builtin_scenario("linear-regression").experiment
    return swept(experiment, Axis("batch_size", tuple(range(1, sizes + 1))))


def test_batch_sizes_within_the_scatter_are_called_no_better() -> None:
    found = noisy(60)
    assert found.scatter is not None and found.best is not None
    loss = found.result.final_loss
    # Far from all are worse for sure, and hardly the largest ones.
    near = loss[max(0, found.best[0] - 10) : found.best[0] + 10]
    assert 0.3 * near.std() < found.scatter.loss < 2 * near.std()
    assert 5 < found.scatter.count < 60
    said = sweep_sentences(found)
    assert f"{found.scatter.count} of 60 sizes are within twice that of the lowest" in said


def test_scatter_is_told_of_neighbours_and_not_of_a_trend() -> None:
    found = noisy(60)
    tilted = replace(found.result, final_loss=found.result.final_loss + np.linspace(0, 5, 60))
    other = replace(found.result, final_loss=np.linspace(1, 6, 60))
    assert (one := _scatter(tilted)) is not None and one.loss < 0.1
    assert (two := _scatter(other)) is not None and two.loss == pytest.approx(0, abs=1e-12)


def test_noise_is_named_where_learning_rates_saw_the_same_batches() -> None:
    experiment = builtin_scenario("linear-regression").experiment
    rates = Axis(LEARNING_RATE, (0.01, 0.1))
    small = experiment.with_(method="mini-batch", batch_size=8)
    assert "another seed" in sweep_sentences(swept(small, rates))
    assert "another seed" not in sweep_sentences(swept(experiment.with_(method="batch"), rates))


def test_rates_in_any_order_are_told_from_the_smallest_to_the_largest() -> None:
    found = swept(BOWL, Axis(LEARNING_RATE, (0.2, 0.3, 0.1)))
    assert "Just right are 0.1 to 0.2:" in sweep_sentences(found)


def test_rates_that_are_unstable_though_the_loss_falls_are_not_said_to_grow() -> None:
    """From (4, 0) there is no way to go along the steepest direction."""
    found = swept(BOWL.with_(start=(4, 0)), Axis(LEARNING_RATE, (0.3, 0.5)), updates=50)
    said = sweep_sentences(found)
    assert "None is just right" in said
    assert "grows" not in said


def test_all_diverged_is_said_with_the_smallest_rate() -> None:
    said = sweep_sentences(swept(BOWL, Axis(LEARNING_RATE, (0.5, 0.7, 1.0))))
    assert "Every run diverged, down to 0.5." in said


def test_starts_that_were_broken_off_are_not_said_to_have_failed() -> None:
    experiment = Experiment(objective="w1^2 + 4*w2^2", learning_rate=0.0001)
    axis = tuple(np.linspace(-2.0, 2.0, 20))
    work = StartMap(experiment, [Side("w1", axis), Side("w2", axis)], 10_000)
    steps = work.work()
    next(steps)
    steps.close()
    result = work.result()
    assert 0 < result.updates.max() < 10_000
    found = map_findings(result, ("w1", "w2"), 10_000)
    assert (found.code == UNKNOWN).all()
    assert "0 of 400 starts are done" in map_sentences(found)


def test_cancelled_sweep_says_how_much_is_done() -> None:
    over_beta = swept(
        BOWL.with_(rule="momentum"),
        Axis("beta", (0.1, 0.2, 0.3, 0.4)),
        updates=16,
        portions=4,
    )
    assert sweep_sentences(over_beta).startswith("Cancelled: 2 of 4 runs are done.")
    assert over_beta.is_begun.tolist() == [True, True, False, False]


def test_runs_left_half_way_are_told_with_the_updates_they_made() -> None:
    found = swept(BOWL, Axis(LEARNING_RATE, (0.1, 0.2)), updates=100, portions=2)
    # Two portions, the first up to the mark at 4; runs have neither ended nor diverged.
    said = sweep_sentences(found)
    assert "Cancelled: 0 of 2 runs are done." in said
    assert "Best so far, after 20 updates: η = 0.2" in said


def test_present_values_are_those_in_force() -> None:
    momentum = BOWL.with_(rule="momentum")
    assert present_value(momentum, 1, "beta") == 0.9
    assert present_value(momentum.with_(settings={"beta": 0.4}), 1, "beta") == 0.4
    assert present_value(BOWL, 50, "batch_size") == 50
    assert present_value(BOWL.with_(method="stochastic"), 50, "batch_size") == 1
    assert present_value(BOWL.with_(method="mini-batch", batch_size=8), 50, "batch_size") == 8
