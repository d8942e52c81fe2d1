"""The window while one predicts the first update."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.app.pages import PREDICT
from gdsim.views.pages.predict import PredictPage
from tests.app.opening import opened, press


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = opened(qtbot)
    press(desk, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    return desk


@pytest.fixture
def page(desk: Desk) -> PredictPage:
    page = desk.window.pages.page(PREDICT)
    assert page is not None
    assert page.isVisible()
    return page
