"""Data before they are used, in words: what columns hold, and what speaks against a choice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.scaling import Scaling
from gdsim.i18n import ntr, tr
from gdsim.numbers import few
from gdsim.study.data import Choice, ColumnPreview, Preview

MOST_SHOWN_CLASSES = 4
"""Classes of a column that are shown."""

MOST_COMPARED_FEATURES = 20
"""Features that are looked at for being the same as another."""


def cells_sentence(column: ColumnPreview, unit: str) -> str:
    """Return what a column holds, and where something is wrong."""
    if column.kind == "empty":
        return tr("nothing")
    if column.kind == "text":
        return tr("texts")
    if column.kind == "dates":
        return tr("dates, which can only be used as numbers")
    parts = [_cells(column)]
    if column.missing:
        parts.append(tr("{count:,} missing").format(count=column.missing))
    if column.not_numbers:
        parts.append(tr("{count:,} not a number").format(count=column.not_numbers))
    if column.flawed:
        parts[-1] += f" ({_where(column, unit)})"
    return ", ".join(parts)


def _cells(column: ColumnPreview) -> str:
    """Return what a column holds where it can be used."""
    if not column.is_unique_name:
        return tr("another column has this name")
    if column.is_row_numbers:
        return tr("numbers of the rows")
    if column.kind == "units":
        return tr("numbers with a unit")
    if column.kind == "classes":
        shown = [repr(text) for text in column.classes[:MOST_SHOWN_CLASSES]]
        more = ["…"] * (len(column.classes) > MOST_SHOWN_CLASSES)
        return tr("the classes {names}").format(names=", ".join(shown + more))
    return tr("one number in every row") if column.is_constant else tr("numbers")


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
    offer = tr("Leave out the rows with a missing value or no number ({parts})")
    return offer.format(parts="; ".join(parts))


def scale_sentence(scaling: Scaling) -> str:
    """Return how each column is scaled, with the numbers."""
    lines = [
        f"{name}′ = ({name} − {few(offset, 5)}) / {few(scale, 5)}"
        for name, offset, scale in zip(scaling.names, scaling.offset, scaling.scale, strict=True)
    ]
    return "\n".join(lines).replace("− -", "+ ")


def size_sentence(preview: Preview) -> str:
    """Return how many rows and columns a table has."""
    rows = ntr("1 row", "{n:,} rows", preview.n_rows).format(n=preview.n_rows)
    n = len(preview.columns)
    columns = ntr("1 column", "{n} columns", n).format(n=n)
    return tr("{title}: {rows}, {columns}.").format(title=preview.title, rows=rows, columns=columns)


def classes_sentence(dataset: Dataset | None) -> str:
    """Return which classes of the data stand for which numbers; empty where there are none."""
    steps = dataset.source.split(" | ")[1:] if dataset is not None else []
    codes = [step.removeprefix("labels ") for step in steps if step.startswith("labels ")]
    return tr("Classes as numbers: {codes}.").format(codes="; ".join(codes)) if codes else ""


def doubts(dataset: Dataset, features: Sequence[str], has_intercept: bool) -> list[str]:
    """Return what speaks against a choice that can be used all the same, a sentence each."""
    if len(dataset) == 1:
        return [tr("There is one row only: batch, stochastic and mini-batch are the same.")]
    found = []
    columns = {name: dataset.columns([name])[:, 0] for name in features[:MOST_COMPARED_FEATURES]}
    for name, values in columns.items():
        if np.ptp(values) == 0 and has_intercept:
            found.append(
                tr(
                    "{name} is the same in every row: its weight and b cannot be told apart, so"
                    " there are many minima."
                ).format(name=name)
            )
    for one, other in combinations(columns, 2):
        if np.array_equal(columns[one], columns[other]):
            found.append(
                tr(
                    "{one} and {other} are the same in every row: their weights cannot be told"
                    " apart, so there are many minima."
                ).format(one=one, other=other)
            )
    return found
