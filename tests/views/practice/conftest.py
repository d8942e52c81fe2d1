"""What tests of several screens begin with."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.views.practice.question_screen import QuestionScreen
from tests.views.practice.showing import shown


@pytest.fixture
def screen(qtbot: QtBot) -> QuestionScreen:
    screen = QuestionScreen()
    shown(qtbot, screen)
    return screen
