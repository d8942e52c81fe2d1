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

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate, is_generator
from gdsim.engine.problem.wide_text import is_wide_loss, wide_loss
from gdsim.files.data.column_names import all_names, index_of, reached, require_different
from gdsim.files.data.opening import open_table
from gdsim.files.data.report import Report, to_nobody
from gdsim.files.data.said import said_of, said_of_names
from gdsim.files.data.steps import Treatment, joined, parts_of, treatment_of
from gdsim.files.data.table import RawTable
from gdsim.files.data.taking import (
    CodesOf,
    names_left_out,
    needed_columns,
    nothing_usable,
    rows_left_out,
    usual,
    with_others,
)
from gdsim.files.regular import is_there

PASTED = "pasted text"
"""Source of a data set that no file holds."""

MOST_NAMED_LINES = 5
"""Lines left out whose numbers are named."""

Uses = Callable[[Sequence[str], int], Collection[str]]
"""Told the names of columns and the number of rows: returns those columns that are used."""


class Reading(Struct, frozen=True, eq=False):
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
    row_numbers
        The column that does nothing but number the rows; None without one.
    """

    dataset: Dataset
    skipped: int = 0
    where: str = ""
    sentences: tuple[str, ...] = ()
    row_numbers: str | None = None


def columns_used(text: str) -> Uses:
    """Return what tells which columns an objective uses; none where it cannot be read."""

    def used(names: Sequence[str], n_rows: int) -> Collection[str]:
        try:
            if is_wide_loss(text):
                loss = wide_loss(text, names)
                return {loss.target, *loss.features}
            return set(parse(text, tuple(names), n_rows).names).intersection(names)
        except InputError:
            return ()

    return used


def dataset_from(
    source: str,
    folder: Path,
    steps: Sequence[str] = (),
    uses: Uses | None = None,
    report: Report = to_nobody,
    codes_of: CodesOf = usual,
) -> Dataset:
    """Return the data that a scenario or the command line names; see `reading_from`."""
    return reading_from(source, folder, steps, uses, report, codes_of).dataset


def reading_from(
    source: str,
    folder: Path,
    steps: Sequence[str] = (),
    uses: Uses | None = None,
    report: Report = to_nobody,
    codes_of: CodesOf = usual,
) -> Reading:
    """Return the data that a scenario or the command line names, as they were read; see the module.

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
    codes_of
        Tells which numbers the classes of a column are taken for, where no step does.
    """
    is_name = "|" in source and is_there(folder / source)
    base, *parts = [source.strip()] if is_name else parts_of(source)
    treatment = treatment_of((*parts, *steps))
    if is_generator(base):
        reading = Reading(generate(base))
    else:
        reading = read(path_of(base, folder), treatment, uses, base, codes_of)
        for sentence in reading.sentences:
            report(sentence)
    data = reading.dataset
    for word, names in treatment.scalings:
        data = data.scaled(word, names or data.names)
    return replace(reading, dataset=data)


def path_of(source: str, folder: Path) -> Path:
    """Return the file that a data source names, one that ships with the program among them."""
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
    codes_of: CodesOf = usual,
) -> Reading:
    """Return numeric columns of a CSV, TSV, .xlsx or .parquet file.

    Parameters
    ----------
    treatment
        What is done to it; its scalings are left to whoever asks.
    uses, codes_of
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
    return reading_of(table, treatment, source or str(path), uses, codes_of)


def reading_of(
    table: RawTable,
    treatment: Treatment,
    source: str,
    uses: Uses | None = None,
    codes_of: CodesOf = usual,
) -> Reading:
    """Return numeric columns of a table that was opened before; see `read`.

    Where the treatment names no columns, those that are used must hold numbers or classes, and
    others are taken as well where each of their cells is a number.
    """
    used = set(uses(all_names(table), len(table.frame))) if uses is not None else set()
    is_chosen, knows_none = treatment.columns is not None, uses is None
    wanted = _wanted(table, treatment, used)
    needed, treatment = needed_columns(table, wanted, treatment, codes_of)
    bad = rows_left_out(table, needed, treatment, is_all=knows_none and not is_chosen)
    found = needed if is_chosen else with_others(table, needed, bad)
    if not found:
        raise nothing_usable(table)
    values = np.column_stack([one.values for one in found.values()])
    where = ""
    if len(bad):
        where = table.where(table.places(bad[:MOST_NAMED_LINES].tolist()))
        values = np.delete(values, bad, axis=0)
        if needed and not is_chosen and not treatment.skip_in:
            flawed = [name for name, one in needed.items() if one.good is not None]
            treatment = replace(treatment, skip_in=tuple(flawed))
    treatment = replace(treatment, skip_bad=bool(len(bad)), scalings=())
    if source != PASTED:
        source = joined(source, treatment.texts())
    dataset = Dataset(source, tuple(found), values, left_out=names_left_out(table, found))
    told = found if is_chosen or knows_none else needed
    said = (*said_of_names(sorted(used)), *said_of(table, told, len(bad), where))
    numbering = next((name for name, k in reached(table).items() if k == table.row_numbers), None)
    return Reading(dataset, len(bad), where, said, numbering)


def _wanted(table: RawTable, treatment: Treatment, used: Collection[str]) -> Sequence[str]:
    """Return the columns that must be of use; raise InputError for one that is not there."""
    if treatment.columns is not None:
        require_different(treatment.columns)
        wanted: Sequence[str] = treatment.columns
    else:
        place = reached(table)
        names = {*used, *treatment.labels, *treatment.units}
        wanted = sorted(names, key=lambda name: place.get(name, -1))
    for name in (*treatment.skip_in, *wanted):
        index_of(table, name)
    return wanted
