"""Data sets from files: named columns of numbers from CSV, TSV, workbooks and Parquet.

A data source is what a scenario file or the command line names: a generator or a file, and what is
done to it, each step after a bar::

    points.csv
    linear(rows=100, seed=1) | standardise x
    houses.xlsx | columns area, price | skip-bad-rows | min-max area

``columns`` takes these columns alone, ``skip-bad-rows`` leaves out rows with a cell that is no
number, and ``standardise`` and ``min-max`` scale columns; see `gdsim.engine.problem.scaling`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdsim.assets import asset_path
from gdsim.engine.arrays import Rows
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate, is_generator
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.files.data.cells import Column, accepted_name, chosen_indices, column, refusal
from gdsim.files.data.opening import open_table
from gdsim.files.data.table import RawTable
from gdsim.files.regular import is_there
from gdsim.i18n import tr

PASTED = "pasted text"
"""Source of a data set that no file holds."""

MOST_NAMED_LINES = 5
"""Lines left out whose numbers are named."""

COLUMNS, SKIP_BAD_ROWS = "columns", "skip-bad-rows"
STEPS = (COLUMNS, SKIP_BAD_ROWS, *SCALINGS)
"""What may be done to data, by the words that a data source names it with."""

Step = tuple[str, tuple[str, ...]]
"""One of these words and the columns named after it."""


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
    grouped
        Names of the columns in which points stand between thousands.
    """

    dataset: Dataset
    skipped: int = 0
    where: str = ""
    grouped: tuple[str, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """What was left out, and what was taken for what, in the person's language."""
        sentences = []
        if self.skipped:
            more = ", …" if self.skipped > MOST_NAMED_LINES else ""
            text = tr("rows left out because a value is missing or no number: {count} ({where})")
            sentences.append(text.format(count=self.skipped, where=self.where + more))
        if self.grouped:
            text = tr(
                "points were taken to stand between thousands, 1.250 for 1250, in {names}: another"
                " column has decimal commas"
            )
            sentences.append(text.format(names=", ".join(self.grouped)))
        return sentences


def dataset_from(
    source: str,
    folder: Path,
    skip_bad: bool = False,
    report: Callable[[str], object] = lambda _sentence: None,
) -> Dataset:
    """Return the data that a scenario or the command line names; see the module.

    Parameters
    ----------
    source
        A generator such as ``linear(rows=100)``, a file's path (seen from `folder`), or the name of
        a file that ships with the program; steps may follow.
    folder
        Where relative paths start.
    skip_bad
        As the step ``skip-bad-rows``.
    report
        Told, a sentence each, what was left out and what was taken for what.
    """
    is_name = "|" in source and is_there(folder / source)
    base, *parts = [part.strip() for part in ([source] if is_name else source.split("|"))]
    steps = [_step(part) for part in parts]
    if is_generator(base):
        data = generate(base)
    else:
        data = _dataset_of_file(base, folder, steps, skip_bad, report)
    for word, names in steps:
        if word in SCALINGS:
            data = data.scaled(word, names or data.names)
    return data


def _dataset_of_file(
    base: str,
    folder: Path,
    steps: Sequence[Step],
    skip_bad: bool,
    report: Callable[[str], object],
) -> Dataset:
    """Return what the steps of reading make of a file."""
    wanted = [names for word, names in steps if word == COLUMNS]
    reading = read(
        _path_of(base, folder),
        columns=wanted[-1] if wanted else None,
        skip_bad=skip_bad or any(word == SKIP_BAD_ROWS for word, _ in steps),
        source=base,
    )
    for sentence in reading.sentences:
        report(sentence)
    return reading.dataset


def _step(text: str) -> Step:
    word, _, rest = text.partition(" ")
    names = tuple(name.strip() for name in rest.split(",")) if rest.strip() else ()
    if word not in STEPS or (word == SKIP_BAD_ROWS and names):
        raise InputError(
            "{step} is not a step that data can take; accepted are {accepted}, as in"
            " points.csv | standardise x",
            step=repr(text),
            accepted=", ".join(STEPS),
        )
    return word, names


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
    *,
    columns: Sequence[str] | None = None,
    skip_bad: bool = False,
    source: str | None = None,
) -> Reading:
    """Return numeric columns of a CSV, TSV, .xlsx or .parquet file with a header row.

    Parameters
    ----------
    columns
        Those to take; None for all that hold numbers, columns of text being left out.
    skip_bad
        Leave out each row in which a cell of these columns is missing or no finite number of a
        size up to 1e150; otherwise such a cell is refused, with its line, so that no row is ever
        dropped silently.
    source
        What the data set is to say it comes from, the path if None.

    Raises
    ------
    InputError
        Naming the file, and the line and column where there is one.
    """
    return reading_of(open_table(path), columns, skip_bad, source or str(path))


def reading_of(
    table: RawTable, wanted: Sequence[str] | None, skip_bad: bool, source: str
) -> Reading:
    """Return numeric columns of a table that was opened before; see `read`."""
    found = _columns_of(table, wanted)
    names = tuple(accepted_name(one.name) for one in found) if wanted is None else tuple(wanted)
    values, bad = np.column_stack([one.values for one in found]), _bad_rows(found, skip_bad)
    steps = [] if wanted is None else [f"{COLUMNS} {', '.join(names)}"]
    where = ""
    if len(bad):
        if len(bad) == len(values):
            raise InputError(
                "{path} has no row with a number in each of the columns {names}; choose fewer"
                " columns",
                path=table.title,
                names=", ".join(names),
            )
        steps.append(SKIP_BAD_ROWS)
        where = table.where(table.places(bad[:MOST_NAMED_LINES].tolist()))
        values = np.delete(values, bad, axis=0)
    if source != PASTED:
        source = " | ".join((source, *steps))
    texts = _text_columns(table, {one.index for one in found})
    grouped = tuple(name for name, one in zip(names, found, strict=True) if one.is_grouped)
    return Reading(Dataset(source, names, values, text_columns=texts), len(bad), where, grouped)


def _text_columns(table: RawTable, taken: Collection[int]) -> tuple[str, ...]:
    """Return the names, as they stand and as a formula has them, of columns without numbers."""
    others = [k for k in table.text_indices if k not in taken and not column(table, k).is_numeric]
    names = [table.names[k] for k in others]
    return tuple(dict.fromkeys([*names, *map(accepted_name, names)]))


def _columns_of(table: RawTable, wanted: Sequence[str] | None) -> list[Column]:
    """Return the wanted columns; None for all that hold numbers."""
    found = [column(table, index) for index in chosen_indices(table, wanted)]
    if wanted is None:
        found = [one for one in found if one.is_numeric]
    if not found:
        raise InputError(
            "{path} has no column of numbers; a header row and rows of numbers are needed",
            path=table.title,
        )
    return found


def _bad_rows(columns: Sequence[Column], skip_bad: bool) -> Rows:
    """Return the rows with a cell that is no number, ascending; raise where none may be left out.

    A column without any number is refused in any case: no row would be left.
    """
    flawed = [one for one in columns if one.good is not None]
    if flawed and not (skip_bad and all(one.is_numeric for one in flawed)):
        raise refusal(min(flawed, key=lambda one: (one.is_numeric, one.bad[0])))
    bad = [one.bad for one in flawed]
    return np.unique(np.concatenate(bad)) if bad else np.empty(0, dtype=np.int64)
