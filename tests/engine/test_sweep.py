"""Sweeps against single recorded runs, and the regions of the learning rate against theory."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.dataset import Dataset
from gdsim.engine.ensemble import NEVER
from gdsim.engine.errors import InputError
from gdsim.engine.experiment import Experiment
from gdsim.engine.objective import Objective
from gdsim.engine.regions import REGIONS, Region, regions
from gdsim.engine.run import Run
from gdsim.engine.sweep import Axis, Sweep, SweepResult

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))
RATES = (0.001, 0.05, 0.2, 0.24, 0.26, 1.0)


def line() -> Experiment:
    rng = np.random.default_rng(1)
    x = rng.uniform(-1, 1, 40)
    rows = Dataset("line", ("x", "y"), np.column_stack([x, 2 * x + rng.normal(0, 0.2, 40)]))
    return Experiment(objective="(w*x + b - y)^2", dataset=rows, start=(0.0, 0.0), seed=4)


def swept(experiment: Experiment, axes: list[Axis], updates: int) -> SweepResult:
    sweep = Sweep(experiment, axes, updates)
    shares = list(sweep.work())
    assert shares == sorted(shares)
    assert shares[-1] == 1
    result = sweep.result()
    assert result.is_done.all()
    return result


def assert_is_run(result: SweepResult, place: tuple[int, ...], experiment: Experiment) -> None:
    run = Run(experiment)
    run.advance(10_000)
    assert result.updates[place] == run.length
    if run.stop is not None and run.stop.reason == "diverged":
        assert result.diverged[place]
        assert np.isnan(result.final_loss[place])
    else:
        assert result.diverged_at[place] == NEVER
        assert result.theta[place] == pytest.approx(run.theta, rel=1e-9)
        objective = Objective(experiment.objective, experiment.dataset)
        assert result.final_loss[place] == pytest.approx(float(objective.value(run.theta)))


@pytest.mark.parametrize("rate_first", [True, False])
@pytest.mark.parametrize("rule", ["momentum", "nesterov"])
def test_learning_rate_by_beta_is_a_grid_of_single_runs(rule: str, rate_first: bool) -> None:
    betas = (0.0, 0.5, 0.95)
    axes = [Axis("learning_rate", RATES), Axis("beta", betas)]
    result = swept(BOWL.with_(rule=rule), axes if rate_first else axes[::-1], 60)
    assert result.final_loss.shape == ((6, 3) if rate_first else (3, 6))
    for i, rate in enumerate(RATES):
        for j, beta in enumerate(betas):
            single = BOWL.with_(
                rule=rule, settings={"beta": beta}, learning_rate=rate, iterations=60
            )
            assert_is_run(result, (i, j) if rate_first else (j, i), single)


def test_batch_sizes_see_the_same_rows_as_single_runs_of_the_seed() -> None:
    sizes = (1, 7, 40)
    result = swept(line(), [Axis("batch_size", sizes), Axis("learning_rate", (0.05, 0.3, 9.0))], 50)
    for i, size in enumerate(sizes):
        for j, rate in enumerate((0.05, 0.3, 9.0)):
            single = line().with_(
                method="mini-batch", batch_size=size, learning_rate=rate, iterations=50
            )
            assert_is_run(result, (i, j), single)


def test_a_setting_of_the_schedule_alone_can_be_swept() -> None:
    experiment = BOWL.with_(schedule="exponential")
    result = swept(experiment, [Axis("decay_factor", (0.5, 0.9, 1.0))], 30)
    for i, factor in enumerate((0.5, 0.9, 1.0)):
        single = experiment.with_(settings={"decay_factor": factor}, iterations=30)
        assert_is_run(result, (i,), single)


def test_work_that_is_left_keeps_what_is_done() -> None:
    sweep = Sweep(
        BOWL.with_(rule="momentum"), [Axis("beta", (0.1, 0.5)), Axis("learning_rate", RATES)], 64
    )
    work = sweep.work()
    while next(work) <= 0.7:
        pass
    work.close()
    result = sweep.result()
    assert result.is_done[0].all()
    going = ~result.diverged[1]
    assert not result.is_done[1, going].any()
    assert (result.updates[1, going] > 0).all()
    assert np.isfinite(result.final_loss[1, going]).all()
    w, v = np.array([4.0, 2.0]), np.zeros(2)
    for _ in range(result.updates[1, 1]):
        v = 0.5 * v + np.array([2, 8]) * w
        w = w - RATES[1] * v
    assert result.theta[1, 1] == pytest.approx(w, rel=1e-12)


def test_nothing_is_said_of_runs_that_have_not_begun() -> None:
    result = Sweep(BOWL, [Axis("learning_rate", RATES)], 10).result()
    assert np.isnan(result.final_loss).all()
    assert not result.updates.any()
    assert not result.is_done.any()


def test_regions_of_the_bowl_follow_from_two_over_the_largest_eigenvalue() -> None:
    rates = np.linspace(0.0005, 0.4, 400)
    result = swept(BOWL, [Axis("learning_rate", tuple(rates))], 100)
    found = regions(result)
    # |1 - 2 eta| and |1 - 8 eta| after 100 updates, by hand.
    loss = 16 * (1 - 2 * rates) ** 200 + 16 * (1 - 8 * rates) ** 200
    right = loss - loss.min() <= 0.01 * (32 - loss.min())
    assert (found[right] == REGIONS.index(Region.JUST_RIGHT)).all()
    small = ~right & (rates < 0.2)
    assert small.any() and (found[small] == REGIONS.index(Region.TOO_SMALL)).all()
    large = ~right & (rates > 0.2)
    assert (found[large] == REGIONS.index(Region.TOO_LARGE)).all()
    assert (found[rates > 0.251] == REGIONS.index(Region.TOO_LARGE)).all()


def test_regions_are_found_for_each_value_of_the_other_axis() -> None:
    axes = [Axis("beta", (0.0, 0.9)), Axis("learning_rate", RATES)]
    experiment = BOWL.with_(rule="momentum")
    both = regions(swept(experiment, axes, 60))
    for i, beta in enumerate((0.0, 0.9)):
        alone = swept(experiment.with_(settings={"beta": beta}), axes[1:], 60)
        assert (both[i] == regions(alone)).all()


def test_all_rates_are_too_large_where_every_run_diverges() -> None:
    result = swept(BOWL, [Axis("learning_rate", (2.0, 3.0, 4.0))], 60)
    assert (regions(result) == REGIONS.index(Region.TOO_LARGE)).all()


@pytest.mark.parametrize(
    ("axes", "named"),
    [
        ([], "one setting"),
        ([Axis("learning_rate", (0.1,)), Axis("learning_rate", (0.1,))], "one setting"),
        ([Axis("beta", (0.1,))], "beta"),
        ([Axis("batch_size", (2.0,))], "no data"),
        ([Axis("learning_rate", ())], "learning-rate"),
        ([Axis("learning_rate", (0.1, 0.0))], "0.0"),
        ([Axis("learning_rate", (float("nan"),))], "learning-rate"),
        ([Axis("learning_rate", tuple(np.linspace(1, 2, 1_000_001)))], "1000000"),
    ],
)
def test_what_cannot_be_swept_is_refused(axes: list[Axis], named: str) -> None:
    with pytest.raises(InputError, match=named):
        Sweep(BOWL, axes, 10)


@pytest.mark.parametrize(
    "axis", [Axis("batch_size", (0.0,)), Axis("batch_size", (2.5,)), Axis("batch_size", (41.0,))]
)
def test_batch_sizes_that_do_not_fit_the_data_are_refused(axis: Axis) -> None:
    with pytest.raises(InputError, match="batch"):
        Sweep(line(), [axis], 10)


def test_a_setting_out_of_its_range_is_refused_before_any_update() -> None:
    with pytest.raises(InputError, match="beta"):
        Sweep(BOWL.with_(rule="momentum"), [Axis("beta", (0.1, 1.0))], 10)


def test_rounding_as_by_hand_is_refused_rather_than_left_out() -> None:
    rounded = BOWL.with_(round_gradient="2 figures")
    with pytest.raises(InputError, match="rounding of each step off"):
        Sweep(rounded, [Axis("learning_rate", np.array([0.1, 0.2]))], 10)
