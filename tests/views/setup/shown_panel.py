"""Experiments shown in the set-up panel, and what it asks for."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QApplication,
)

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.views.setup import SetupPanel

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), iterations=40)
LINE = Experiment(
    objective="(w*x + b - y)^2",
    dataset=generate("linear(rows=10000)"),
    start=(0.0, 0.0),
    method="mini-batch",
    epochs=2,
)


class Requests(list):
    def __init__(self, panel: SetupPanel) -> None:
        super().__init__()
        panel.changeRequested.connect(self.append)


def show(panel: SetupPanel, experiment: Experiment) -> None:
    if experiment.dataset is None:
        panel.set_experiment(experiment, experiment.start, 1, (), ("w1", "w2"))
    else:
        panel.set_experiment(experiment, experiment.start, 10000, ("x", "y"), ("w", "b"))
    QApplication.processEvents()
