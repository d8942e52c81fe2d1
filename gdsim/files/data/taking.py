"""Which columns of a table are taken, and which of its rows are left out for their flaws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Rows
from gdsim.engine.errors import InputError
from gdsim.files.data.cells import Column, column
from gdsim.files.data.column_names import accepted_name, index_of, reached
from gdsim.files.data.refusals import refusal
from gdsim.files.data.steps import Treatment
from gdsim.files.data.table import RawTable
from gdsim.study.data import Codes, usual_codes

CodesOf = Callable[[str, Sequence[str]], Codes]
"""Told a column's name and its classes: returns the numbers that these are taken for."""


def usual(_name: str, classes: Sequence[str]) -> Codes:
    """Return the numbers that classes of a column are usually taken for."""
    return usual_codes(classes)


def needed_columns(
    table: RawTable, wanted: Sequence[str], treatment: Treatment, codes_of: CodesOf = usual
) -> tuple[dict[str, Column], Treatment]:
    """Return the columns that must be of use, classes among them as numbers; and those numbers."""
    needed: dict[str, Column] = {}
    labels = dict(treatment.labels)
    for name in wanted:
        one = _taken(table, index_of(table, name), name, treatment)
        if one.classes:
            labels[name] = codes_of(name, one.classes)
            one = column(table, one.index, codes=labels[name])
        needed[name] = one
    kept = {name: codes for name, codes in labels.items() if name in needed}
    return needed, replace(treatment, labels=kept)


def _taken(table: RawTable, index: int, name: str, treatment: Treatment) -> Column:
    codes = treatment.labels.get(name, ())
    return column(table, index, has_unit=name in treatment.units, codes=codes)


def rows_left_out(
    table: RawTable, needed: Mapping[str, Column], treatment: Treatment, *, is_all: bool
) -> Rows:
    """Return the rows to be left out, ascending; raise where a flaw is not to be left out.

    A column without any number is refused in any case: no row would be left. With `is_all`, all
    columns that have numbers count.
    """
    counted = _counted(table, needed, treatment, is_all)
    flawed = [one for one in counted.values() if one.good is not None]
    others = [one for name, one in needed.items() if name not in counted and one.good is not None]
    may_skip = treatment.skip_bad and all(one.is_numeric for one in flawed)
    refused = others if may_skip else [*flawed, *others]
    bad = [one.bad for one in flawed]
    rows = np.unique(np.concatenate(bad)) if bad else np.empty(0, dtype=np.int64)
    refused = [one for one in refused if len(np.setdiff1d(one.bad, rows if may_skip else ()))]
    if refused:
        raise refusal(min(refused, key=lambda one: (one.is_numeric, one.bad[0])))
    if len(rows) and len(rows) == len(table.frame):
        raise InputError(
            "{path} has no row with a number in each of the columns {names}; choose fewer columns",
            path=table.title,
            names=", ".join(counted),
        )
    return rows


def _counted(
    table: RawTable, needed: Mapping[str, Column], treatment: Treatment, is_all: bool
) -> dict[str, Column]:
    """Return the columns whose flaws cost a row, by their names."""
    if treatment.skip_in:
        return {
            name: needed.get(name) or _taken(table, index_of(table, name), name, treatment)
            for name in treatment.skip_in
        }
    if treatment.skip_bad and is_all:
        all_of_them = {name: column(table, k) for name, k in reached(table).items()}
        return {name: one for name, one in all_of_them.items() if one.is_numeric}
    return dict(needed)


def with_others(table: RawTable, needed: Mapping[str, Column], bad: Rows) -> dict[str, Column]:
    """Return all columns that are of use, in their own order."""
    found: dict[str, Column] = {}
    is_kept = np.ones(len(table.frame), dtype=bool)
    is_kept[bad] = False
    for name, index in sorted(reached(table).items(), key=lambda item: item[1]):
        one = needed[name] if name in needed else column(table, index)
        if one.good is None or not (is_kept & ~one.good).any():
            found[name] = one
    return found


def nothing_usable(table: RawTable) -> InputError:
    """Return what to say about a table without a column of nothing but numbers."""
    columns = [column(table, k) for k in reached(table).values()]
    flawed = [one for one in columns if one.is_numeric or len(columns) == 1]
    if flawed:
        return refusal(min(flawed, key=lambda one: one.bad[0]))
    return InputError(
        "{path} has no column of numbers; a header row and rows of numbers are needed",
        path=table.title,
    )


def names_left_out(table: RawTable, found: Mapping[str, Column]) -> tuple[str, ...]:
    """Return the names, as they stand and as a formula has them, of columns that are not taken."""
    taken = {one.index for one in found.values()}
    names = [name for k, name in enumerate(table.names) if name and k not in taken]
    both = dict.fromkeys([*names, *map(accepted_name, names)])
    return tuple(name for name in both if name not in found)
