"""Playing at top speed for long: nothing gathers, whichever page is open."""

from __future__ import annotations

import gc
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PAGES, WORKING
from gdsim.engine.run.run import Run
from tests.app.opening import opened
from tests.robustness.counting import objects_of

MOST_ROWS = 20_000
"""Rows after which a run begins anew, so that rows take no more room than at first."""

FRAMES = 12
"""That are played on each page by default."""

SECONDS, WARM_UP = 60 * 60.0, 120.0
"""Of play with ``--full``, and of its beginning, that does not count."""

SECONDS_BETWEEN = 20.0
"""From one look at what is held to the next."""

MOST_GROWTH = 5.0
"""Megabytes held at the end beyond what was held after the beginning."""

MOST_MORE_OBJECTS = 1_000
"""Objects of Python's at the end beyond those after the beginning: caches may fill up further."""


class Play:
    """Plays at top speed, a new run after the other, and counts what is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.frames = desk, 0
        # So slow that it never ends by itself.
        self._experiment = desk.session.run.experiment.with_(learning_rate=1e-6, iterations=None)
        desk.session.changed.connect(self._count)
        desk.session.set_speed(math.inf)
        self._begin()

    def _count(self) -> None:
        self.frames += 1

    def _begin(self) -> None:
        session = self._desk.session
        session.begin(Run(self._experiment))
        self._desk.history.forget()
        session.play()

    def go_on(self) -> bool:
        """Let the window do what there is to do; return whether a run began anew."""
        begins = self._desk.session.run.length > MOST_ROWS
        if begins:
            # In the event loop, as all that a person does: outside of it nothing is ever deleted.
            QTimer.singleShot(0, self._begin)
        QApplication.processEvents()
        return begins


@dataclass(frozen=True)
class Held:
    """What the process holds: megabytes of memory, objects of Python's and of Qt's, widgets."""

    megabytes: float
    objects: int
    children: int
    widgets: int

    @classmethod
    def by(cls, desk: Desk) -> Held:
        """Return what the process holds, once what was thrown away is gone."""
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        children = len(desk.window.findChildren(QObject))
        widgets = len(QApplication.allWidgets())
        return cls(pages * 4096 / 1e6, len(gc.get_objects()), children, widgets)


def test_playing_with_any_page_open_leaves_no_more_objects(qtbot: QtBot) -> None:
    desk = opened(qtbot)
    objects_of(desk)
    before = objects_of(desk)
    for page in PAGES:
        play = Play(desk)
        desk.window.pages.turn_to(page)
        while play.frames < FRAMES:
            play.go_on()
        assert not objects_of(desk) - before, page.key


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_an_hour_at_top_speed_holds_no_more_memory(
    qtbot: QtBot, full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if not full:
        pytest.skip("takes an hour; asked for by --full")
    desk = opened(qtbot)
    desk.window.pages.turn_to(WORKING)
    play, began, held = Play(desk), monotonic(), list[Held]()
    frames, cpu = 0, 0.0
    while (gone := monotonic() - began) < SECONDS:
        # Only where there are next to no rows, which take what they take.
        if play.go_on() and gone >= WARM_UP + SECONDS_BETWEEN * len(held):
            if not held:
                frames, cpu = play.frames, process_time()
            held.append(Held.by(desk))
    shown, first, last = play.frames - frames, held[0], held[-1]
    with capsys.disabled():
        print(f"\n{shown} frames, {1000 * (process_time() - cpu) / shown:.1f} ms CPU each")
        print(f"first {first}\nlast {last}")
        print("MB, one look after the other: " + " ".join(f"{one.megabytes:.1f}" for one in held))
    assert max(one.megabytes for one in held[-6:]) - first.megabytes <= MOST_GROWTH
    assert last.objects - first.objects <= MOST_MORE_OBJECTS
    assert (last.children, last.widgets) == (first.children, first.widgets)
