"""Kept runs: what is kept, where each stands, and that none changes another."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run import room
from gdsim.engine.run.run import Run
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK
from gdsim.models.kept_runs import MOST_KEPT_RUNS, N_LOOKS, KeptRuns

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


def run_of(updates: int, **changes) -> Run:
    run = Run(BOWL.with_(**changes))
    run.advance(updates)
    return run


@pytest.fixture
def kept(qtbot: QtBot) -> KeptRuns:
    return KeptRuns()


def names(kept: KeptRuns) -> list[str]:
    return [one.name for one in kept.runs]


def test_a_kept_run_stays_whatever_becomes_of_the_present_one(kept: KeptRuns) -> None:
    run = run_of(5)
    kept.keep(run, "gd")
    run.advance(10)
    assert kept.runs[0].run.length == 5
    np.testing.assert_array_equal(kept.runs[0].run.columns(0, 5).loss, run.columns(0, 5).loss)


def test_names_are_told_apart_and_looks_too(kept: KeptRuns) -> None:
    for _ in range(N_LOOKS):
        kept.keep(run_of(1), "gd")
    assert len(set(names(kept))) == N_LOOKS
    assert {one.look for one in kept.runs} == set(range(N_LOOKS))
    kept.remove(kept.runs[2].key)
    kept.keep(run_of(1), "new")
    assert kept.runs[-1].look == 2


def test_runs_are_renamed_moved_hidden_duplicated_and_removed(kept: KeptRuns) -> None:
    first, second = kept.keep(run_of(1), "one"), kept.keep(run_of(2), "two")
    kept.rename(first, "  my  run ")
    kept.rename(second, "")
    kept.move(second, -1)
    assert names(kept) == ["two", "my run"]
    kept.move(second, -5)
    kept.rename(first, "two")
    assert names(kept) == ["two", "two (2)"]
    kept.set_shown(first, False)
    assert [one.is_shown for one in kept.runs] == [True, False]
    kept.duplicate(second)
    assert [one.run.length for one in kept.runs] == [2, 1, 2]
    kept.remove(first)
    kept.clear()
    assert kept.runs == ()


def test_the_run_removed_last_comes_back_where_it_was_and_as_it_was(kept: KeptRuns) -> None:
    for name in ("one", "two", "three"):
        kept.keep(run_of(1), name)
    before = kept.runs
    assert kept.removed is None
    kept.remove(before[0].key)
    kept.remove(before[1].key)
    assert kept.removed is before[1]
    kept.bring_back()
    assert [(one.key, one.name, one.look) for one in kept.runs] == [
        (before[1].key, "two", 1),
        (before[2].key, "three", 2),
    ]
    assert kept.removed is None


def test_what_comes_back_gives_way_to_a_name_and_a_look_that_are_taken(kept: KeptRuns) -> None:
    kept.keep(run_of(1), "gd")
    kept.remove(kept.runs[0].key)
    kept.keep(run_of(2), "gd")
    kept.bring_back()
    assert [(one.name, one.look) for one in kept.runs] == [("gd (2)", 1), ("gd", 0)]


def test_nothing_comes_back_where_there_is_no_room_or_all_are_forgotten(kept: KeptRuns) -> None:
    for i in range(MOST_KEPT_RUNS):
        kept.keep(run_of(1), f"run {i}")
    kept.remove(kept.runs[3].key)
    assert kept.removed is not None
    kept.keep(run_of(1), "another")
    assert kept.removed is None
    kept.bring_back()
    assert len(kept.runs) == MOST_KEPT_RUNS
    kept.remove(kept.runs[0].key)
    kept.clear()
    assert kept.removed is None


def test_the_oldest_goes_where_there_are_too_many(kept: KeptRuns) -> None:
    run = run_of(1)
    for i in range(MOST_KEPT_RUNS + 1):
        kept.keep(run, f"run {i}")
    assert names(kept)[0] == "run 1"
    assert len(kept.runs) == MOST_KEPT_RUNS


def test_every_run_is_taken_to_the_cursor(kept: KeptRuns) -> None:
    kept.keep(run_of(2, learning_rate=0.05), "short")
    kept.keep(run_of(30, iterations=6), "ended")
    kept.follow(run_of(12), 10, "iteration")
    short, ended = kept.runs
    assert (short.row, short.run.length) == (10, 10)
    assert short.run.theta == pytest.approx([4 * 0.9**10, 2 * 0.6**10])
    assert (ended.row, ended.run.length) == (6, 6)
    kept.follow(run_of(12), 3, "iteration")
    assert [one.row for one in kept.runs] == [3, 3]


def test_by_rows_seen_larger_batches_take_fewer_updates(kept: KeptRuns) -> None:
    x = np.linspace(-1, 1, 20)
    line = Experiment(
        objective="(w*x + b - y)^2",
        dataset=Dataset("line", ("x", "y"), np.column_stack([x, 3 * x])),
        method="mini-batch",
        batch_size=4,
        learning_rate=0.05,
    )
    for size in (2, 10, 20):
        kept.keep(Run(line.with_(batch_size=size)), f"B = {size}")
    present = Run(line)
    present.advance(10)
    for unit, rows in (("rows", [20, 4, 2]), ("epoch", [20, 4, 2]), ("iteration", [10, 10, 10])):
        kept.follow(present, 10, unit)
        assert [one.row for one in kept.runs] == rows


def test_the_same_run_is_known(kept: KeptRuns) -> None:
    run = run_of(4)
    kept.keep(run, "gd")
    assert kept.has(run)
    run.advance(1)
    assert not kept.has(run)


def test_runs_that_are_restored_stand_as_they_were_and_keys_stay_new(kept: KeptRuns) -> None:
    before = kept.runs
    kept.clear()
    kept.restore(before)
    names = [(one.key, one.name, one.look) for one in kept.runs]
    assert names == [(one.key, one.name, one.look) for one in before]
    assert kept.new_key() not in {one.key for one in before}


def test_a_kept_run_stays_behind_where_there_is_no_memory_for_its_rows(
    kept: KeptRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = Run(BOWL), Run(BOWL.with_(learning_rate=0.01))
    kept.keep(other, "other")
    own.advance(3 * ROWS_OF_A_BLOCK)
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: 0)
    kept.follow(own, own.length, "iteration")
    assert kept.runs[0].row == ROWS_OF_A_BLOCK
