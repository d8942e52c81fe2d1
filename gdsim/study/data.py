"""What a person sees of data before they are used, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypedDict

import numpy as np

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.losses import Convention, Loss, Penalty
from gdsim.engine.problem.scaling import Scaling, ScalingMethod
from gdsim.i18n import ntr, tr

MOST_COMPARED = 20
"""Features that are looked at for being the same as another."""

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
    is_two_valued
        Whether there are no other numbers than `low` and `high`, which differ.
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
    is_two_valued: bool

    @property
    def has_numbers(self) -> bool:
        """Whether at least one cell is a number."""
        return self.kind in ("numbers", "mixed")

    @property
    def flawed(self) -> int:
        """Cells that are no number."""
        return self.missing + self.not_numbers


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


class Statistics(TypedDict):
    """What `ColumnPreview` says of the numbers in a column."""

    low: float
    mean: float
    high: float
    deviation: float
    is_two_valued: bool


@dataclass(frozen=True)
class Choice:
    """What is made of a candidate.

    Attributes
    ----------
    features, target
        Columns by the names they have in an objective.
    skip_bad
        Whether rows in which one of them has no number are left out.
    scaling, scales_target
        What is done to the features, None for nothing, and whether to the target as well, which
        never happens to labels.
    loss
        ``own`` for `text`, which is then taken as it is.
    """

    features: tuple[str, ...]
    target: str | None
    skip_bad: bool = False
    scaling: ScalingMethod | None = None
    scales_target: bool = False
    loss: Loss | Literal["own"] = "squares"
    convention: Convention = "mean"
    penalty: Penalty = "none"
    strength: float = 0.0
    intercept: bool = True
    delta: float = 1.0
    text: str = ""


def first_choice(preview: Preview) -> Choice:
    """Return what is most likely meant: the last usable column predicted from those before.

    Columns of text, without a usable name, or the same in every row are left aside. A target with
    the two values 1 and -1, or 1 and 0, is taken for a label.
    """
    usable = [column.accepted for column in preview.columns if is_usable(column)]
    if len(usable) < 2:
        return Choice(tuple(usable), None)
    target = next(c for c in preview.columns if c.accepted == usable[-1])
    is_label = target.is_two_valued and target.high == 1 and target.low in (0, -1)
    return Choice(tuple(usable[:-1]), usable[-1], loss="logistic" if is_label else "squares")


def is_usable(column: ColumnPreview) -> bool:
    """Return whether a column can be chosen without a second thought."""
    return column.has_numbers and column.is_unique_name and not column.is_constant


def cells_sentence(column: ColumnPreview, unit: str) -> str:
    """Return what a column holds, and where something is wrong."""
    if column.kind == "empty":
        return tr("nothing")
    if column.kind == "text":
        return tr("texts")
    parts = [tr("one number in every row") if column.is_constant else tr("numbers")]
    if not column.is_unique_name:
        parts = [tr("another column has this name")]
    if column.missing:
        parts.append(tr("{count:,} missing").format(count=column.missing))
    if column.not_numbers:
        parts.append(tr("{count:,} not a number").format(count=column.not_numbers))
    if column.flawed:
        parts[-1] += f" ({_where(column, unit)})"
    return ", ".join(parts)


def _where(column: ColumnPreview, unit: str) -> str:
    """Return the lines or rows of a column's first flaws."""
    more = ", …" if column.flawed > len(column.places) else ""
    template = ntr("row {places}", "rows {places}", column.flawed)
    if unit == "line":
        template = ntr("line {places}", "lines {places}", column.flawed)
    return template.format(places=", ".join(map(str, column.places)) + more)


def flaws_sentence(preview: Preview, choice: Choice) -> str:
    """Return which rows could be left out for the chosen columns, empty where none is flawed."""
    chosen = {*choice.features, choice.target}
    parts = []
    for column in preview.columns:
        if column.accepted in chosen and column.flawed:
            found = tr("{count:,} in {name}, {where}")
            where = _where(column, preview.unit)
            parts.append(found.format(count=column.flawed, name=column.name, where=where))
    if not parts:
        return ""
    told = tr("Leave out the rows with a missing value or no number ({parts})")
    return told.format(parts="; ".join(parts))


def scale_sentence(scaling: Scaling) -> str:
    """Return how each column is scaled, with the numbers."""
    lines = [
        f"{name}′ = ({name} − {offset:.5g}) / {scale:.5g}"
        for name, offset, scale in zip(scaling.names, scaling.offset, scaling.scale, strict=True)
    ]
    return "\n".join(lines).replace("− -", "+ ")


def size_sentence(preview: Preview) -> str:
    """Return how many rows and columns a table has."""
    rows = ntr("1 row", "{n:,} rows", preview.n_rows).format(n=preview.n_rows)
    n = len(preview.columns)
    columns = ntr("1 column", "{n} columns", n).format(n=n)
    return tr("{title}: {rows}, {columns}.").format(title=preview.title, rows=rows, columns=columns)


def doubts(dataset: Dataset, features: Sequence[str], has_intercept: bool) -> list[str]:
    """Return what speaks against a choice that can be used all the same, a sentence each."""
    told = []
    if len(dataset) == 1:
        told.append(tr("There is one row only: batch, stochastic and mini-batch are the same."))
        return told
    columns = {name: dataset.columns([name])[:, 0] for name in features[:MOST_COMPARED]}
    for name, values in columns.items():
        if np.ptp(values) == 0 and has_intercept:
            told.append(
                tr(
                    "{name} is the same in every row: its weight and b cannot be told apart, so"
                    " there are many minima."
                ).format(name=name)
            )
    for one, other in combinations(columns, 2):
        if np.array_equal(columns[one], columns[other]):
            told.append(
                tr(
                    "{one} and {other} are the same in every row: their weights cannot be told"
                    " apart, so there are many minima."
                ).format(one=one, other=other)
            )
    return told
