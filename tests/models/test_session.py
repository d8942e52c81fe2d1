"""Commands on the session: where they move, what they keep, and what they tell."""

from __future__ import annotations

import math
from time import perf_counter

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run import room
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, next_place
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1, iterations=40)


class Listener:
    """Keeps what a session tells."""

    def __init__(self, session: Session) -> None:
        self.snapshots: list[Snapshot] = []
        self.refusals: list[tuple[str, Exception]] = []
        session.changed.connect(self.snapshots.append)
        session.refused.connect(lambda field, error: self.refusals.append((field, error)))

    @property
    def last(self) -> Snapshot:
        return self.snapshots[-1]


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Run(BOWL))


@pytest.fixture
def heard(session: Session) -> Listener:
    return Listener(session)


def test_each_command_tells_exactly_one_snapshot(session: Session, heard: Listener) -> None:
    for count, command in enumerate(
        (session.step, session.step, session.back, session.first, session.step), start=1
    ):
        command()
        assert len(heard.snapshots) == count


def test_step_makes_an_update_and_back_keeps_it(session: Session, heard: Listener) -> None:
    session.step()
    session.step()
    assert (heard.last.cursor, heard.last.length) == (2, 2)
    session.back()
    assert (heard.last.cursor, heard.last.length) == (1, 2)
    assert heard.last.row.theta == pytest.approx([3.2, 0.4])
    assert not heard.last.is_pending


@pytest.mark.parametrize("rule", ["gd", "momentum", "adam", "nadam", "adadelta"])
def test_back_then_forward_shows_the_same_numbers(qtbot: QtBot, rule: str) -> None:
    session = Session(Run(BOWL.with_(rule=rule)))
    heard = Listener(session)
    for _ in range(12):
        session.step()
    first = [s.row for s in heard.snapshots]
    for _ in range(12):
        session.back()
    heard.snapshots.clear()
    for _ in range(12):
        session.step()
    for a, b in zip(first, (s.row for s in heard.snapshots), strict=True):
        assert np.array_equal(a.theta, b.theta)
        assert np.array_equal(a.new_theta, b.new_theta)
        assert all(np.array_equal(a.state[k], b.state[k]) for k in a.state)


def test_cursor_never_leaves_the_run(session: Session, heard: Listener) -> None:
    session.back()
    assert heard.last.cursor == 0
    session.go_to(99)
    assert heard.last.cursor == 0
    for _ in range(60):
        session.step()
    assert heard.last.cursor == heard.last.length == 40
    assert heard.last.stop is not None and heard.last.stop.reason is StopReason.ITERATIONS


def test_to_the_end_stops_at_the_criterion_and_tells_progress(qtbot: QtBot) -> None:
    session = Session(Run(BOWL.with_(iterations=50_000, learning_rate=1e-6)))
    heard, fractions = Listener(session), []
    session.progressChanged.connect(fractions.append)
    session.to_the_end()
    qtbot.waitUntil(lambda: bool(fractions) and fractions[-1] is None)
    assert heard.last.length == heard.last.cursor == 50_000
    *known, last = fractions
    assert last is None
    assert known and known == sorted(known)
    assert known[0] > 0 and known[-1] <= 1


def test_to_the_end_never_goes_back(qtbot: QtBot, session: Session, heard: Listener) -> None:
    for _ in range(6):
        session.step()
    session.change({"iterations": 4})
    session.go_to(5)
    session.to_the_end()
    qtbot.waitUntil(lambda: heard.last.cursor == 6)
    assert heard.last.length == 6


def test_work_towards_the_end_does_not_wait_for_slow_views(qtbot: QtBot) -> None:
    session = Session(Run(BOWL.with_(iterations=500)))
    heard = Listener(session)

    def paint(_snapshot: Snapshot) -> None:
        until = perf_counter() + 0.025
        while perf_counter() < until:
            pass

    session.changed.connect(paint)
    session.to_the_end()
    qtbot.waitUntil(lambda: session.snapshot().stop is not None)
    # 1, 2, 4 ... updates at once; one at a time would take 500.
    assert len(heard.snapshots) < 50


def test_cancelled_work_keeps_what_was_done(qtbot: QtBot) -> None:
    session = Session(Run(BOWL.with_(iterations=None, learning_rate=1e-6)))
    heard = Listener(session)
    session.to_the_end()
    qtbot.waitUntil(lambda: bool(heard.snapshots) and heard.last.length > 100)
    session.pause()
    done = heard.last.length
    session.step()
    assert heard.last.length == done + 1


def test_playing_goes_on_until_the_run_stops(qtbot: QtBot, session: Session) -> None:
    heard, playing = Listener(session), []
    session.playingChanged.connect(playing.append)
    session.set_speed(math.inf)
    session.play()
    qtbot.waitUntil(lambda: playing == [True, False])
    assert heard.last.length == 40


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


def test_stages_go_through_an_update_and_make_it_when_it_comes_to_that(session: Session) -> None:
    listener = Listener(session)
    seen = []
    for _ in range(7):
        session.next_stage()
        seen.append((listener.last.stage, listener.last.cursor, listener.last.length))
    assert seen == [
        (Stage.INITIALISE, 0, 0),
        (Stage.CHOOSE, 0, 0),
        (Stage.LOSS, 0, 0),
        (Stage.GRADIENT, 0, 0),
        (Stage.UPDATE, 0, 1),
        (Stage.CRITERION, 0, 1),
        (Stage.CHOOSE, 1, 1),
    ]
    session.previous_stage()
    assert (listener.last.stage, listener.last.cursor) == (Stage.CRITERION, 0)
    session.step()
    assert (listener.last.stage, listener.last.cursor) == (None, 1)


def test_gradient_and_step_are_shown_from_their_stages_on(session: Session) -> None:
    listener = Listener(session)
    shown = {}
    for stage in (Stage.CHOOSE, Stage.LOSS, Stage.GRADIENT, Stage.UPDATE, Stage.CRITERION):
        session.go_to_stage(stage)
        shown[stage] = (listener.last.shows_gradient, listener.last.shows_step)
    assert shown == {
        Stage.CHOOSE: (False, False),
        Stage.LOSS: (False, False),
        Stage.GRADIENT: (True, False),
        Stage.UPDATE: (True, True),
        Stage.CRITERION: (True, True),
    }


def test_the_last_stage_returns_the_parameters(session: Session) -> None:
    listener = Listener(session)
    session.go_to(0)
    session.to_the_end()
    while session.run.stop is None:
        session.step()
    session.go_to(40)
    session.next_stage()
    assert listener.last.stage is Stage.RETURN
    told = len(listener.snapshots)
    session.next_stage()
    assert len(listener.snapshots) == told


def test_a_veil_hides_what_comes_after_the_cursor(session: Session) -> None:
    listener = Listener(session)
    for _ in range(5):
        session.step()
    session.go_to(2)
    session.set_veiled(True)
    veiled = listener.last
    assert (veiled.cursor, veiled.length, veiled.is_veiled) == (2, 2, True)
    assert not veiled.shows_gradient
    assert not veiled.shows_step
    session.step()
    assert (listener.last.cursor, listener.last.length) == (3, 3)
    session.back()
    assert listener.last.length == 2
    assert listener.last.generation != veiled.generation
    session.next_stage()
    assert listener.last.stage is None
    session.set_veiled(False)
    assert listener.last.length == 5


@pytest.fixture
def full(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session at the end of a run after which there is no memory for another row."""
    session = Session(Run(BOWL.with_(iterations=None, learning_rate=1e-6)))
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 0)
    session.run.advance(10**6)
    session.go_to(session.run.length)
    return session


@pytest.mark.parametrize("command", ["step", "next_stage", "play", "to_the_end", "reach"])
def test_every_way_on_says_that_there_is_no_memory_for_more_rows(
    full: Session, qtbot: QtBot, command: str
) -> None:
    length, heard = full.run.length, Listener(full)
    if command == "next_stage":
        full.go_to_stage(Stage.GRADIENT)
        while next_place(full.run, length, full.snapshot().stage) != (length, Stage.UPDATE):
            full.next_stage()
    with qtbot.waitSignal(full.filled):
        full.reach(10**12) if command == "reach" else getattr(full, command)()
    qtbot.waitUntil(lambda: not full.is_busy)
    assert (full.run.length, full.cursor, full.run.stop) == (length, length, None)
    assert not heard.refusals


def test_a_run_goes_on_once_there_is_memory_again(
    full: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    length = full.run.length
    monkeypatch.undo()
    full.step()
    assert full.cursor == full.run.length == length + 1
