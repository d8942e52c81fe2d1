"""Runs shown in the loss plot, and where their losses are seen and clicked."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.loss_plot import LossPlot

LEFT = Qt.MouseButton.LeftButton
BOWL = "w1^2 + 4*w2^2"


def run_of(objective: str, start: tuple[float, ...], updates: int, **fields: Any) -> Run:
    run = Run(Experiment(objective=objective, start=start, **fields))
    run.advance(updates)
    return run


def noisy(updates: int, **fields: Any) -> Run:
    x = np.linspace(-1.0, 1.0, 20)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 3 * x + np.sin(40 * x))))
    settings = {"method": "mini-batch", "batch_size": 6, "learning_rate": 0.05, **fields}
    return run_of("(w*x + b - y)^2", (0.0, 0.0), updates, dataset=data, **settings)


def at(run: Run, cursor: int | None = None, generation: int = 1) -> Snapshot:
    here = run.length if cursor is None else cursor
    return Snapshot(run, generation, run.length, here, run.row(here), run.stop)


def pixel(plot: LossPlot, place: float, height: float) -> QPoint:
    """Return where a place of the plot is in the canvas's viewport."""
    frame = plot.canvas.frame
    x, y = frame.pixels((place, height)).tolist()
    return plot.canvas.mapFromScene(plot.canvas.area.mapToScene(QPointF(x, y)))


def picture(plot: LossPlot) -> QImage:
    QApplication.processEvents()
    return plot.canvas.viewport().grab().toImage()


def has_colour(image: QImage, where: QPoint, colour: str, reach: int = 2) -> bool:
    """Whether a colour is found within a few pixels."""
    wanted = QColor(colour)
    return any(
        image.pixelColor(where.x() + dx, where.y() + dy) == wanted
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    )


def button(plot: LossPlot, text: str) -> QToolButton:
    return next(b for b in plot.findChildren(QToolButton) if b.text() == text)


def press(qtbot: QtBot, plot: LossPlot, text: str) -> None:
    qtbot.mouseClick(button(plot, text), LEFT)
