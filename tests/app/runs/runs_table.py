"""The table of runs in the window, read as it is shown."""

from __future__ import annotations

from gdsim.app.desk import Desk
from gdsim.app.pages import RUNS

# The columns of the table of runs.
NAME, LOSS, TO_TARGET, VERDICT, HERE, UPDATES, DISTANCE, DIFFERS = range(8)


def column(desk: Desk, k: int) -> list[str]:
    table = desk.window.pages.build(RUNS).table
    return [table.item(i, k).text() for i in range(table.rowCount())]
