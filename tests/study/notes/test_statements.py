"""What the statements of the notes say, worked out from the runs that they show."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.run.run import Run
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.study.notes.note import Show
from tests.files.scenario.compared import compared_runs
from tests.study.notes.runs_shown import run_of, statement


def theta(run: Run) -> np.ndarray:
    return np.array([run.row(t).theta for t in range(run.length + 1)])


def losses(run: Run) -> np.ndarray:
    return np.array([run.objective.value(point) for point in theta(run)])


@pytest.mark.parametrize("place", ["rule.opposite", "remember.opposite", "idea.parts"])
def test_update_goes_opposite_to_the_gradient(place: str) -> None:
    run = run_of(statement(place).show)
    x, y = run.row(0).theta
    gradient = np.array([2 * x, 2 * y])
    step = run.row(0).new_theta - run.row(0).theta
    assert step == pytest.approx(-run.experiment.learning_rate * gradient)


@pytest.mark.parametrize("place", ["rule.size", "remember.size"])
def test_twice_the_rate_takes_twice_the_step(place: str) -> None:
    doubled = run_of(statement(place).show)
    plain = run_of(Show("one-step", 1))
    assert doubled.experiment.learning_rate == 2 * plain.experiment.learning_rate
    steps = [run.row(0).new_theta - run.row(0).theta for run in (doubled, plain)]
    assert steps[0] == pytest.approx(2 * steps[1])


def test_network_is_trained_by_descent() -> None:
    for place in ("idea.networks", "remember.usual"):
        run = run_of(statement(place).show)
        assert losses(run)[-1] < losses(run)[0] / 5
        assert run.experiment.rule == "gd"
    assert run_of(statement("remember.usual").show).experiment.method == "mini-batch"


def test_one_step_falls_by_36_percent() -> None:
    run = run_of(statement("one-step.falls").show)
    assert losses(run) == pytest.approx([25, 16])
    fallen = 1 - losses(run)[1] / losses(run)[0]
    assert fallen == pytest.approx(0.36)


@pytest.mark.parametrize("place", ["methods.batch", "remember.batch"])
def test_batch_is_smooth_and_every_update_sees_every_row(place: str) -> None:
    run = run_of(statement(place).show)
    assert np.all(np.diff(losses(run)) < 0)
    assert {run.row(t).batch_size for t in range(run.length)} == {run.objective.n_rows}


@pytest.mark.parametrize("place", ["methods.stochastic", "remember.stochastic"])
def test_stochastic_is_noisy_and_makes_many_updates(place: str) -> None:
    run = run_of(statement(place).show)
    full = losses(run)
    assert run.length == run.objective.n_rows, "one epoch"
    assert np.sum(np.diff(full) > 0) > run.length / 10, "many updates raise the loss"
    in_an_epoch = run_of(statement("methods.batch").show)
    assert full[-1] < losses(in_an_epoch)[1], "lower than batch after an epoch, one update"


@pytest.mark.parametrize("place", ["methods.mini-batch", "remember.compromise"])
def test_mini_batch_lies_between(place: str) -> None:
    run = run_of(statement(place).show)
    size = run.experiment.batch_size
    assert run.length == -(-run.objective.n_rows // size), "one epoch"
    gradients = run.objective.per_row(run.row(0).theta)[1]
    rng = np.random.default_rng(0)
    draws = [gradients[rng.permutation(len(gradients))[:size]].mean(axis=0) for _ in range(400)]
    assert np.all(np.std(draws, axis=0) < gradients.std(axis=0) / 3)
    assert losses(run)[-1] < losses(run_of(statement("methods.batch").show))[1]


def test_usual_mini_batches_make_many_updates_an_epoch() -> None:
    run = run_of(statement("methods.usual").show)
    assert (run.length, run.row(run.length - 1).batch_size) == (313, 16)


def test_reshuffled_rows_repeat_within_an_epoch() -> None:
    show = statement("algorithm.order").show
    for order, is_repeated in (("reshuffle", True), ("shuffle", False)):
        run = run_of(replace(show, changes={"order": order}))
        seen = [int(i) for t in range(10) for i in run.rows(t)]
        assert (len(set(seen)) < len(seen)) is is_repeated


def test_bowl_is_four_times_as_steep_along_w2() -> None:
    objective = run_of(statement("bowl.shape").show).objective
    along = [objective.value_and_gradient(np.array(point))[1] for point in ([1.0, 0], [0, 1.0])]
    assert along[1][1] == pytest.approx(4 * along[0][0])


@pytest.mark.parametrize("place", ["bowl.steep", "remember.unbalanced"])
def test_first_update_is_unbalanced(place: str) -> None:
    run = run_of(statement(place).show)
    done = 1 - run.row(0).new_theta / run.row(0).theta
    assert done == pytest.approx([1 / 5, 4 / 5])


def test_printed_loss_is_4_20_even_when_rounded_by_hand() -> None:
    run = run_of(statement("bowl.rounding").show)
    assert f"{losses(run)[3]:.2f}" == "4.20"
    exact = run_of(Show("toy-bowl", 3))
    assert losses(exact)[3] == pytest.approx(4.195328)


def test_momentum_and_adaptive_rules_help_in_the_steep_bowl() -> None:
    run = run_of(statement("bowl.help").show)
    others = compared_runs(builtin_scenario("why-steep"), run.objective)
    assert {"momentum", "AdaGrad"} < {name for name, _ in others}
    for _, other in others:
        assert losses(other)[-1] < losses(run)[-1]


@pytest.mark.parametrize("place", ["rates.large", "remember.diverges"])
def test_large_rate_jumps_over_the_minimum_and_diverges(place: str) -> None:
    run = run_of(statement(place).show)
    w2 = theta(run)[:, 1]
    assert np.all(w2[1:] * w2[:-1] < 0)
    assert np.all(np.abs(w2[1:]) > np.abs(w2[:-1]))
    assert losses(run)[-1] > losses(run)[0]


@pytest.mark.parametrize("place", ["rates.small", "remember.slow"])
def test_small_rate_is_calm_and_slow(place: str) -> None:
    run = run_of(statement(place).show)
    full = losses(run)
    assert np.all(np.diff(full) < 0)
    fast = losses(run_of(statement("rates.right").show))
    assert fast[10] < full[100] / 10, "a good rate is far lower in a tenth of the updates"


def test_right_rate_is_smooth_and_fast() -> None:
    run = run_of(statement("rates.right").show)
    assert np.all(np.diff(losses(run)) < 0)
    assert np.all(theta(run) > 0), "no jump from side to side"
    assert losses(run)[20] < losses(run)[0] / 1e4


def test_fixed_rate_leaves_the_flat_parameter_behind() -> None:
    run = run_of(statement("adapting.fixed").show)
    a, b = theta(run)[-1]
    assert a / 20 < 0.1
    assert b / 2 == pytest.approx(1, abs=1e-6)


def test_steepest_direction_limits_the_rate() -> None:
    show = statement("adapting.steep").show
    limit = 2 / 50
    for rate, grows in ((0.99 * limit, False), (1.01 * limit, True)):
        w2 = np.abs(theta(run_of(replace(show, changes={"learning_rate": rate})))[:, 1])
        assert bool(w2[-1] > w2[0]) is grows


def test_sparse_weight_is_rarely_moved() -> None:
    run = run_of(statement("adapting.sparse").show)
    moves = np.abs(np.diff(theta(run), axis=0)) > 0
    still = ~moves
    assert still[:, 1].sum() > 5 * max(1, still[:, 0].sum())
    assert theta(run)[-1][1] < 1.5, "2 is where it belongs"


def test_dense_weight_diverges_with_a_rate_that_is_right_for_the_sparse_one() -> None:
    run = run_of(statement("adapting.dense").show)
    w1 = np.abs(theta(run)[:, 0] - 1)
    assert w1[-1] > w1[0]


def test_path_zigzags_in_the_valley() -> None:
    run = run_of(statement("adapting.zigzag").show)
    across = theta(run)[:, 0] - theta(run)[:, 1]
    assert np.all(across[1:20] * across[:19] < 0)
