"""What every test of the whole panel begins with."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.views.setup import SetupPanel
from tests.views.setup.shown_panel import BOWL, show


@pytest.fixture
def panel(qtbot: QtBot) -> SetupPanel:
    panel = SetupPanel()
    qtbot.addWidget(panel)
    show(panel, BOWL)
    panel.resize(336, 800)
    panel.show()
    panel.complete()
    return panel
