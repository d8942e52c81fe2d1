"""What differs between runs, in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import FIELDS, Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.words.differences import differences
from tests.engine.descent.test_experiment import OTHERS, PLAN

DATA = Dataset("line", ("x", "y"), np.column_stack((np.arange(40.0), np.arange(40.0) / 20)))


def bowl(**settings: Any) -> Run:
    return Run(Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), **settings))


def line(**settings: Any) -> Run:
    return Run(Experiment(objective="(w*x + b - y)^2", dataset=DATA, **settings))


def test_only_what_is_not_the_same_in_all_runs_is_told() -> None:
    runs = [bowl(learning_rate=0.5), bowl(learning_rate=0.5, rule="adagrad"), bowl()]
    assert differences(runs) == [
        "η = 0.5, Gradient descent",
        "η = 0.5, AdaGrad",
        "η = 0.1, Gradient descent",
    ]
    assert differences([bowl(), bowl()]) == ["", ""]


def test_what_is_as_usual_in_a_rule_is_told_where_another_run_has_it_otherwise() -> None:
    momentum = bowl(rule="momentum")
    assert differences([bowl(), momentum]) == ["Gradient descent", "Momentum"]
    less = bowl(rule="momentum", settings={"beta": 0.5})
    assert differences([momentum, less]) == ["β = 0.9", "β = 0.5"]
    assert differences([bowl(), less]) == ["Gradient descent", "Momentum, β = 0.5"]
    # The β of another rule is another thing.
    assert differences([momentum, bowl(rule="rmsprop")]) == ["Momentum", "RMSProp"]


def test_batches_are_told_where_they_count() -> None:
    small = line(method="mini-batch", batch_size=8)
    assert differences([small, line(method="mini-batch", batch_size=4)]) == ["B = 8", "B = 4"]
    assert differences([small, line()]) == ["mini-batch, B = 8", "batch"]
    other = line(method="mini-batch", batch_size=8, seed=3)
    assert differences([small, other]) == ["seed 0", "seed 3"]
    assert differences([line(seed=1), line(seed=2)]) == ["", ""]
    assert differences([bowl(method="mini-batch"), bowl()]) == ["", ""]


def test_starts_losses_limits_and_rounding_are_told() -> None:
    moved = Run(bowl().experiment.with_(start=(1.0, -0.5), iterations=40))
    assert differences([bowl(), moved]) == [
        "start (4, 2)",
        "start (1, -0.5), at most 40 iterations",
    ]
    rounded = bowl(round_parameters="3 decimals")
    assert differences([rounded, bowl()]) == ["parameters rounded to 3 decimals", ""]
    one, other = differences([bowl(), line()])
    assert one.startswith("w1^2 + 4*w2^2, no data")
    assert other.startswith("(w*x + b - y)^2, line")


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "parameters"])
def test_every_field_that_two_runs_differ_in_is_told(name: str) -> None:
    text = "w^2 + b^2" if name == "dataset" else PLAN.objective
    plain = PLAN.with_(objective=text)
    one, other = differences([Run(plain), Run(plain.with_(**{name: OTHERS[name]}))])
    assert one != other


def test_a_change_in_the_middle_is_told_with_its_update_unless_no_update_is_changed() -> None:
    run = line(method="mini-batch", batch_size=16, learning_rate=1e-4)
    run.advance(6)
    changed = run.branch(6, batch_size=8)
    changed.advance(3)
    changed = changed.branch(9, iterations=50)
    changed.advance(2)
    assert differences([run, changed]) == ["", "from 6: B = 8"]
