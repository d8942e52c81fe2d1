"""A look at a table before it becomes data: its first rows, and what each column holds."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.files.data.cells import accepted_name, column
from gdsim.files.data.table import RawTable
from gdsim.study.data import ColumnPreview, Kind, Preview

MOST_PLACES = 5
"""Flawed cells of a column whose places are kept."""


class Statistics(TypedDict):
    """What `ColumnPreview` says of the numbers in a column."""

    low: float
    mean: float
    high: float
    deviation: float
    is_two_valued: bool


def preview_of(table: RawTable, rows: int = 10) -> Preview:
    """Return a look at a table with its first `rows` rows.

    Names and cells that are not accepted are found here, not refused.
    """
    counts = Counter(table.names)
    columns = tuple(
        _column(table, index, counts[table.names[index]] == 1)
        for index in range(len(table.frame.columns))
    )
    first = table.as_text(rows).rows()
    texts = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in first)
    return Preview(table.title, len(table.frame), table.unit, columns, texts)


def _column(table: RawTable, index: int, is_unique_name: bool) -> ColumnPreview:
    found = column(table, index)
    missing = 0
    if found.good is not None:
        missing = int((table.texts[str(index)].str.strip_chars().fill_null("") == "").sum())
    bad = [int(row) for row in found.bad]
    kind: Kind = "numbers"
    if missing == len(table.frame):
        kind = "empty"
    elif not found.is_numeric:
        kind = "text"
    elif bad:
        kind = "mixed"
    numbers = found.values if found.good is None else found.values[found.good]
    return ColumnPreview(
        name=found.name,
        kind=kind,
        missing=missing,
        not_numbers=len(bad) - missing,
        places=tuple(table.places(bad[:MOST_PLACES])),
        is_constant=bool(len(numbers)) and bool(np.ptp(numbers) == 0),
        is_unique_name=is_unique_name,
        accepted=accepted_name(found.name),
        **statistics(numbers),
    )


def statistics(numbers: Array) -> Statistics:
    """Return what numbers (n,) are like, NaN for none."""
    if not len(numbers):
        nan = float("nan")
        return Statistics(low=nan, mean=nan, high=nan, deviation=nan, is_two_valued=False)
    low, high = float(numbers.min()), float(numbers.max())
    return Statistics(
        low=low,
        mean=float(numbers.mean()),
        high=high,
        deviation=float(numbers.std()),
        is_two_valued=low < high and bool(np.all((numbers == low) | (numbers == high))),
    )
