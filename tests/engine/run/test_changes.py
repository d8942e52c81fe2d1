"""What becomes of a run when its experiment is changed, followed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.changes import changed
from gdsim.engine.run.run import Run

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)
ROWS = Dataset("rows", ("x",), np.arange(20.0)[:, np.newaxis])


def run_of(updates: int, experiment: Experiment = BOWL) -> Run:
    run = Run(experiment)
    run.advance(updates)
    return run


def test_a_change_holds_from_the_cursor_on() -> None:
    run, cursor = changed(run_of(5), 2, {"learning_rate": 0.2})
    assert (run.length, cursor) == (2, 2)
    run.advance(1)
    # Two updates by 0.1 and one by 0.2: factors 0.8 and 0.2, then 0.6 and -0.6.
    assert run.theta == pytest.approx([4 * 0.8**2 * 0.6, 2 * 0.2**2 * -0.6])


@pytest.mark.parametrize(
    "changes",
    [{"iterations": 9}, {"epochs": 9, "stop_loss": 1e-9}, {"stop_gradient_norm": 1e-9}],
)
def test_a_stopping_criterion_keeps_the_rows_after_the_cursor(changes) -> None:
    run, cursor = changed(run_of(5), 2, changes)
    assert (run.length, cursor, run.stop) == (5, 2, None)


def test_a_criterion_changed_with_a_rate_holds_from_the_cursor_on() -> None:
    run, cursor = changed(run_of(5), 2, {"iterations": 9, "learning_rate": 0.2})
    assert (run.length, cursor) == (2, 2)


def test_a_run_that_has_stopped_starts_over_at_its_end_alone() -> None:
    stopped = run_of(3, BOWL.with_(iterations=3))
    assert stopped.stop is not None
    over, cursor = changed(stopped, 3, {"learning_rate": 0.2})
    assert (over.length, cursor, over.stop) == (0, 0, None)
    assert over.theta.tolist() == [4.0, 2.0]
    before, cursor = changed(stopped, 2, {"learning_rate": 0.2})
    assert (before.length, cursor) == (2, 2)
    longer, cursor = changed(stopped, 3, {"iterations": 4})
    assert (longer.length, cursor, longer.stop) == (3, 3, None)


def test_a_new_start_begins_a_run_of_the_same_objective() -> None:
    old = run_of(5)
    run, cursor = changed(old, 3, {"start": (1.0, 1.0)})
    assert (run.length, cursor) == (0, 0)
    assert run.objective is old.objective
    assert run.theta.tolist() == [1.0, 1.0]


def test_a_new_objective_starts_where_the_run_began_and_new_parameters_at_one() -> None:
    run, cursor = changed(run_of(5), 3, {"objective": "v^2 + w2^2"})
    assert (run.length, cursor) == (0, 0)
    assert dict(zip(run.objective.parameters, run.theta, strict=True)) == {"v": 1.0, "w2": 2.0}


def test_a_new_objective_takes_the_start_that_comes_with_it() -> None:
    run, _ = changed(run_of(5), 3, {"objective": "v^2", "start": (7.0,)})
    assert run.theta.tolist() == [7.0]


def test_new_data_turn_a_name_into_a_column() -> None:
    data = Dataset("d", ("w2",), np.array([[1.0], [3.0]]))
    run, _ = changed(run_of(0), 0, {"dataset": data})
    assert run.objective.parameters == ("w1",)
    # 4^2 and the mean of 4*1 and 4*9.
    assert run.row(0).loss == pytest.approx(16 + 20)


def test_a_new_rule_keeps_of_the_settings_those_that_it_has() -> None:
    run = run_of(2, BOWL.with_(rule="momentum", settings={"beta": 0.5}))
    assert changed(run, 1, {"rule": "nesterov"})[0].experiment.settings == {"beta": 0.5}
    assert changed(run, 1, {"rule": "gd"})[0].experiment.settings == {}
    other, _ = changed(run, 1, {"rule": "nesterov", "settings": {"beta": 0.8}})
    assert other.experiment.settings == {"beta": 0.8}


def test_a_batch_size_that_there_are_too_few_rows_for_becomes_all_of_them() -> None:
    run = run_of(2, Experiment(objective="(w - x)^2", dataset=ROWS, batch_size=32))
    small, _ = changed(run, 1, {"method": "mini-batch"})
    assert small.experiment.batch_size == 20
    few = Dataset("few", ("x",), np.arange(5.0)[:, np.newaxis])
    assert changed(small, 1, {"dataset": few})[0].experiment.batch_size == 5
    with pytest.raises(InputError, match="batch size"):
        changed(small, 1, {"batch_size": 21})


def test_a_refused_value_leaves_the_run_as_it_was() -> None:
    run = run_of(5)
    with pytest.raises(InputError, match="learning rate"):
        changed(run, 2, {"learning_rate": -1.0})
    assert (run.length, run.experiment) == (5, BOWL)
