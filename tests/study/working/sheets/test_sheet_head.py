"""What a sheet says before its first update."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.sheets.head import MOST_PARAMETERS, sheet_head

DATA = Dataset("d", ("x", "y"), np.array([[1.0, 2.0], [2.0, 5.0], [3.0, 5.0]]))
LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=DATA,
    start=(0.5, 0.0),
    method="mini-batch",
    batch_size=2,
    rule="adam",
    schedule="step",
    round_gradient="2 figures",
)


def run_of(experiment: Experiment) -> Run:
    run = Run(experiment)
    run.advance(3)
    return run


def sentences(run: Run, first: int, last: int) -> list[str]:
    return [block.text for block in sheet_head(run, first, last) if isinstance(block, Text)]


def test_a_function_needs_its_rule_rate_and_start() -> None:
    run = run_of(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, -2.0)))
    formula, *_ = sheet_head(run, 0, 2)
    assert isinstance(formula, Formula)
    assert formula.latex == "L = w_{1}^{2} + 4 w_{2}^{2}"
    assert sentences(run, 0, 2) == [
        "Update rule: gradient descent.",
        "Learning rate: η = 0.1.",
        "Start: w₁ = 4, w₂ = -2.",
    ]


@pytest.mark.parametrize(
    ("schedule", "objective", "said"),
    [
        ("exact", "x^2 + 4*y^2", "by exact line search in each update."),
        ("exact", "x^4 + y^2", "by exact line search in each update; the first trial is η = 0.1."),
        (
            "backtracking",
            "x^2 + 4*y^2",
            "by backtracking line search in each update; the first trial is η = 0.1.",
        ),
    ],
)
def test_a_first_trial_is_told_of_where_rates_are_tried(
    schedule: str, objective: str, said: str
) -> None:
    experiment = Experiment(objective=objective, start=(1.0, 1.0), schedule=schedule)
    assert f"Learning rate: {said}" in sentences(run_of(experiment), 0, 2)


@pytest.mark.parametrize("schedule", ["exact", "backtracking"])
def test_the_first_trial_makes_a_difference_where_it_is_told(schedule: str) -> None:
    experiment = Experiment(objective="x^2 + 4*y^2", start=(1.0, 1.0), schedule=schedule)
    run, other = run_of(experiment), run_of(replace(experiment, learning_rate=0.17))
    is_told = any("first trial" in sentence for sentence in sentences(run, 0, 2))
    assert np.array_equal(run.row(0).new_theta, other.row(0).new_theta) == (not is_told)


def test_data_come_with_their_method_and_rounding_is_said() -> None:
    run = run_of(LINE)
    assert sheet_head(run, 0, 2)[0] == Formula(r"L_i = \left(w x + b - y\right)^{2}")
    assert sentences(run, 0, 2) == [
        "Update rule: Adam.",
        "Learning rate: η = 0.1, schedule step by step.",
        "Method: mini-batch 2, of N = 3 rows; a batch's loss is the mean over its rows.",
        "Start: w = 0.5, b = 0.",
        "Gradients are rounded to 2 figures, and so is what the rule remembers of them; rounded"
        " numbers are gone on with.",
    ]


def test_squares_that_keep_more_digits_than_are_asked_for_are_said() -> None:
    of_squares = "Sums and means of squares keep at least 2 figures."
    for rule, is_said in (("adam", True), ("adagrad", True), ("momentum", False), ("gd", False)):
        run = run_of(LINE.with_(rule=rule, round_gradient="2 decimals"))
        assert (of_squares in sentences(run, 0, 2)) == is_said
    assert of_squares not in sentences(run_of(LINE), 0, 2)


def test_changes_are_told_where_they_fall_between_the_updates_of_the_sheet() -> None:
    run = run_of(LINE).branch(2, learning_rate=0.2)
    run.advance(2)
    told = "From update 2 on: learning rate 0.2, before 0.1."
    assert told in sentences(run, 0, 2)
    assert told in sentences(run, 1, 3)
    assert told not in sentences(run, 0, 1)
    # It is what the sheet begins with.
    assert told not in sentences(run, 2, 3)
    assert "Learning rate: η = 0.2, schedule step by step." in sentences(run, 2, 3)


def test_a_long_start_is_cut_short() -> None:
    names = [f"p{k}" for k in range(MOST_PARAMETERS + 1)]
    run = Run(Experiment(objective=" + ".join(f"{name}^2" for name in names)))
    start = sentences(run, 0, 0)[-1]
    assert start.count("=") == MOST_PARAMETERS
    assert start.endswith("= 0 ….")


def test_what_a_run_is_set_to_besides_is_told() -> None:
    plan = Experiment(
        objective="a*x^2",
        start=(1.0,),
        let={"a": 2.0},
        rule="momentum",
        initial={"velocity_x": 0.5},
        bounds={"x": (0.0, float("inf"))},
    )
    formula, *lines = sheet_head(Run(plan), 0, 0)
    assert "a = 2" in formula.latex
    assert "Besides: 0 ≤ x, velocity x = 0.5." in [line.text for line in lines]
