"""A run shown in the iteration table, and where its rows are clicked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.pages.table import IterationTable

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def run_of(updates: int, **fields: Any) -> Run:
    run = Run(Experiment(**{"objective": "w1^2 + 4*w2^2", "start": (4.0, 2.0), **fields}))
    run.advance(updates)
    return run


def at(run: Run, cursor: int | None = None, generation: int = 1) -> Snapshot:
    here = run.length if cursor is None else cursor
    return Snapshot(run, generation, run.length, here, run.row(here), run.stop)


def place_of(table: IterationTable, row: int) -> QPoint:
    return table.rows.visualRect(table.model.index(row, 1)).center()


def click(qtbot: QtBot, table: IterationTable, row: int, how: Qt.KeyboardModifier = NONE) -> None:
    qtbot.mouseClick(table.rows.viewport(), LEFT, how, place_of(table, row))


def is_in_view(table: IterationTable, row: int) -> bool:
    rect = table.rows.visualRect(table.model.index(row, 0))
    return table.rows.viewport().rect().contains(rect.center())
