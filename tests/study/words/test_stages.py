"""What is told of each stage, against the notes' numbers and the run's own rows."""

from __future__ import annotations

import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage
from gdsim.files.scenario.run import run_scenario
from gdsim.files.scenario.scenario import builtin_scenario
from gdsim.numbers import NumberFormat
from gdsim.study.words.stages import stage_sentence

TWO = NumberFormat.decimals(2)


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage.CHOOSE, "The only example"),
        (Stage.LOSS, "L = 10.88"),
        (Stage.GRADIENT, "∂L/∂w₁ = 6.4, ∂L/∂w₂ = 3.2, length 7.16"),
        (Stage.UPDATE, "w₁: 3.2 → 2.56, w₂: 0.4 → 0.08"),
        (Stage.CRITERION, "2 of 40 iterations: no, so back"),
    ],
)
def test_stages_of_the_bowl_tell_the_numbers_of_the_notes(stage: Stage, told: str) -> None:
    run = run_scenario(builtin_scenario("toy-bowl"), 4)
    assert told in stage_sentence(run, 1, stage, TWO)


def test_the_start_and_the_result_are_told() -> None:
    run = run_scenario(builtin_scenario("toy-bowl"))
    assert "w₁ = 4, w₂ = 2" in stage_sentence(run, 0, Stage.INITIALISE, TWO)
    assert stage_sentence(run, 39, Stage.CRITERION, TWO).startswith("Yes.")
    returned = stage_sentence(run, 40, Stage.RETURN, NumberFormat.decimals(6))
    assert f"w₁ = {4 * 0.8**40:.6f}" in returned
    assert "limit of 40 iterations" in returned


def line(order: str) -> Run:
    run = Run(
        Experiment(
            objective="(w*x + b - y)^2",
            dataset=generate("linear(rows=7)"),
            method="mini-batch",
            batch_size=3,
            order=order,
            stop_gradient_norm=1e-9,
            stop_step=2e-9,
        )
    )
    run.advance(4)
    return run


def test_permutation_and_batches_name_the_rows_that_are_used() -> None:
    run = line("shuffle")
    used = [row for t in range(3) for row in run.rows(t).tolist()]
    assert sorted(used) == list(range(7))
    assert ", ".join(map(str, used)) in stage_sentence(run, 0, Stage.SHUFFLE, TWO)
    third = stage_sentence(run, 2, Stage.CHOOSE, TWO)
    assert f"Batch 3 of 3, a single row: {used[-1]}" in third


def test_the_way_back_follows_the_order() -> None:
    shuffled, again = line("shuffle"), line("reshuffle")
    assert "choose the next mini-batch" in stage_sentence(shuffled, 1, Stage.CRITERION, TWO)
    assert "shuffle" in stage_sentence(shuffled, 2, Stage.CRITERION, TWO)
    assert "shuffle" in stage_sentence(again, 1, Stage.CRITERION, TWO)


@pytest.mark.parametrize(("t", "done"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 1), (5, 2)])
def test_epochs_count_as_done_with_their_last_batch(t: int, done: int) -> None:
    """Seven rows in batches of three are three updates an epoch."""
    run = line("shuffle").branch(0, epochs=9)
    run.advance(7)
    assert f"{done} of 9 epochs" in stage_sentence(run, t, Stage.CRITERION, TWO)


def test_the_criterion_shows_its_value_against_its_limit() -> None:
    told = stage_sentence(line("shuffle"), 1, Stage.CRITERION, TWO)
    assert "‖g‖ = " in told
    assert "> 1e-9" in told
    assert "‖Δθ‖ = " in told
    assert "> 2e-9" in told


def test_a_gradient_from_ahead_is_told_with_its_point() -> None:
    settings = {"convention": "lookahead"}
    run = Run(Experiment(objective="x^2", start=(1.0,), rule="nesterov", settings=settings))
    run.advance(2)
    told = stage_sentence(run, 1, Stage.GRADIENT, NumberFormat.exact())
    assert told == "Gradient at the look-ahead point, x = 0.62: ∂L/∂x = 1.24, length 1.24"
