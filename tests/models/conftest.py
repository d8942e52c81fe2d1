"""A session on the bowl of the lecture, and what it has told."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.run.run import Run
from gdsim.models.session import Session
from tests.models.listening import BOWL, Listener


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(Run(BOWL))


@pytest.fixture
def heard(session: Session) -> Listener:
    return Listener(session)
