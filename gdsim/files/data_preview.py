"""A look at a table before it becomes data: its first rows, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from gdsim.engine.dataset import Array
from gdsim.engine.losses import is_name
from gdsim.files.data_cells import accepted_name, column, is_column_name
from gdsim.files.data_table import RawTable, open_table, text_table
from gdsim.i18n import tr

PLACES_TOLD = 5

Kind = Literal["numbers", "mixed", "text", "empty"]


@dataclass(frozen=True)
class ColumnPreview:
    """What a column holds.

    Attributes
    ----------
    kind
        ``numbers`` alone; ``mixed`` where some cells are none; ``text`` without any number;
        ``empty`` without anything.
    missing, not_numbers
        Cells with nothing in them, and with something that is no finite number up to 1e150.
    places
        Lines or rows of the first `PLACES_TOLD` of both kinds, in order.
    is_constant
        Whether all its numbers are the same: such a column cannot be scaled and teaches nothing.
    is_accepted_name, is_unique_name
        Whether the name can stand in an objective, and whether no other column has it.
    accepted
        What the column is called in an objective: its name, or one made of it.
    low, mean, high, deviation
        Least, mean and largest of its numbers and their standard deviation (dividing by their
        count); NaN where it has none.
    """

    name: str
    kind: Kind
    missing: int
    not_numbers: int
    places: tuple[int, ...]
    is_constant: bool
    is_accepted_name: bool
    is_unique_name: bool
    accepted: str
    low: float
    mean: float
    high: float
    deviation: float


@dataclass(frozen=True)
class Preview:
    """A table at a glance.

    Attributes
    ----------
    title
        The file's name.
    n_rows
        Rows below the header.
    unit
        ``line`` or ``row``: what the columns' places count.
    columns
        One for each column, in order.
    first_rows
        Texts of the first rows, empty where nothing stands.
    """

    title: str
    n_rows: int
    unit: str
    columns: tuple[ColumnPreview, ...]
    first_rows: tuple[tuple[str, ...], ...]


def preview(path: Path, rows: int = 10) -> Preview:
    """Return a look at a file with its first `rows` rows; raise InputError as `read` does.

    Names and cells that are not accepted are told here, not refused.
    """
    return preview_of(open_table(path), rows)


def preview_pasted(text: str, rows: int = 10) -> Preview:
    """Return a look at pasted text; see `preview`."""
    return preview_of(text_table(text.lstrip("\r\n").encode(), tr("the pasted text")), rows)


def preview_of(table: RawTable, rows: int = 10) -> Preview:
    """Return a look at a table that was opened before; see `preview`."""
    columns = tuple(_column(table, index) for index in range(len(table.frame.columns)))
    first = table.as_text(rows).rows()
    texts = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in first)
    return Preview(table.title, len(table.frame), table.unit, columns, texts)


def _column(table: RawTable, index: int) -> ColumnPreview:
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
        places=tuple(table.places(bad[:PLACES_TOLD])),
        is_constant=bool(len(numbers)) and bool(np.ptp(numbers) == 0),
        is_accepted_name=is_column_name(found.name) and is_name(found.name),
        is_unique_name=table.names.count(found.name) == 1,
        accepted=accepted_name(found.name),
        **statistics(numbers),
    )


def statistics(numbers: Array) -> dict[str, float]:
    """Return least, mean, largest and standard deviation of numbers (n,), NaN for none."""
    if not len(numbers):
        return dict.fromkeys(("low", "mean", "high", "deviation"), float("nan"))
    low, high = float(numbers.min()), float(numbers.max())
    return {
        "low": low,
        "mean": float(numbers.mean()),
        "high": high,
        "deviation": float(numbers.std()),
    }
