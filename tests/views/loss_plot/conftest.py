"""The loss plot, shown."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.views.loss_plot import LossPlot


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(520, 360)
    plot.show()
    qtbot.waitExposed(plot)
    return plot
