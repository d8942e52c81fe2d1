"""What every test of the iteration table as people use it begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gdsim.engine.run.run import Run
from gdsim.views.pages.table import IterationTable
from tests.views.pages.table.shown_table import at, run_of


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[IterationTable]:
    table = IterationTable()
    qtbot.addWidget(table)
    table.resize(440, 320)
    table.show()
    qtbot.waitExposed(table)
    yield table
    QGuiApplication.clipboard().clear()


@pytest.fixture
def asked(table: IterationTable) -> list[int]:
    """The rows asked for so far, each of which is gone to as the window would."""
    rows: list[int] = []

    def go_to(row: int) -> None:
        rows.append(row)
        run = shown["run"]
        table.set_snapshot(at(run, row))

    shown: dict[str, Run] = {"run": run_of(60, learning_rate=0.05)}
    table.set_snapshot(at(shown["run"], 10))
    table.rowRequested.connect(go_to)
    return rows
