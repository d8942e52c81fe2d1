"""What every test of practising begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.app.exam.practising import Practised, left, practised


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Practised]:
    made = practised(qtbot, tmp_path / "store")
    yield made
    left(made)
