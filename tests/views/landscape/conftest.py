"""Runs to look at, and snapshots of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.run_plot import RunPlot

BOWL = "w1^2 + 4*w2^2"


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """Make a run of an objective from a start, advanced by some updates."""

    def make(objective: str, start: tuple[float, ...], updates: int = 0, rate: float = 0.1) -> Run:
        run = Run(Experiment(objective=objective, start=start, learning_rate=rate))
        run.advance(updates)
        return run

    return make


@pytest.fixture
def bowl(run_of: Callable[..., Run]) -> Run:
    """The elongated bowl from (4, 2), eight updates in."""
    return run_of(BOWL, (4.0, 2.0), 8)


@pytest.fixture
def at() -> Callable[..., Snapshot]:
    """Make the snapshot of a run with the cursor at a row (default: the pending one)."""

    def make(run: Run, cursor: int | None = None, generation: int = 1) -> Snapshot:
        here = run.length if cursor is None else cursor
        return Snapshot(run, generation, run.length, here, run.row(here), run.stop)

    return make


@pytest.fixture
def view(qtbot: QtBot) -> LandscapeView:
    """An empty landscape on the screen."""
    view = LandscapeView()
    qtbot.addWidget(view)
    view.resize(640, 520)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def viewport_pixel() -> Callable[[RunPlot, tuple[float, float]], QPoint]:
    """Find where the mouse has to be, in a plot's viewport, to point at a place of the plot."""

    def find(plot: RunPlot, place: tuple[float, float]) -> QPoint:
        x, y = plot.frame.pixels(np.array(place)).tolist()
        return plot.mapFromScene(plot.area.mapToScene(QPointF(x, y)))

    return find
