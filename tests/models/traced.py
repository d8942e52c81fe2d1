"""Runs in the item model of the iteration table, and what it tells of them."""

from __future__ import annotations

from typing import Any

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.models.trace_table import VALUE_ROLE, TraceTable

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1)


def run_of(updates: int, **fields: Any) -> Run:
    run = Run(BOWL.with_(**fields))
    run.advance(updates)
    return run


def at_end(run: Run, generation: int = 1) -> Snapshot:
    return Snapshot(run, generation, run.length, run.length, run.row(run.length), run.stop)


def table_of(run: Run, *groups: str) -> TraceTable:
    table = TraceTable()
    table.set_snapshot(at_end(run))
    if groups:
        table.set_groups(groups)
    return table


def row_texts(table: TraceTable, row: int) -> list[str]:
    return [table.index(row, column).data() for column in range(table.columnCount())]


def values(table: TraceTable, title: str, n: int) -> list[Any]:
    column = table.titles().index(title)
    return [table.index(row, column).data(VALUE_ROLE) for row in range(n)]
