"""Settings changed through the session: what branches, starts over or stays, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.session import Session
from tests.models.listening import Listener


def test_change_of_learning_rate_branches_at_the_cursor(session: Session, heard: Listener) -> None:
    for _ in range(5):
        session.step()
    session.go_to(2)
    before = heard.last
    session.change({"learning_rate": 0.2})
    assert (heard.last.cursor, heard.last.length) == (2, 2)
    assert heard.last.generation != before.generation
    session.step()
    w1, w2 = 4 * 0.8**2, 2 * 0.2**2
    assert heard.last.row.theta == pytest.approx([w1 * 0.6, w2 * -0.6])


def test_change_of_a_stopping_criterion_keeps_the_rows_after_the_cursor(
    session: Session, heard: Listener
) -> None:
    for _ in range(5):
        session.step()
    session.go_to(2)
    session.change({"iterations": 100})
    assert (heard.last.cursor, heard.last.length) == (2, 5)


def test_change_at_the_end_of_a_run_that_stopped_starts_it_over(
    session: Session, heard: Listener
) -> None:
    session.change({"iterations": 3})
    for _ in range(3):
        session.step()
    assert heard.last.stop is not None
    told: list[bool] = []
    session.startedOver.connect(lambda: told.append(True))
    session.change({"learning_rate": 0.2})
    assert (heard.last.cursor, heard.last.length, heard.last.stop) == (0, 0, None)
    assert told == [True]
    session.step()
    # 4 - 0.2 * 8 and 2 - 0.2 * 16 by hand.
    assert heard.last.row.theta == pytest.approx([2.4, -1.2])


def test_change_before_the_end_of_a_run_that_stopped_goes_on_from_there(
    session: Session, heard: Listener
) -> None:
    session.change({"iterations": 3})
    for _ in range(3):
        session.step()
    session.back()
    session.change({"learning_rate": 0.2})
    assert (heard.last.cursor, heard.last.length) == (2, 2)


def test_raised_limit_lets_a_run_that_stopped_go_on(session: Session, heard: Listener) -> None:
    session.change({"iterations": 3})
    for _ in range(3):
        session.step()
    session.change({"iterations": 4})
    session.step()
    assert heard.last.length == 4


def test_refused_change_changes_nothing(session: Session, heard: Listener) -> None:
    session.step()
    session.change({"learning_rate": -1.0})
    assert [field for field, _ in heard.refusals] == ["learning_rate"]
    assert len(heard.snapshots) == 1
    assert session.run.experiment.learning_rate == 0.1


def test_new_rule_drops_settings_that_it_does_not_have(session: Session) -> None:
    session.change({"rule": "momentum", "settings": {"beta": 0.5}})
    session.change({"rule": "gd"})
    assert "beta" not in session.run.experiment.settings


def test_new_objective_keeps_the_start_of_parameters_that_stay(session: Session) -> None:
    session.change({"objective": "w1^2 + v^2"})
    assert session.run.objective.parameters == ("w1", "v")
    assert session.run.row(0).theta.tolist() == [4.0, 1.0]


def test_new_data_turns_a_name_into_a_column(session: Session) -> None:
    data = Dataset("d", ("w2",), np.array([[1.0], [3.0]]))
    session.change({"dataset": data})
    assert session.run.objective.parameters == ("w1",)
    assert session.run.row(0).loss == pytest.approx(16 + 4 * (1 + 9) / 2)


def test_value_that_is_there_already_changes_nothing(session: Session, heard: Listener) -> None:
    for _ in range(3):
        session.step()
    session.go_to(1)
    told = len(heard.snapshots)
    session.change({"learning_rate": 0.1, "rule": "gd"})
    assert len(heard.snapshots) == told
    assert session.run.length == 3


def test_mini_batches_of_few_rows_take_them_all(qtbot: QtBot) -> None:
    data = Dataset("d", ("x",), np.arange(20.0)[:, np.newaxis])
    session = Session(Run(Experiment(objective="(w - x)^2", dataset=data, start=(0.0,))))
    heard = Listener(session)
    session.change({"method": "mini-batch"})
    assert heard.refusals == []
    assert session.run.experiment.batch_size == 20
    session.change({"dataset": Dataset("e", ("x",), np.arange(5.0)[:, np.newaxis])})
    assert session.run.experiment.batch_size == 5
    session.change({"batch_size": 6})
    assert [field for field, _ in heard.refusals] == ["batch_size"]
