"""Runs whose rate changes: by epochs, or found along the line of each step."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.rules import RULES
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import Ensemble
from gdsim.engine.many.shared_setup import SharedSetup
from gdsim.engine.problem.generated import generate
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

BOWL = Experiment(objective="(x - 1)^2/2 + (y - 2)^2/3", start=(0.0, 3.0), schedule="exact")
LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=generate("linear(rows=10)"),
    start=(2.0, -1.0),
    method="mini-batch",
    batch_size=4,
    learning_rate=0.2,
)
VALLEY = Experiment(
    objective="(1 - x)^2 + 100*(y - x^2)^2", start=(-1.2, 1.0), schedule="backtracking"
)


def run_of(experiment: Experiment, updates: int) -> Run:
    run = Run(experiment)
    run.advance(updates)
    return run


def test_decay_per_epoch_holds_the_rate_through_each_epoch() -> None:
    # alpha_0/(1 + decay * epoch) with 2 updates an epoch: 0.2, 0.2, 0.1, 0.1, 0.0667 ...
    settings = {"decay_rate": 1.0, "per": "epoch"}
    run = run_of(LINE.with_(batch_size=5, schedule="inverse-time", settings=settings), 6)
    rates = run.columns(0, 6).learning_rate
    assert rates == pytest.approx([0.2, 0.2, 0.1, 0.1, 0.2 / 3, 0.2 / 3], rel=1e-15)


@pytest.mark.parametrize("schedule", ["constant", "exponential", "cyclic", "linear", "step"])
def test_schedule_per_epoch_has_the_rates_per_update_of_the_epochs(schedule) -> None:
    settings = {"warmup": 2}
    per_epoch = run_of(LINE.with_(schedule=schedule, settings={**settings, "per": "epoch"}), 60)
    per_update = run_of(LINE.with_(schedule=schedule, settings=settings), 60)
    rows, updates = per_epoch.columns(0, 60), per_update.columns(0, 60)
    np.testing.assert_array_equal(rows.learning_rate, updates.learning_rate[rows.epoch])
    assert rows.epoch[-1] == 19


def test_epochs_go_on_counting_after_a_change_of_the_batches() -> None:
    settings = {"decay_rate": 1.0, "per": "epoch"}
    run = run_of(LINE.with_(schedule="inverse-time", settings=settings), 6)
    branch = run.branch(6, batch_size=10)
    branch.advance(1)
    assert branch.row(6).epoch == 2
    assert branch.row(6).learning_rate == pytest.approx(0.2 / 3)


def test_exact_line_search_by_the_fractions_of_the_exercise() -> None:
    thetas = run_of(BOWL, 2).columns(0, 2).new_theta
    assert thetas[0] == pytest.approx([39 / 35, 79 / 35], rel=1e-15)
    assert thetas[1] == pytest.approx([169 / 175, 356 / 175], rel=1e-14)


def test_exact_line_search_from_the_origin_by_its_fractions() -> None:
    run = run_of(BOWL.with_(objective="3/2*x^2 - x*y + y^2/2 + 2*x - y", start=(0.0, 0.0)), 2)
    assert run.row(0).new_theta == pytest.approx([-10 / 17, 5 / 17], rel=1e-15)
    assert run.row(1).new_theta == pytest.approx([-25 / 51, 25 / 51], rel=1e-14)


def test_exact_line_search_on_a_tilted_bowl_by_fractions() -> None:
    # L = x^2 + x y + 3 y^2/2 from (1, 1): g = (3, 4), g^T g = 25, g^T H g = 18 + 24 + 48 = 90.
    run = run_of(BOWL.with_(objective="x^2 + x*y + 3*y^2/2", start=(1.0, 1.0)), 1)
    assert run.row(0).learning_rate == pytest.approx(25 / 90, rel=1e-15)
    assert run.row(0).new_theta == pytest.approx([1 - 75 / 90, 1 - 100 / 90], rel=1e-14)


def test_gradients_of_exact_steps_stand_at_right_angles() -> None:
    for objective in (BOWL.objective, VALLEY.objective, "log(exp(x - 1) + exp(-x)) + y^2 + x*y/4"):
        gradients = run_of(BOWL.with_(objective=objective, start=(0.3, 1.1)), 8).columns(0, 8)
        for g, following in zip(gradients.gradient, gradients.gradient[1:], strict=False):
            lengths = np.linalg.norm(g) * np.linalg.norm(following)
            assert abs(g @ following) <= 1e-7 * lengths


def test_exact_line_search_of_a_mini_batch_is_along_that_batch() -> None:
    run = run_of(LINE.with_(schedule="exact", batch_size=1), 10)
    # A single row of (w x + b - y)^2 is fitted exactly by each step.
    for t in range(10):
        (row,) = run.rows(t)
        assert run.objective.value(run.row(t).new_theta, np.array([row])) <= 1e-25


def test_backtracking_against_a_loop_in_numpy() -> None:
    settings = {"shrink": 0.6, "sufficient_decrease": 0.2}
    run = run_of(VALLEY.with_(learning_rate=1.0, settings=settings), 40)

    def loss(p):
        return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2

    p = np.array([-1.2, 1.0])
    for t in range(40):
        curved = p[1] - p[0] ** 2
        g = np.array([-2 * (1 - p[0]) - 400 * p[0] * curved, 200 * curved])
        eta = 1.0
        while loss(p - eta * g) > loss(p) - 0.2 * eta * g @ g:
            eta *= 0.6
        p = p - eta * g
        assert run.row(t).learning_rate == pytest.approx(eta, rel=1e-12)
        assert run.row(t).new_theta == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
def test_run_with_a_line_search_repeats_to_the_bit_however_it_is_stepped(schedule) -> None:
    experiment = VALLEY.with_(schedule=schedule, learning_rate=0.5)
    at_once, one_by_one = run_of(experiment, 30), Run(experiment)
    while one_by_one.length < 30:
        one_by_one.row(one_by_one.length)
        one_by_one.step()
    for name in ("learning_rate", "theta", "new_theta"):
        np.testing.assert_array_equal(
            getattr(at_once.columns(0, 30), name), getattr(one_by_one.columns(0, 30), name)
        )


def test_at_the_minimum_no_rate_is_found_and_no_step_made() -> None:
    for schedule in ("exact", "backtracking"):
        run = run_of(BOWL.with_(schedule=schedule, start=(1.0, 2.0)), 3)
        assert run.columns(0, 3).learning_rate.tolist() == [0.0] * 3
        assert run.theta.tolist() == [1.0, 2.0]


def test_loss_without_end_along_the_line_is_a_divergence() -> None:
    run = run_of(BOWL.with_(objective="x + y"), 3)
    assert run.stop is not None and run.stop.reason is StopReason.DIVERGED
    assert (run.length, run.stop.is_of_step) == (0, True)
    assert run.row(0).learning_rate == math.inf


@pytest.mark.parametrize("rule", [name for name in RULES if name != "gd"])
@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
def test_line_search_is_refused_with_a_rule_that_does_not_step_along_the_gradient(
    rule, schedule
) -> None:
    with pytest.raises(InputError, match=rf"schedule {schedule} searches along −g.*the rule gd"):
        Run(BOWL.with_(rule=rule, schedule=schedule))


def test_line_search_is_refused_with_rounded_steps() -> None:
    with pytest.raises(InputError, match="not worked out with rounded steps"):
        Run(BOWL.with_(round_gradient="2 figures"))


@pytest.mark.parametrize(
    "experiment",
    [
        BOWL,
        VALLEY.with_(schedule="exact"),
        VALLEY,
        LINE.with_(schedule="exact"),
        LINE.with_(schedule="backtracking"),
        LINE.with_(schedule="step", settings={"drop_every": 2, "per": "epoch"}),
        LINE.with_(rule="adam", schedule="cyclic", settings={"per": "epoch", "half_cycle": 2}),
    ],
)
def test_runs_at_once_find_the_rates_of_each_alone(experiment) -> None:
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    starts = np.array([experiment.start, (0.5, 0.7), (2.0, -0.3)])
    first = np.array([1.0, 0.3, 0.01])
    ensemble = Ensemble(SharedSetup.of(experiment, objective), starts, first)
    ensemble.advance(20)
    for k, (start, rate) in enumerate(zip(starts, first, strict=True)):
        alone = run_of(experiment.with_(start=tuple(start), learning_rate=rate), 20)
        assert ensemble.outcome().theta[k] == pytest.approx(alone.theta, rel=1e-5, abs=1e-9)
