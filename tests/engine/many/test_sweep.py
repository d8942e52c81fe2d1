"""Sweeps against single recorded runs, and the regions of the learning rate against theory."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import Axis
from gdsim.engine.many.ensemble import NEVER
from gdsim.engine.many.regions import REGIONS, UNJUDGED, Region, regions
from gdsim.engine.many.sweep import Sweep, SweepResult, marks_of
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

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


def words(result: SweepResult) -> list[str]:
    return [REGIONS[code].value for code in regions(result)]


def test_losses_are_noted_at_the_end_after_a_fifth_and_so_on() -> None:
    result = swept(BOWL, [Axis("learning_rate", RATES[:4])], 100)
    assert result.marks == (100, 20, 4)
    for mark, losses in zip(result.marks, result.marked_loss, strict=True):
        rates = np.array(RATES[:4])
        by_hand = 16 * (1 - 2 * rates) ** (2 * mark) + 16 * (1 - 8 * rates) ** (2 * mark)
        assert losses == pytest.approx(by_hand, rel=1e-9)


@pytest.mark.parametrize("updates", [1, 2, 4, 5, 99, 10**6])
def test_marks_are_at_least_a_fifth_apart_and_begin_with_the_end(updates: int) -> None:
    marks = marks_of(updates)
    assert marks[0] == updates
    assert all(one >= 5 * other or updates < 5 for one, other in pairwise(marks))
    assert marks[-1] >= 1 and (len(marks) > 1 or updates == 1)


def test_regions_of_the_bowl_follow_from_its_factors() -> None:
    rates = np.linspace(0.0005, 0.4, 400)
    found = regions(swept(BOWL, [Axis("learning_rate", tuple(rates))], 100))

    def loss(t: int) -> np.ndarray:
        return 16 * (1 - 2 * rates) ** (2 * t) + 16 * (1 - 8 * rates) ** (2 * t)

    # The fastest after 20 updates is 0.2: both factors have size 0.6.
    assert rates[loss(20).argmin()] == pytest.approx(0.2, abs=0.003)
    # What two losses may differ by that count as the same: 1e-12 of the decrease.
    right = loss(100) <= loss(20).min() + 1e-12 * 32
    assert (found[right] == REGIONS.index(Region.JUST_RIGHT)).all()
    small = ~right & (rates < 0.2)
    assert small.any() and (found[small] == REGIONS.index(Region.TOO_SMALL)).all()
    large = ~right & (rates > 0.2)
    assert (found[large] == REGIONS.index(Region.TOO_LARGE)).all()
    assert (found[rates > 0.251] == REGIONS.index(Region.TOO_LARGE)).all()


@pytest.mark.parametrize("updates", [20, 100, 1000, 10_000])
def test_bowl_is_judged_alike_after_any_number_of_updates(updates: int) -> None:
    rates = (0.001, 0.01, 0.1, 0.2, 0.23, 0.26, 3.0)
    result = swept(BOWL, [Axis("learning_rate", rates)], updates)
    assert words(result) == ["too-small"] * 2 + ["just-right"] * 3 + ["too-large"] * 2


def test_rates_that_creep_along_the_valley_of_rosenbrock_are_too_small() -> None:
    valley = Experiment(objective="(1 - x)^2 + 100*(y - x^2)^2", start=(-1.2, 1.0))
    # Its curvature at the start is about 1500: rates above 2/1500 do not settle there.
    rates = (1e-6, 1e-5, 1e-4, 1e-3, 0.1)
    result = swept(valley, [Axis("learning_rate", rates)], 2000)
    assert words(result) == ["too-small", "too-small", "too-small", "just-right", "too-large"]


def test_logistic_regression_wants_a_rate_for_its_flat_loss() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, (60, 2))
    y = np.where(x @ [2, -1] + rng.normal(0, 1, 60) > 0, 1.0, -1.0)
    rows = Dataset("classes", ("x1", "x2", "y"), np.column_stack([x, y]))
    loss = "log(1 + exp(-y*(w1*x1 + w2*x2 + b)))"
    experiment = Experiment(objective=loss, dataset=rows, start=(0.0, 0.0, 0.0))
    # The Hessian of the mean is at most a quarter of the mean of x x^T: about 1/4.
    result = swept(experiment, [Axis("learning_rate", (0.001, 0.01, 4.0, 100.0))], 100)
    assert words(result) == ["too-small", "too-small", "just-right", "too-large"]


def test_a_rate_at_which_the_loss_grows_is_too_large_before_it_diverges() -> None:
    result = swept(BOWL, [Axis("learning_rate", (0.2, 0.2583, 0.5))], 100)
    assert result.diverged.tolist() == [False, False, True]
    assert result.has_grown.tolist() == [False, True, True]
    assert words(result) == ["just-right", "too-large", "too-large"]


def test_runs_that_were_left_are_not_judged() -> None:
    sweep = Sweep(BOWL, [Axis("learning_rate", RATES)], 100)
    assert next(sweep.work()) < 1
    assert set(regions(sweep.result()).tolist()) == {UNJUDGED}


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


def test_an_axis_that_the_experiment_does_not_have_is_refused() -> None:
    with pytest.raises(InputError, match="beta cannot be swept"):
        Sweep(BOWL, [Axis("beta", (0.1,))], 10)
    with pytest.raises(InputError, match="no data"):
        Sweep(BOWL, [Axis("batch_size", (2.0,))], 10)


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


def test_a_target_that_only_the_last_update_reaches_counts() -> None:
    work = Sweep(
        Experiment(objective="x^2", start=(1.0,)), [Axis("learning_rate", (0.5, 0.1))], 1, 0.1
    )
    for _ in work.work():
        pass
    assert work.result().reached_at.tolist() == [1, -1]
