"""When updates are made by themselves: at a speed, or as fast as they go."""

from __future__ import annotations

import math
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from gdsim.models.job import SLICE_SECONDS, Portion
from gdsim.models.player import Player


class Updates:
    """A run of `n` updates, each of which takes so many seconds."""

    def __init__(self, n: int, seconds: float = 0.0) -> None:
        self.left, self._seconds = n, seconds
        self.asked: list[int] = []

    def advance(self, n: int) -> int:
        self.asked.append(n)
        made = min(n, self.left)
        self.left -= made
        until = perf_counter() + made * self._seconds
        while perf_counter() < until:
            pass
        return made


def test_work_ends_at_its_goal(qtbot: QtBot) -> None:
    updates, shares = Updates(1_000_000), []
    player = Player(updates.advance)
    player.progressChanged.connect(shares.append)
    player.work(1000)
    assert player.is_busy
    qtbot.waitUntil(lambda: not player.is_busy)
    assert updates.left == 999_000
    assert shares[-1] is None


def test_work_ends_where_there_is_nothing_more_to_make(qtbot: QtBot) -> None:
    updates = Updates(100)
    player = Player(updates.advance)
    with qtbot.waitSignal(player.advanced):
        player.work(1000)
    assert updates.left == 0
    assert not player.is_busy


def test_work_tells_its_share_once_a_slice_and_shows_what_it_tells(qtbot: QtBot) -> None:
    updates, told = Updates(1_000_000, 0.0005), []
    player = Player(updates.advance)
    player.advanced.connect(lambda: told.append("shown"))
    player.progressChanged.connect(told.append)
    player.work(200)
    qtbot.waitUntil(lambda: told[-1:] == [None])
    assert told[:-2:2] == ["shown"] * len(told[:-2:2])
    shares = told[1:-2:2]
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] <= 1
    assert told[-2:] == ["shown", None]
    # 200 updates take 100 ms, a slice about 12: far fewer signals than updates.
    assert 2 <= len(shares) <= 50


def test_stopped_work_stays_where_it_is(qtbot: QtBot) -> None:
    updates = Updates(1_000_000, 0.001)
    player = Player(updates.advance)
    player.work(1_000_000)
    with qtbot.waitSignal(player.advanced):
        pass
    player.stop()
    left = updates.left
    assert 0 < left < 1_000_000
    assert not player.is_busy
    # Work that begins later and comes to its end: by then the other would have gone on.
    later = Player(Updates(1).advance)
    with qtbot.waitSignal(later.advanced):
        later.work(1)
    assert updates.left == left


def test_playing_is_no_faster_than_its_speed(qtbot: QtBot) -> None:
    updates, playing = Updates(4), []
    player = Player(updates.advance)
    player.playingChanged.connect(playing.append)
    player.set_speed(20.0)
    began = perf_counter()
    player.play()
    qtbot.waitUntil(lambda: playing == [True, False])
    # The first update is made in the first frame; the others take 50 ms each.
    assert perf_counter() - began > 0.149
    assert updates.left == 0


def test_playing_begins_with_one_update_however_late_its_first_frame_is(qtbot: QtBot) -> None:
    updates = Updates(100)
    player = Player(updates.advance)
    player.set_speed(60.0)
    player.play()
    # Something else takes as long as several frames.
    until = perf_counter() + 0.1
    while perf_counter() < until:
        pass
    qtbot.waitUntil(lambda: bool(updates.asked))
    player.stop()
    assert updates.asked[0] == 1


def test_playing_without_a_limit_makes_more_at_once_while_that_is_quick(qtbot: QtBot) -> None:
    updates = Updates(1000)
    player = Player(updates.advance)
    player.set_speed(math.inf)
    player.play()
    qtbot.waitUntil(lambda: not player.is_busy)
    assert updates.asked[:4] == [1, 2, 4, 8]


def test_playing_without_a_limit_makes_less_at_once_where_showing_is_slow(qtbot: QtBot) -> None:
    updates = Updates(1_000_000)
    player = Player(updates.advance)

    def paint() -> None:
        until = perf_counter() + 2.5 * SLICE_SECONDS
        while perf_counter() < until:
            pass

    player.advanced.connect(paint)
    player.set_speed(math.inf)
    player.play()
    qtbot.waitUntil(lambda: len(updates.asked) >= 5)
    player.stop()
    assert set(updates.asked) == {1}


@pytest.mark.parametrize(("seconds", "sizes"), [(0.1, [2, 4, 4]), (0.5, [1, 1, 1]), (9, [1, 1, 1])])
def test_a_portion_grows_until_it_takes_as_long_as_wanted(seconds: float, sizes: list[int]) -> None:
    portion, seen = Portion(0.8), []
    for _ in sizes:
        portion.took(portion.size * seconds)
        seen.append(portion.size)
    assert seen == sizes


def test_a_portion_shrinks_where_it_takes_too_long() -> None:
    portion = Portion(0.8)
    for seconds in (0.0, 0.0, 0.0, 1.7, 1.7):
        portion.took(seconds)
    assert portion.size == 2
