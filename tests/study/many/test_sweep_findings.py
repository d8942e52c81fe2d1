"""What is said of sweeps and maps of starts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import LEARNING_RATE, Axis
from gdsim.engine.many.regions import REGIONS, Region
from gdsim.engine.many.start_map import Side, StartMap
from gdsim.engine.many.sweep import Sweep
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.many.map_findings import (
    GONE,
    OTHER,
    STRANDED,
    UNKNOWN,
    MapFindings,
    map_findings,
    percent,
)
from gdsim.study.many.map_sentences import map_sentences, point_lines
from gdsim.study.many.sweep_choices import AxisChoice, axis_choices, axis_over
from gdsim.study.many.sweep_findings import (
    SweepFindings,
    _scatter,
    findings,
    present_value,
    stable_bound,
)
from gdsim.study.many.sweep_sentences import sweep_sentences

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4, 2))

BOWL_XY = Experiment(objective="x^2 + 4*y^2", start=(0, 0))


def swept(
    experiment: Experiment, *axes: Axis, updates: int = 100, portions: int | None = None
) -> SweepFindings:
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    sweep = Sweep(experiment, axes, updates, objective=objective)
    work = sweep.work()
    for _ in work if portions is None else zip(range(portions), work, strict=False):
        pass
    return findings(sweep.result(), experiment, objective, updates)


def mapped(experiment: Experiment, sides: tuple[Side, Side], updates: int) -> MapFindings:
    objective = Objective(experiment.objective)
    work = StartMap(experiment, sides, updates, objective=objective)
    list(work.work())
    return map_findings(work.result(), objective.parameters, updates)


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


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [(0.1, 0.001, 10), (0.2049, 0.001, 10), (0.03, 0.0001, 1), (5, 0.1, 1000)],
)
def test_default_range_is_two_whole_decades_to_either_side(
    rate: float, low: float, high: float
) -> None:
    first, *others = axis_choices(
        BOWL.with_(rule="adam", learning_rate=rate), n_rows=1, updates=100
    )
    assert (first.name, first.low, first.high, first.is_log) == (LEARNING_RATE, low, high, True)
    assert [choice.name for choice in others][:3] == ["beta1", "beta2", "eps"]


def test_every_default_range_can_be_swept() -> None:
    for rule in ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adamw", "nadam"):
        for schedule in ("constant", "step", "exponential", "cosine"):
            experiment = BOWL.with_(rule=rule, schedule=schedule)
            for choice in axis_choices(experiment, n_rows=1, updates=100):
                axis = axis_over(choice, choice.low, choice.high, 10)
                Sweep(experiment, [axis], 1)


def test_no_default_range_goes_far_beyond_the_updates_or_the_present_value() -> None:
    for rule in ("adam", "adamw", "nadam"):
        for schedule in ("constant", "step", "exponential", "inverse-time", "cosine"):
            experiment = BOWL.with_(rule=rule, schedule=schedule)
            for choice in axis_choices(experiment, n_rows=1, updates=80):
                now = present_value(experiment, 1, choice.name)
                assert choice.low < choice.high <= max(80, 100 * now)
                assert choice.low <= now <= max(choice.high, 100)


def test_batch_size_is_offered_where_there_are_rows() -> None:
    scenario = builtin_scenario("linear-regression").experiment
    assert "batch_size" in [choice.name for choice in axis_choices(scenario, 100, 100)]
    assert "batch_size" not in [choice.name for choice in axis_choices(BOWL, 1, 100)]


def test_values_are_evenly_spaced_and_hold_both_ends() -> None:
    axis = axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), 0.001, 10, 17)
    assert axis.values[0] == 0.001 and axis.values[-1] == 10
    assert np.diff(np.log10(axis.values)) == pytest.approx([0.25] * 16, abs=5e-4)
    whole = axis_over(AxisChoice("batch_size", 0, 0, integer=True), 1, 100, 11)
    assert set(np.diff(whole.values)) == {10.0}


@pytest.mark.parametrize(("low", "high"), [(0.001, 10), (0.1234567, 3e5), (1, 1.001)])
@pytest.mark.parametrize("count", [10, 60, 200, 2000])
@pytest.mark.parametrize("is_log", [True, False])
def test_values_have_few_figures_and_are_evenly_spaced_all_the_same(
    low: float, high: float, count: int, is_log: bool
) -> None:
    values = axis_over(AxisChoice("x", 0, 0, is_log=is_log), low, high, count).values
    assert (values[0], values[-1], len(values)) == (low, high, count)
    places = np.log10(values) if is_log else np.array(values)
    steps = np.diff(places)
    assert steps.min() > 0
    assert steps == pytest.approx(np.full(count - 1, steps.mean()), rel=0.25)


def test_default_learning_rates_have_at_most_four_figures() -> None:
    values = axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), 0.001, 10, 200).values
    assert all(value == float(f"{value:.3e}") for value in values)
    assert len(set(values)) == 200
    betas = axis_over(AxisChoice("beta", 0, 0), 0, 0.99, 60).values
    assert all(value == round(value, 3) for value in betas)


@pytest.mark.parametrize(
    ("low", "high", "count"), [(1, 1, 10), (0, 1, 10), (1, 2, 9), (1, 2, 2001)]
)
def test_ranges_that_cannot_be_swept_are_refused(low: float, high: float, count: int) -> None:
    with pytest.raises(InputError):
        axis_over(AxisChoice(LEARNING_RATE, 0, 0, is_log=True), low, high, count)


def test_more_than_eight_points_share_the_last_colour() -> None:
    # sin has a minimum every 2 pi: about ten of them between -32 and 32.
    waves = Experiment(objective="sin(x) + 0.001*y^2 + 1", start=(0, 0), learning_rate=0.9)
    sides = (Side("x", tuple(np.linspace(-32, 32, 200))), Side("y", (0.0, 0.0)))
    found = mapped(waves, sides, 400)
    points = sorted(kind.point[0] for kind in found.kinds if kind.point is not None)
    assert len(points) == 8
    assert np.array(points) % (2 * np.pi) == pytest.approx([1.5 * np.pi] * 8)
    assert OTHER in [kind.code for kind in found.kinds]
    assert sum(kind.share for kind in found.kinds) == pytest.approx(1)


def test_diverged_stranded_and_unworked_starts_are_told_apart() -> None:
    quartic = Experiment(objective="x^4 + y^2", start=(0, 0), learning_rate=0.1)
    side = Side("y", (0.0, 0.5))
    found = mapped(quartic, (Side("x", (-9.0, 0.0, 1.0, 9.0)), side), 10)
    # From |x| = 9, 4 x^3 leads away; from 1 it creeps; at (0, 0) the gradient is 0 already.
    assert (found.code[0] == GONE).all() and (found.code[3] == GONE).all()
    assert found.code[1, 0] == 0
    assert (found.code[2] == STRANDED).all()
    assert UNKNOWN not in found.code
    assert "saddle" not in map_sentences(found)


def words_of(found: MapFindings) -> str:
    return map_sentences(found).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["easom", "typed"])
def test_a_place_far_out_where_the_slope_is_lost_to_rounding_is_not_called_a_minimum(
    name: str,
) -> None:
    experiment = replace(
        BOWL_XY, objective="(1 - 1/(1 + exp(-10*x)))^2 + (1 - 1/(1 + exp(-10*y)))^2"
    )
    if name == "easom":
        experiment = builtin_scenario("easom").experiment
    found = mapped(experiment, (Side("x", (-90.0, 90.0)), Side("y", (-90.0, 90.0))), 20)
    said = "\n".join([words_of(found), *point_lines(found.result, ("x", "y"))])
    # Easom's loss is -exp(-(x - pi)^2 - (y - pi)^2) times cosines: no such point is a minimum.
    assert "(minimum)" not in said
    assert "minimum at" not in said
    assert said.count("(flat as far as can be told)") == 4


def test_only_point_reached_is_not_called_the_one_with_most_starts() -> None:
    sides = Side("x", (-2.0, -1.0, 1.0, 2.0)), Side("y", (1.0, 2.0))
    said = words_of(mapped(BOWL_XY, sides, 400))
    assert "All 8 starts come within 0.004 of where the gradient is 0." in said
    assert "They reach the same one, the minimum at x = 0, y = 0." in said
    assert "most" not in said.replace("at most", "")


def test_a_single_run_that_settles_has_no_half() -> None:
    sides = Side("x", (0.0, 1.0)), Side("y", (0.0, 3.0))
    assert "Half of those" not in words_of(mapped(BOWL_XY.with_(learning_rate=0.001), sides, 10))
    assert "Half of those" in words_of(mapped(BOWL_XY, sides, 400))


def test_starts_on_their_way_are_told_with_their_distance() -> None:
    # With (1 - 2 * 0.001)^100 = 0.82 the far ones halve their way to 0 in no time they have.
    slow = BOWL_XY.with_(learning_rate=0.001)
    found = mapped(slow, (Side("x", (0.0, 1.0, 2.0, 3.0)), Side("y", (0.0, 0.0))), 100)
    said = words_of(found)
    assert "25.0 % of 8 starts come within 0.003 of where" in said
    half = 2 * (1 - 2 * 0.001) ** 100
    assert (
        f"75.0 % are still on their way after 100 updates, half of them within {half:.2g}" in said
    )


@pytest.mark.parametrize(("rate", "says"), [(0.25, True), (0.2499, False)])
def test_starts_that_the_rate_keeps_from_arriving_are_promised_nothing(
    rate: float, says: bool
) -> None:
    """The factors of x^2 + 4 y^2 at 0.25 are 0.5 and -1: only where y = 0 a run arrives."""
    steep = Experiment(objective="x^2 + 4*y^2", learning_rate=rate)
    found = mapped(steep, (Side("x", (1.0, 2.0)), Side("y", (0.0, 1.0))), 50)
    said = words_of(found)
    assert "50.0 % are still on their way after 50 updates" in said
    assert ("is not below the bound of 0.25, so that nothing settles" in said) is says
    assert ("more updates may bring them there" in said) is not says


def test_noise_is_named_as_what_keeps_starts_from_arriving() -> None:
    experiment = builtin_scenario("linear-regression").experiment
    objective = Objective(experiment.objective, experiment.dataset)
    one, other = (Side(name, (0.0, 1.0)) for name in objective.parameters)
    for method, is_named in (("mini-batch", True), ("batch", False)):
        work = StartMap(experiment.with_(method=method), (one, other), 10, objective=objective)
        list(work.work())
        said = map_sentences(map_findings(work.result(), objective.parameters, 10))
        assert "All are still on their way" in said
        assert ("do not settle" in said) is is_named


def test_no_start_that_arrives_is_said_as_none() -> None:
    slow = BOWL_XY.with_(learning_rate=0.001)
    said = words_of(mapped(slow, (Side("x", (1.0, 2.0)), Side("y", (1.0, 2.0))), 10))
    assert said.startswith(
        "None of 4 starts has come to rest within 0.001 of where the gradient is 0."
    )
    assert "%" not in said


@pytest.mark.parametrize(
    ("share", "text"), [(0.5, "50.0 %"), (0.0001, "<0.1 %"), (0, "0.0 %"), (1, "100.0 %")]
)
def test_shares_are_in_percent(share: float, text: str) -> None:
    assert percent(share) == text
