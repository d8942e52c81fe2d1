"""The built-in scenarios: the notes' own figures, and what each scenario says of itself."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.data.reading import dataset_from
from gdsim.files.scenario.listing import builtin_scenarios
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.saving import save_scenario
from gdsim.files.scenario.scenario import builtin_scenario, load_scenario
from tests.files.scenario.compared import compared_runs

NAMES = [name for name, _ in builtin_scenarios()]
DIVERGING = {"bowl-too-large"}
GROWING = DIVERGING | {"why-dense"}


def run_of(name: str, updates: int | None = None) -> Run:
    return run_scenario(builtin_scenario(name), updates)


def test_one_step_by_hand() -> None:
    row = run_of("one-step", 1).row(0)
    assert row.theta.tolist() == [3, 4]
    assert row.loss == 25
    assert row.gradient.tolist() == [6, 8]
    assert row.new_theta == pytest.approx([2.4, 3.2], rel=1e-15)
    after = run_of("one-step", 1).row(1).loss
    assert after == pytest.approx(16, rel=1e-15)
    assert (25 - after) / 25 == pytest.approx(0.36)


def test_table_of_the_elongated_bowl() -> None:
    rows = run_of("toy-bowl", 4).columns(0, 4)
    assert rows.loss == pytest.approx([32, 10.88, 6.5792, 4.195328], rel=1e-14)
    assert [f"{loss:.2f}" for loss in rows.loss] == ["32.00", "10.88", "6.58", "4.20"]
    gradients = [[8, 16], [6.4, 3.2], [5.12, 0.64], [4.096, 0.128]]
    assert rows.gradient == pytest.approx(np.array(gradients), rel=1e-13)
    new = [[3.2, 0.4], [2.56, 0.08], [2.048, 0.016], [1.6384, 0.0032]]
    assert rows.new_theta == pytest.approx(np.array(new), rel=1e-13)


def test_the_bowls_text_says_where_a_printed_loss_differs() -> None:
    text = builtin_scenario("toy-bowl").description
    assert "4.21" in text
    assert "4.195328" in text


@pytest.mark.parametrize(
    ("method", "updates", "last"),
    [("batch", 1, 10000), ("stochastic", 10000, 1), ("mini-batch", 313, 16)],
)
def test_updates_per_epoch_for_ten_thousand_rows(method: str, updates: int, last: int) -> None:
    experiment = builtin_scenario("updates-per-epoch").experiment
    run = Run(experiment.with_(method=method, epochs=1))
    assert run.advance(100_000) == updates
    assert run.row(updates - 1).batch_size == last
    assert run.columns(0, updates).batch_size.sum() == 10000


def test_dropping_the_partial_batch_gives_312_updates() -> None:
    experiment = builtin_scenario("updates-per-epoch").experiment
    run = Run(experiment.with_(epochs=1, last_batch="drop"))
    assert run.advance(1000) == 312


@pytest.mark.parametrize(
    ("name", "rate"),
    [("bowl-too-small", 0.002), ("bowl-just-right", 0.12), ("bowl-too-large", 0.26)],
)
def test_learning_rates_follow_the_factors_of_the_bowl(name: str, rate: float) -> None:
    rows = run_of(name, 30).columns(0, 30)
    t = np.arange(30)
    expected = np.column_stack([4 * (1 - 2 * rate) ** t, 2 * (1 - 8 * rate) ** t])
    assert rows.theta == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_too_small_barely_moves_and_just_right_arrives() -> None:
    small, right = run_of("bowl-too-small"), run_of("bowl-just-right")
    assert np.all(np.diff(small.columns(0, 100).loss) < 0)
    assert small.theta[0] > 4 * 0.66
    # 4 * 0.76^60, without ever changing sides.
    assert np.abs(right.theta).max() < 1e-6
    assert (right.columns(0, 60).theta >= 0).all()


def test_too_large_diverges() -> None:
    run = run_of("bowl-too-large")
    assert run.stop is not None
    assert run.stop.reason is StopReason.DIVERGED


def test_tilted_valley_zigzags_across_while_it_creeps_along() -> None:
    rows = run_of("tilted-valley", 20).columns(0, 20)
    across = rows.theta[:, 0] - rows.theta[:, 1]
    along = rows.theta[:, 0] + rows.theta[:, 1]
    t = np.arange(20)
    assert across == pytest.approx((1 - 0.038 * 50) ** t, rel=1e-9)
    assert along == pytest.approx(7 * (1 - 0.038) ** t, rel=1e-9)


def test_noisy_bowls_full_gradient_is_the_bowls_own() -> None:
    experiment = builtin_scenario("noisy-bowl").experiment
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    for theta in ([4.0, 2.0], [-1.0, 0.5]):
        _, gradient = objective.value_and_gradient(np.array(theta))
        assert gradient == pytest.approx([2 * theta[0], 8 * theta[1]], rel=1e-12)


def test_penguin_line_approaches_the_least_squares_solution() -> None:
    data = dataset_from("penguins.csv", Path())
    flipper, mass = data.columns(["flipper", "mass"]).T
    design = np.column_stack([flipper - 20, np.ones(len(mass))])
    best = np.linalg.lstsq(design, mass, rcond=None)[0]
    run = Run(builtin_scenario("linear-regression").experiment.with_(method="batch", epochs=200))
    run.advance(200)
    assert run.theta == pytest.approx(best, rel=1e-9)
    assert len(mass) == 342


def test_penguin_species_are_told_apart() -> None:
    run = run_of("logistic-regression")
    data = dataset_from("penguins-two-species.csv", Path())
    bill, depth, y = data.columns(["bill", "depth", "y"]).T
    w1, w2, b = run.theta
    predicted = np.sign(w1 * (bill - 4.3) + w2 * (depth - 1.7) + b)
    assert np.mean(predicted == y) > 0.97


def test_sparse_feature_is_learnt_late_by_gd_and_sooner_by_adagrad() -> None:
    experiment = builtin_scenario("sparse-dense").experiment
    plain, adaptive = Run(experiment), Run(experiment.with_(rule="adagrad", learning_rate=0.5))
    for run in (plain, adaptive):
        run.advance(40)
    assert abs(adaptive.theta[1] - 2) < abs(plain.theta[1] - 2)


@pytest.mark.parametrize("name", NAMES)
def test_scenario_runs_to_its_end(name: str) -> None:
    run = run_of(name)
    assert run.stop is not None
    assert (run.stop.reason is StopReason.DIVERGED) == (name in DIVERGING)
    rows = run.columns(0, run.length)
    assert np.isfinite(rows.loss).all()
    assert np.isfinite(rows.new_theta).all()
    grows = run.objective.value(run.theta) > run.objective.value(rows.theta[0])
    assert grows == (name in GROWING)


@pytest.mark.parametrize("name", NAMES)
def test_known_minima_are_minima(name: str) -> None:
    scenario = builtin_scenario(name)
    experiment = scenario.experiment
    objective = Objective(experiment.objective, experiment.dataset, experiment.parameters)
    for minimum in scenario.minima:
        point, h = np.array(minimum, dtype=float), 1e-5
        for k in range(len(point)):
            step = np.eye(len(point))[k] * h
            up, down = objective.value(point + step), objective.value(point - step)
            assert (up - down) / (2 * h) == pytest.approx(0, abs=1e-6)
            assert up + down >= 2 * objective.value(point) - 1e-12


@pytest.mark.parametrize("name", NAMES)
def test_start_lies_inside_the_view(name: str) -> None:
    scenario = builtin_scenario(name)
    start = dict(zip(scenario.experiment.parameters, scenario.experiment.start, strict=True))
    for parameter, (low, high) in (scenario.view or {}).items():
        assert low < start[parameter] < high


@pytest.mark.parametrize("name", NAMES)
def test_description_is_two_to_four_sentences(name: str) -> None:
    text = builtin_scenario(name).description
    assert 2 <= len(re.findall(r"[.?!](?= [A-Z]|$)", text)) <= 4


def test_titles_differ() -> None:
    titles = [title for _, title in builtin_scenarios()]
    assert len(set(titles)) == len(titles) >= 13


@pytest.mark.parametrize("name", NAMES)
def test_saved_copy_repeats_the_run_bit_for_bit(name: str, tmp_path: Path) -> None:
    scenario = builtin_scenario(name)
    path = tmp_path / "copy.toml"
    save_scenario(path, scenario)
    a, b = run_scenario(scenario, 50), run_scenario(load_scenario(path), 50)
    assert a.length == b.length
    assert np.array_equal(a.columns(0, a.length).new_theta, b.columns(0, b.length).new_theta)


def test_reduction_in_percent_of_the_first_step_of_the_bowl() -> None:
    first, second = run_of("toy-bowl", 2).columns(0, 2).loss
    assert math.isclose((first - second) / first, 1 - 10.88 / 32, rel_tol=1e-12)


WHYS = [name for name in NAMES if name.startswith("why-")]


def compared(name: str) -> dict[str, Run]:
    scenario = builtin_scenario(name)
    run = run_scenario(scenario)
    return {"gd": run, **dict(compared_runs(scenario, run.objective))}


def test_there_is_a_comparison_for_each_reason_of_the_notes() -> None:
    assert len(WHYS) == 5
    for name in WHYS:
        rules = {run.experiment.rule for run in compared(name).values()}
        assert {"gd", "momentum"} < rules
        assert len(rules - {"gd", "momentum", "nesterov"}) >= 2
