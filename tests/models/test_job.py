"""Long work in slices between events."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from time import perf_counter, thread_time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gdsim.models.job import SLICE_SECONDS, Job


def portions(n: int, seconds: float, made: list[int]) -> Iterator[float]:
    for i in range(n):
        until = perf_counter() + seconds
        while perf_counter() < until:
            pass
        made.append(i)
        yield (i + 1) / n


def test_work_is_done_in_order_and_progress_told_once_a_slice(qtbot: QtBot) -> None:
    job, made, shares = Job(), [], []
    job.progressed.connect(shares.append)
    with qtbot.waitSignal(job.ended) as ended:
        job.start(portions(100, 0.001, made))
        assert job.is_busy
    assert ended.args == [True]
    assert made == list(range(100))
    assert shares == sorted(shares)
    # A slice holds about 12 portions: far fewer signals than portions.
    assert 2 <= len(shares) <= 50
    assert not job.is_busy


def test_events_are_answered_between_slices(qtbot: QtBot) -> None:
    job, beats = Job(), [thread_time()]
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(thread_time()))
    heart.start(0)
    with qtbot.waitSignal(job.ended):
        job.start(portions(200, 0.001, []))
    heart.stop()
    gaps = [after - before for before, after in itertools.pairwise(beats)]
    assert len(gaps) > 5
    assert max(gaps) < SLICE_SECONDS + 0.010


def test_cancelled_work_stops_at_once_and_says_so(qtbot: QtBot) -> None:
    job, made = Job(), []
    job.progressed.connect(lambda _share: job.cancel())
    with qtbot.waitSignal(job.ended) as ended:
        job.start(portions(1000, 0.001, made))
    assert ended.args == [False]
    assert 1 <= len(made) < 100
    with qtbot.assertNotEmitted(job.ended, wait=0):
        job.cancel()


def test_new_work_takes_the_place_of_the_old(qtbot: QtBot) -> None:
    job, old, new = Job(), [], []
    ends: list[bool] = []
    job.ended.connect(ends.append)
    job.start(portions(1000, 0.001, old))
    job.start(portions(3, 0.0, new))
    qtbot.waitUntil(lambda: not job.is_busy)
    assert ends == [False, True]
    assert (old, new) == ([], [0, 1, 2])


def test_fault_in_the_work_ends_it(qtbot: QtBot) -> None:
    def faulty() -> Iterator[float]:
        yield 0.5
        raise ZeroDivisionError

    job = Job()
    ends: list[bool] = []
    job.ended.connect(ends.append)
    with qtbot.captureExceptions() as caught:
        job.start(faulty())
        qtbot.waitUntil(lambda: bool(ends))
    assert ends == [False]
    assert caught[0][0] is ZeroDivisionError
    assert not job.is_busy


def test_slice_is_short_enough_for_a_window_that_answers() -> None:
    assert pytest.approx(0.012) == SLICE_SECONDS
    assert SLICE_SECONDS <= 0.015
