"""The window, open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from tests.app.opening import opened


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return opened(qtbot)
