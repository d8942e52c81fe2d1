"""The mini-batch's own contours and the cloud of steps, as the window shows them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.launch import settle
from gdsim.app.main_window import MainWindow
from gdsim.views.landscape.contour_plot import ContourPlot
from gdsim.views.landscape.overlays import Overlays
from gdsim.views.style.theme import LIGHT
from tests.app.opening import opened


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = opened(qtbot, "linear-regression")
    settle(desk.window)
    return desk


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    return desk.window


def contour_plot(window: MainWindow) -> ContourPlot:
    plot = window.landscape.plot
    assert isinstance(plot, ContourPlot)
    return plot


def picture(window: MainWindow) -> QImage:
    settle(window)
    return window.landscape.grab().toImage()


def dashes(image: QImage) -> int:
    colour = LIGHT.gradient.lower()
    return sum(
        image.pixelColor(x, y).name() == colour
        for x in range(image.width())
        for y in range(image.height())
    )


def test_cloud_is_told_in_numbers_and_follows_the_batch_size(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    assert not window.landscape.noise.isVisible()
    desk.actions.trigger("step_cloud")
    plot = contour_plot(window)
    qtbot.waitUntil(lambda: plot.batch is not None and plot.batch.cloud is not None)
    assert "B = 32 rows" in window.landscape.noise.text()
    desk.session.change({"batch_size": 2})
    qtbot.waitUntil(lambda: "B = 2 rows" in window.landscape.noise.text())
    assert "B = 8:" in window.landscape.noise.text()
    desk.session.change({"method": "batch"})
    qtbot.waitUntil(lambda: "but one step" in window.landscape.noise.text())
    desk.actions.trigger("step_cloud")
    assert not window.landscape.noise.isVisible()


def test_what_comes_next_stays_hidden_while_it_is_predicted(
    qtbot: QtBot, desk: Desk, window: MainWindow
) -> None:
    window.landscape.set_overlays(Overlays(contours=True, cloud=True))
    settle(window)
    batch = contour_plot(window).batch
    assert batch is not None
    assert batch.cloud is not None
    shown = dashes(picture(window))
    desk.session.set_veiled(True)
    assert "Hidden" in window.landscape.noise.text()
    assert batch.cloud is None
    assert dashes(picture(window)) < shown / 2
    desk.session.set_veiled(False)
    qtbot.waitUntil(lambda: batch.cloud is not None)


def test_contours_of_the_batch_touch_its_loss_at_its_own_minimum(
    desk: Desk, window: MainWindow
) -> None:
    """The batch's lines close around the least squares line of its rows, worked out by NumPy."""
    window.landscape.set_overlays(Overlays(contours=True, cloud=False))
    desk.session.change({"batch_size": 20})
    settle(window)
    plot, run = contour_plot(window), desk.session.run
    rows = run.rows(0)
    assert rows is not None
    columns = {name: run.objective.data[rows, k] for k, name in enumerate(run.objective.columns)}
    matrix = np.column_stack([columns["flipper"] - 20, np.ones(len(rows))])
    best, *_ = np.linalg.lstsq(matrix, columns["mass"], rcond=None)
    window.landscape.grab()
    assert plot.batch is not None
    lines = plot.batch.lines
    smallest = min((line for line in lines if line.pieces), key=lambda line: line.level)
    ring = np.concatenate(smallest.pieces)
    low, high = ring.min(axis=0), ring.max(axis=0)
    at = plot.frame.pixels(best)
    assert (low < at).all()
    assert (at < high).all()
    assert at == pytest.approx((low + high) / 2, abs=6.0)
