"""What the tests of the window of sweeps have in common."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.views.tools.sweep_window import SweepWindow

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4, 2), rule="momentum", settings={"beta": 0.0})


def opened_sweep(qtbot: QtBot) -> SweepWindow:
    """Return the window of sweeps of the elongated bowl, on the screen."""
    window = SweepWindow()
    qtbot.addWidget(window)
    window.set_experiment(BOWL, 1)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    return window
