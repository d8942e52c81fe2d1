"""Where there is no memory for more rows a run goes no further, and all it has stays."""

from __future__ import annotations

import gc
from functools import partial

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.run import room
from gdsim.engine.run.run import Run
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK, bytes_of_rows

ENDLESS = Experiment(
    objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=1e-6, iterations=10**12
)


def give_room(monkeypatch: pytest.MonkeyPatch, n_bytes: int) -> None:
    """Leave so many bytes to rows beyond those that are held."""
    gc.collect()
    most = bytes_of_rows() + n_bytes
    monkeypatch.setattr(room, "most_bytes_of_rows", lambda: most)


def test_a_run_without_end_is_refused_once_its_rows_take_what_they_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Run(ENDLESS)
    give_room(monkeypatch, 3_000_000)
    with pytest.raises(InputError, match="fewer iterations"):
        for _ in iter(partial(run.advance, 5000), 0):
            pass
    # Two parameters: theta, rate, t, full loss, loss and gradient are 8 numbers of 8 bytes.
    assert 3_000_000 <= 64 * run.length < 3_000_000 + 64 * 2 * ROWS_OF_A_BLOCK
    assert run.stop is None


def test_what_was_made_is_told_before_the_next_update_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Run(ENDLESS)
    give_room(monkeypatch, 1)
    assert run.advance(10**6) == run.length == ROWS_OF_A_BLOCK
    with pytest.raises(InputError, match="4,096 updates"):
        run.advance(1)


def test_rows_up_to_the_end_of_room_are_those_of_a_run_with_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free = Run(ENDLESS)
    free.advance(3 * ROWS_OF_A_BLOCK)
    full = Run(ENDLESS)
    give_room(monkeypatch, 1)
    full.advance(10**6)
    ours, theirs = (run.columns(0, full.length + 1) for run in (full, free))
    assert np.array_equal(ours.theta, theirs.theta)
    assert np.array_equal(ours.gradient, theirs.gradient)


def test_a_run_goes_on_once_others_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    other, run = Run(ENDLESS), Run(ENDLESS)
    give_room(monkeypatch, 2_000_000)
    other.advance(20_000)
    run.advance(10**6)
    length = run.length
    del other
    gc.collect()
    assert run.advance(ROWS_OF_A_BLOCK) == ROWS_OF_A_BLOCK
    assert run.length == length + ROWS_OF_A_BLOCK


def test_a_criterion_that_ends_a_run_in_time_makes_any_limit_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = Run(ENDLESS.with_(learning_rate=0.1, stop_gradient_norm=1e-6))
    give_room(monkeypatch, 1)
    run.advance(10**12)
    assert run.stop is not None and run.length < 100


def test_short_runs_are_made_however_much_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    give_room(monkeypatch, 0)
    run = Run(ENDLESS)
    assert run.advance(200) == 200
    assert run.branch(200, learning_rate=1e-3).advance(200) == 200


def test_rows_may_take_a_part_of_the_memory_that_a_container_leaves(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    limit = tmp_path_factory.mktemp("container") / "memory.max"
    limit.write_text("512000000\n")
    monkeypatch.setattr(room, "_LIMIT_OF_CONTAINER", limit)
    room.most_bytes_of_rows.cache_clear()
    try:
        assert room.most_bytes_of_rows() == 128_000_000
        limit.write_text("max\n")
        room.most_bytes_of_rows.cache_clear()
        assert room.most_bytes_of_rows() > 128_000_000
    finally:
        room.most_bytes_of_rows.cache_clear()
