"""Data on their way in: where they come from, and what a choice of them makes.

A `Candidate` has been read but not been used: it can be looked at, and gives any of its columns.
Nothing changes what stands in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gdsim.assets import asset_path
from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.generated import generate
from gdsim.engine.problem.objective import expression_of
from gdsim.engine.problem.wide_text import loss_text
from gdsim.files.data.opening import open_table
from gdsim.files.data.preview import preview_of, statistics
from gdsim.files.data.reading import PASTED, Reading, reading_of
from gdsim.files.data.spelling import Header, Thousands
from gdsim.files.data.steps import Treatment
from gdsim.files.data.table import RawTable
from gdsim.files.data.text.text_table import text_table
from gdsim.i18n import tr
from gdsim.study.data import Choice, ColumnPreview, Preview
from gdsim.texts import N_

FIRST_ROWS = 10
"""Rows that are shown before data are used."""

SHIPPED: Mapping[str, str] = {
    "penguins.csv": N_("Penguins: bill, flipper and body mass (342 rows)"),
    "penguins-two-species.csv": N_("Penguins: two species told apart (274 rows)"),
}
"""Files of real measurements that come with the program, with their titles.

Their sources stand in resources/data/README.md.
"""


class Candidate(Struct, frozen=True, eq=False):
    """Data that could be used.

    Attributes
    ----------
    preview
        A look at them.
    take
        Returns what a treatment makes of them; scalings and how the table is written are not its.
    """

    preview: Preview
    take: Callable[[Treatment], Reading]


def from_file(
    path: Path,
    source: str | None = None,
    header: Header | None = None,
    thousands: Thousands | None = None,
) -> Candidate:
    """Return the data in a file.

    Parameters
    ----------
    source
        What they are to say they come from; None for the path.
    header, thousands
        As in `gdsim.files.data.opening.open_table`.
    """
    table = open_table(path, header, thousands)
    return _from_table(table, source or str(path), header)


def from_shipped(name: str) -> Candidate:
    """Return one of the `SHIPPED` data sets."""
    return from_file(asset_path("data") / name, name)


def from_text(
    text: str, header: Header | None = None, thousands: Thousands | None = None
) -> Candidate:
    """Return the data in text from the clipboard; see `from_file`."""
    table = text_table(text.encode(), tr("the pasted text"), header, thousands)
    return _from_table(table, PASTED, header)


def _from_table(table: RawTable, source: str, header: Header | None) -> Candidate:
    def take(treatment: Treatment) -> Reading:
        written = replace(treatment, header=header, thousands=table.thousands)
        return reading_of(table, written, source)

    return Candidate(preview_of(table, FIRST_ROWS), take)


def from_generator(source: str) -> Candidate:
    """Return the data that a generator such as ``linear(rows=100)`` makes."""
    dataset = generate(source)
    columns = tuple(
        ColumnPreview(
            name=name,
            kind="numbers",
            missing=0,
            not_numbers=0,
            places=(),
            is_constant=bool(values.min() == values.max()),
            is_unique_name=True,
            accepted=name,
            **statistics(values),
        )
        for name, values in zip(dataset.names, dataset.values.T, strict=True)
    )
    first = tuple(tuple(f"{x:.6g}" for x in row) for row in dataset.values[:FIRST_ROWS])
    look = Preview(dataset.source, len(dataset), "row", columns, first)
    return Candidate(look, partial(_made, dataset))


def _made(dataset: Dataset, _treatment: Treatment) -> Reading:
    return Reading(dataset)


class Preparation:
    """Makes data sets and objectives of one candidate; what was made last is kept."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self._read: tuple[object, Reading] | None = None
        self._scaled: tuple[object, Dataset] | None = None

    def reading(self, choice: Choice) -> Reading:
        """Return the chosen columns as they were read.

        Raises
        ------
        InputError
            If a column is missing, has no numbers, or has flaws that are not left out.
        """
        preview = self.candidate.preview
        if not any(column.can_be_chosen for column in preview.columns):
            raise InputError(
                "no column of {path} has numbers; write them with a decimal point, as 1.5, and"
                " classes as 0 and 1",
                path=preview.title,
            )
        treatment = _treatment(choice, preview)
        if self._read is None or self._read[0] != treatment:
            self._read = treatment, self.candidate.take(treatment)
            self._scaled = None
        return self._read[1]

    def dataset(self, choice: Choice) -> Dataset:
        """Return the chosen columns, scaled as chosen; raise InputError as `reading`."""
        data = self.reading(choice).dataset
        if choice.scaling is None:
            return data
        names = choice.features
        if choice.scales_target and choice.target and not choice.has_labels:
            names = (*names, choice.target)
        key = choice.scaling, names
        if self._scaled is None or self._scaled[0] != key:
            self._scaled = key, data.scaled(choice.scaling, names)
        return self._scaled[1]

    def objective(self, choice: Choice) -> str:
        """Return the loss of one row as text.

        Raises
        ------
        InputError
            As `dataset`, and where the loss does not fit the columns or cannot be read.
        """
        dataset = self.dataset(choice)
        if isinstance(choice.loss, str):
            expression_of(choice.loss, dataset)
            return choice.loss
        if choice.target is None:
            raise InputError(
                "no target is chosen; choose the column that is to be predicted, which has to hold"
                " numbers or classes"
            )
        return loss_text(dataset, choice.loss, choice.features, choice.target)


def _treatment(choice: Choice, preview: Preview) -> Treatment:
    """Return what is done to data so that they are what was chosen of them."""
    names = (*choice.features, choice.target) if choice.target else choice.features
    return Treatment(
        columns=names,
        units=tuple(
            c.accepted for c in preview.columns if c.kind == "units" and c.accepted in names
        ),
        labels={choice.target: choice.codes} if choice.target and choice.codes else {},
        skip_bad=choice.skip_bad,
    )
