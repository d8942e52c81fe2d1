"""A look at a table before it becomes data: its first rows, and what each column holds."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.files.data.cells import Column, column
from gdsim.files.data.column_names import accepted_name, reached
from gdsim.files.data.labels import MOST_CLASSES
from gdsim.files.data.spelling import is_either
from gdsim.files.data.table import RawTable
from gdsim.i18n import tr
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
    known = {index: name for name, index in reached(table).items()}
    columns = tuple(
        _column(table, index, known.get(index)) for index, name in enumerate(table.names) if name
    )
    kept = [str(k) for k, name in enumerate(table.names) if name]
    first = table.as_text(rows).select(kept).rows()
    texts = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in first)
    remarks = (*table.remarks, *_said_of_unusable(table))
    return Preview(table.title, len(table.frame), table.unit, columns, texts, remarks)


def _said_of_unusable(table: RawTable) -> list[str]:
    """Return what is to be said of columns of dates, and of commas that may be either."""
    said = []
    for index in table.text_indices:
        if not table.spelling_of(index).has_digits:
            continue
        found = column(table, index)
        first = found.text(int(found.bad[0])) if len(found.bad) else ""
        if found.is_dates:
            text = tr("{name} holds dates ({value}), which can only be used as numbers")
        elif is_either(first):
            text = tr(
                "the commas in {name} ({value}) may be decimal commas or stand between thousands:"
                " say which under Thousands"
            )
        else:
            continue
        said.append(text.format(name=found.name, value=first))
    return said[:MOST_PLACES]


def _column(table: RawTable, index: int, called: str | None) -> ColumnPreview:
    found = column(table, index)
    with_unit = found
    if len(found.units) == 1:
        with_unit = column(table, index, has_unit=True)
    counted = with_unit if with_unit.is_numeric else found
    missing = 0
    if found.good is not None:
        missing = found.cells.null_count()
    kind = _kind(found, counted, missing)
    gaps = found.cells.is_null().to_numpy().nonzero()[0] if kind == "classes" else counted.bad
    bad = [int(row) for row in gaps]
    numbers = counted.values if counted.good is None else counted.values[counted.good]
    return ColumnPreview(
        name=found.name,
        kind=kind,
        missing=missing,
        not_numbers=len(bad) - missing,
        places=tuple(table.places(bad[:MOST_PLACES])),
        is_constant=bool(len(numbers)) and bool(np.ptp(numbers) == 0),
        is_unique_name=called is not None,
        accepted=accepted_name(found.name),
        classes=found.classes or _numbered_classes(found),
        is_row_numbers=index == table.row_numbers,
        **statistics(numbers),
    )


def _kind(found: Column, counted: Column, missing: int) -> Kind:
    if missing == len(found.table.frame):
        return "empty"
    if found.is_dates and not found.is_numeric:
        return "dates"
    if counted is not found:
        return "units"
    if not found.is_numeric:
        return "classes" if found.classes else "text"
    return "mixed" if found.good is not None else "numbers"


def _numbered_classes(found: Column) -> tuple[str, ...]:
    """Return the values of a column of few whole numbers, each of which stands more than once."""
    series = found.table.frame[str(found.index)]
    if not series.dtype.is_integer() or found.good is not None:
        return ()
    values = series.unique().sort()
    if not 2 <= len(values) <= MOST_CLASSES or 2 * len(values) > len(series):
        return ()
    return tuple(map(str, values.to_list()))


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
