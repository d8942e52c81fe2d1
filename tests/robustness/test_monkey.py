"""Anything done to the window, in any order: what is shown agrees, and nothing breaks or stays."""

from __future__ import annotations

import difflib
import io
import json
import sys
import threading
import traceback
import zipfile
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.document.history import MOST_STEPS
from gdsim.app.pages import TABLE
from gdsim.app.places.table import EXPLORE
from gdsim.models.snapshot import Snapshot
from tests.app.document.acting import bytes_of
from tests.app.opening import opened
from tests.robustness.counting import everything_built, widgets_of
from tests.robustness.monkey import Monkey

SHORT, LONG = (2, 60), (10, 10_000)
"""Seeds, and things done with each, by default and with ``--full``."""

BACK_AND_FORTH = 25
"""How many things are done between two times that rows are held against what they were."""

STEPS = 30
"""How many things are done between two times that all is taken back, fewer than are remembered."""

WIDGETS = 500
"""How many things are done between two times that widgets are counted."""


def bits_of_row(desk: Desk, t: int) -> bytes:
    row = desk.session.run.row(t)
    parts = (row.theta, row.gradient, row.new_theta, np.array([row.loss, row.learning_rate]))
    return b"".join(np.asarray(part).tobytes() for part in parts)


def require_agreement(desk: Desk) -> None:
    """Require that the run, the table, the loss curve and the pictures tell the same."""
    shown: Snapshot = desk.session.snapshot()
    assert 0 <= shown.cursor <= shown.length <= desk.session.run.length
    table = desk.window.pages.build(TABLE)
    assert table.model.rowCount() == shown.length + 1
    assert table.rows.marked_row == shown.cursor
    losses = desk.window.loss_plot.losses()
    assert losses.rows[-1] == shown.length
    drawn = np.array([losses.batch[0], losses.batch[-1]])
    made = np.array([desk.session.run.row(t).loss for t in (0, shown.length)])
    assert drawn.tobytes() == made.tobytes()
    for plot in (desk.window.landscape.plot, desk.window.loss_plot.canvas):
        ranges = np.array(plot.area.viewRange())
        assert np.isfinite(ranges).all()
        assert (ranges[:, 0] < ranges[:, 1]).all()


def require_same_bits_back_and_forth(desk: Desk, t: int) -> None:
    session, cursor = desk.session, desk.session.cursor
    before = bits_of_row(desk, t)
    session.go_to(t)
    session.step()
    session.back()
    session.first()
    session.go_to(cursor)
    assert bits_of_row(desk, t) == before
    assert session.cursor == cursor


def manifest_lines(text: bytes) -> list[str]:
    manifest = json.loads(text)
    manifest.pop("view", None)
    return json.dumps(manifest, indent=1).splitlines()


def differences(one: bytes, other: bytes) -> list[str]:
    """Return what is not the same in two documents: lines of the manifest, sizes of the parts.

    How it is looked at is none of it: to zoom, to resize, or to choose an axis is no step.
    """
    found = []
    for document in (one, other):
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            found.append({name: parts.read(name) for name in parts.namelist()})
    manifests = [manifest_lines(parts.pop("manifest.json")) for parts in found]
    told = list(difflib.unified_diff(*manifests, lineterm="", n=6))
    for name in sorted({*found[0], *found[1]}):
        parts = [part.get(name, b"") for part in found]
        told += [f"{name}: {len(parts[0])} and {len(parts[1])} bytes"] * (parts[0] != parts[1])
    return told


class Taking:
    """Takes back all that was done since `begin`, and requires what was there then."""

    def __init__(self, desk: Desk, monkey: Monkey, folder: Path) -> None:
        self._desk, self._monkey, self._folder = desk, monkey, folder
        self.held = 0
        desk.history.changed.connect(self._look)
        self.begin()

    def begin(self) -> None:
        """Begin with what is there now, and a first change."""
        self._monkey.rest()
        self._before = self._bytes()
        self._desk.history.forget()
        rate = self._desk.session.run.experiment_at(self._desk.session.cursor).learning_rate
        self._desk.session.change({"learning_rate": 0.0123 if rate != 0.0123 else 0.0321})
        self._is_whole = True

    def _look(self) -> None:
        # From there the monkey may move on, which is no step, or another document was begun.
        if not self._desk.history.undo_name:
            self._is_whole = False

    def _bytes(self) -> bytes:
        # Where one looks is no change: the same place and page each time.
        self._desk.window.places.turn_to(EXPLORE)
        self._desk.window.pages.turn_to(TABLE)
        # Kept runs are taken to where the present one is along the axis of the loss plot.
        self._desk.window.loss_plot.across.choose("iteration")
        return bytes_of(self._desk, self._folder)

    def require(self) -> None:
        """Take all back and do it again, unless nobody can know what should be there then."""
        self._monkey.rest()
        history, after = self._desk.history, self._bytes()
        is_whole, steps = self._is_whole, list[str]()
        while is_whole and history.undo_name:
            steps.append(history.undo_name)
            history.undo()
        if 0 < len(steps) < MOST_STEPS:
            self.held += 1
            more = differences(self._before, self._bytes())
            assert not more, f"not all is taken back, through {steps}: {more}"
            for _ in steps:
                history.redo()
            more = differences(after, self._bytes())
            assert not more, f"not all is done again, from {steps}"
        self.begin()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Take as many seeds as are asked for."""
    if "seed" in metafunc.fixturenames:
        seeds, _ = LONG if metafunc.config.getoption("full") else SHORT
        metafunc.parametrize("seed", range(seeds))


# Said by the platform without a screen when a menu is opened.
@pytest.mark.qt_log_ignore("This plugin does not support grabbing", extend=True)
def test_whatever_is_done_the_window_stays_right(
    seed: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    raised: list[str] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda *what: raised.append("".join(traceback.format_exception(*what)))
    )
    monkeypatch.setattr(threading, "excepthook", lambda what: raised.append(repr(what)))
    files = tmp_path / "files"
    files.mkdir()
    (files / "good.csv").write_text("x,y\n" + "\n".join(f"{k},{2 * k}" for k in range(9)))
    (files / "bad.csv").write_text("x,y\n1,\n,,,\n")
    (files / "bad.toml").write_text("objective = 3")
    monkeypatch.chdir(files)
    desk = opened(qtbot)
    monkey = Monkey(desk, seed, files)
    monkey.stand_for_file_dialogs(monkeypatch.setattr)
    if full:
        everything_built(desk)
    monkey.rest()
    widgets = widgets_of(desk)
    taking = Taking(desk, monkey, tmp_path)
    _, count = LONG if full else SHORT
    for k in range(1, count + 1):
        try:
            monkey.act()
            assert not raised
            require_agreement(desk)
            shown = desk.session.snapshot()
            if k % BACK_AND_FORTH == 0 and not shown.is_veiled:
                monkey.rest()
                t = monkey.chance.randint(0, desk.session.snapshot().length)
                require_same_bits_back_and_forth(desk, t)
            if k % STEPS == 0:
                taking.require()
            if full and k % WIDGETS == 0:
                print(f"seed {seed}: {k} things done")
                monkey.rest()
                grown = widgets_of(desk) - widgets
                assert not grown
                taking.begin()
            assert not raised
        except Exception as error:
            error.add_note(f"seed {seed}, action {k}: {list(monkey.done)}\n" + "\n".join(raised))
            raise
    while not taking.held:
        # Another document was begun in between.
        taking.begin()
        monkey.act()
        taking.require()
    monkey.end()
