"""Data sets from files: named columns of numbers from CSV, TSV, workbooks and Parquet.

A data source is what a scenario file or the command line names: a generator or a file, and what is
done to it, each step after a bar::

    points.csv
    linear(rows=100, seed=1) | standardise x
    houses.xlsx | columns area, price | skip-bad-rows | min-max area
    people.csv | thousands comma | units income | labels passed: no=0, yes=1

``columns`` takes these columns alone, and ``skip-bad-rows`` leaves out rows with a cell that is no
number, in the columns named after it or in all that are used. ``labels`` takes classes for numbers,
``units`` leaves out what stands around numbers, ``thousands`` says what stands between thousands
(comma, point, none), and ``header`` whether the first row names the columns (first, none).
``standardise``, ``standardise-sample`` and ``min-max`` scale columns; see
`gdsim.engine.problem.scaling`.

A flaw in a column that is not used neither refuses a file nor costs a row: the column is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gdsim.assets import asset_path
from gdsim.engine.arrays import Rows
from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate, is_generator
from gdsim.files.data.cells import Column, column
from gdsim.files.data.names import accepted_name, all_names, index_of, reached, require_different
from gdsim.files.data.opening import open_table
from gdsim.files.data.refusals import refusal
from gdsim.files.data.said import said_of, said_of_names
from gdsim.files.data.steps import Treatment, joined, parts_of, treatment_of
from gdsim.files.data.table import RawTable
from gdsim.files.regular import is_there
from gdsim.study.data import usual_codes

PASTED = "pasted text"
"""Source of a data set that no file holds."""

MOST_NAMED_LINES = 5
"""Lines left out whose numbers are named."""

Uses = Callable[[Sequence[str], int], Collection[str]]
"""Told the names of columns and the number of rows: returns those columns that are used."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Data that was read, and what was left out of it.

    Attributes
    ----------
    skipped
        Number of rows left out, 0 unless that was asked for.
    where
        Places of the first `MOST_NAMED_LINES` of them in words, such as ``lines 3, 7``; empty for
        none.
    sentences
        What was left out, and what was taken for what, in the person's language.
    """

    dataset: Dataset
    skipped: int = 0
    where: str = ""
    sentences: tuple[str, ...] = ()


def columns_used(text: str) -> Uses:
    """Return what tells which columns an objective uses; none where it cannot be read."""

    def used(names: Sequence[str], n_rows: int) -> Collection[str]:
        try:
            return set(parse(text, tuple(names), n_rows).names).intersection(names)
        except InputError:
            return ()

    return used


def _nothing(_sentence: str) -> None:
    """Tell nobody."""


def dataset_from(
    source: str,
    folder: Path,
    steps: Sequence[str] = (),
    uses: Uses | None = None,
    report: Callable[[str], object] = _nothing,
) -> Dataset:
    """Return the data that a scenario or the command line names; see the module.

    Parameters
    ----------
    source
        A generator such as ``linear(rows=100)``, a file's path (seen from `folder`), or the name of
        a file that ships with the program; steps may follow.
    folder
        Where relative paths start.
    steps
        Further steps, as after a bar.
    uses
        Tells which columns are used, so that those alone count; None where nobody knows yet.
    report
        Told, a sentence each, what was left out and what was taken for what.
    """
    is_name = "|" in source and is_there(folder / source)
    base, *parts = [source.strip()] if is_name else parts_of(source)
    treatment = treatment_of((*parts, *steps))
    if is_generator(base):
        data = generate(base)
    else:
        reading = read(_path_of(base, folder), treatment, uses, source=base)
        for sentence in reading.sentences:
            report(sentence)
        data = reading.dataset
    for word, names in treatment.scalings:
        data = data.scaled(word, names or data.names)
    return data


def _path_of(source: str, folder: Path) -> Path:
    if source == PASTED:
        raise InputError(
            "the data was pasted and is in no file; save it as CSV, and name that file"
        )
    path = folder / source
    shipped = asset_path("data") / source
    if not is_there(path) and Path(source).name == source and is_there(shipped):
        return shipped
    return path


def read(
    path: Path,
    treatment: Treatment | None = None,
    uses: Uses | None = None,
    source: str | None = None,
) -> Reading:
    """Return numeric columns of a CSV, TSV, .xlsx or .parquet file.

    Parameters
    ----------
    treatment
        What is done to it; its scalings are left to whoever asks.
    uses
        As in `dataset_from`.
    source
        What the data set is to say it comes from, the path if None.

    Raises
    ------
    InputError
        Naming the file, and the line and column where there is one.
    """
    treatment = treatment or Treatment()
    table = open_table(path, treatment.header, treatment.thousands)
    return reading_of(table, treatment, source or str(path), uses)


def reading_of(
    table: RawTable, treatment: Treatment, source: str, uses: Uses | None = None
) -> Reading:
    """Return numeric columns of a table that was opened before; see `read`.

    Where the treatment names no columns, those that are used must hold numbers or classes, and
    others are taken as well where each of their cells is a number.
    """
    known = reached(table)
    used = set(uses(all_names(table), len(table.frame))) if uses is not None else set()
    if treatment.columns is not None:
        require_different(treatment.columns)
        wanted: Sequence[str] = treatment.columns
    else:
        wanted = sorted(used | {*treatment.labels, *treatment.units}, key=_place(known))
    for name in (*treatment.skip_in, *wanted):
        index_of(table, name)
    needed, treatment = _needed(table, wanted, treatment)
    bad = _bad_rows(table, needed, treatment, is_all=uses is None and treatment.columns is None)
    found = needed if treatment.columns is not None else _with_others(table, known, needed, bad)
    if not found:
        raise _nothing_usable(table)
    values = np.column_stack([one.values for one in found.values()])
    where = ""
    if len(bad):
        where = table.where(table.places(bad[:MOST_NAMED_LINES].tolist()))
        values = np.delete(values, bad, axis=0)
        if treatment.columns is None and needed and not treatment.skip_in:
            flawed = [name for name, one in needed.items() if one.good is not None]
            treatment = replace(treatment, skip_in=tuple(flawed))
    treatment = replace(treatment, skip_bad=bool(len(bad)), scalings=())
    if source != PASTED:
        source = joined(source, treatment.texts())
    dataset = Dataset(source, tuple(found), values, left_out=_left_out(table, found))
    told = found if treatment.columns is not None or uses is None else needed
    said = (*said_of_names(sorted(used)), *said_of(table, told, len(bad), where))
    return Reading(dataset, len(bad), where, said)


def _place(known: Mapping[str, int]) -> Callable[[str], int]:
    """Return the key that sorts names by where their columns stand."""
    return lambda name: known.get(name, -1)


def _needed(
    table: RawTable, wanted: Sequence[str], treatment: Treatment
) -> tuple[dict[str, Column], Treatment]:
    """Return the columns that must be of use, classes among them as numbers; and those numbers."""
    needed: dict[str, Column] = {}
    labels = dict(treatment.labels)
    for name in wanted:
        one = _taken(table, index_of(table, name), name, treatment)
        if one.classes:
            labels[name] = usual_codes(one.classes)
            one = column(table, one.index, codes=labels[name])
        needed[name] = one
    kept = {name: codes for name, codes in labels.items() if name in needed}
    return needed, replace(treatment, labels=kept)


def _taken(table: RawTable, index: int, name: str, treatment: Treatment) -> Column:
    codes = treatment.labels.get(name, ())
    return column(table, index, has_unit=name in treatment.units, codes=codes)


def _bad_rows(
    table: RawTable, needed: Mapping[str, Column], treatment: Treatment, *, is_all: bool
) -> Rows:
    """Return the rows to be left out, ascending; raise where a flaw is not to be left out.

    A column without any number is refused in any case: no row would be left.
    """
    if treatment.skip_in:
        named = {name: needed.get(name) for name in treatment.skip_in}
        counted = {
            name: one or _taken(table, index_of(table, name), name, treatment)
            for name, one in named.items()
        }
    elif treatment.skip_bad and is_all:
        all_of_them = {name: column(table, k) for name, k in reached(table).items()}
        counted = {name: one for name, one in all_of_them.items() if one.is_numeric}
    else:
        counted = dict(needed)
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


def _with_others(
    table: RawTable, known: Mapping[str, int], needed: Mapping[str, Column], bad: Rows
) -> dict[str, Column]:
    """Return all columns that are of use, in their own order."""
    found: dict[str, Column] = {}
    is_kept = np.ones(len(table.frame), dtype=bool)
    is_kept[bad] = False
    for name, index in sorted(known.items(), key=lambda item: item[1]):
        one = needed[name] if name in needed else column(table, index)
        if one.good is None or not (is_kept & ~one.good).any():
            found[name] = one
    return found


def _nothing_usable(table: RawTable) -> InputError:
    """Return what to say about a table without a column of nothing but numbers."""
    columns = [column(table, k) for k in reached(table).values()]
    flawed = [one for one in columns if one.is_numeric]
    if flawed:
        return refusal(min(flawed, key=lambda one: one.bad[0]))
    return InputError(
        "{path} has no column of numbers; a header row and rows of numbers are needed",
        path=table.title,
    )


def _left_out(table: RawTable, found: Mapping[str, Column]) -> tuple[str, ...]:
    """Return the names, as they stand and as a formula has them, of columns that are not taken."""
    taken = {one.index for one in found.values()}
    names = [name for k, name in enumerate(table.names) if name and k not in taken]
    both = dict.fromkeys([*names, *map(accepted_name, names)])
    return tuple(name for name in both if name not in found)
