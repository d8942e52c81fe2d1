"""Moves of the session, and work that goes on: where they lead, and what they tell."""

from __future__ import annotations

import math
from time import perf_counter

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.run import room
from gdsim.engine.run.run import Run
from gdsim.engine.run.stages import Stage, next_place
from gdsim.models.session import Session
from gdsim.models.snapshot import Snapshot
from tests.models.listening import BOWL, Listener


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
