"""How a table was taken, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gdsim.engine.problem.loss_text import INTERCEPT_NAMES, WEIGHT_NAMES
from gdsim.files.data.cells import Column, Manner
from gdsim.files.data.table import RawTable
from gdsim.files.shortened import shortened
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.data import REST, Codes
from gdsim.texts import N_

PARAMETERS = (*WEIGHT_NAMES, *INTERCEPT_NAMES)
"""Names that people expect to be those of parameters."""

MANNERS: Mapping[Manner, str] = {
    "minus": N_("the sign before a number was taken for a minus ({cell} is {value}) in {names}"),
    "decimal commas": N_("commas were taken for decimal points ({cell} is {value}) in {names}"),
    "comma groups": N_(
        "commas were taken to stand between thousands ({cell} is {value}) in {names}"
    ),
    "point groups": N_(
        "points were taken to stand between thousands ({cell} is {value}) in {names}"
    ),
    "space groups": N_(
        "spaces or apostrophes were taken to stand between thousands ({cell} is {value}) in {names}"
    ),
    "points": N_(
        "points were taken for decimal points ({cell} is {value}) in {names}; where they stand"
        " between thousands, say so (thousands: point)"
    ),
    "unit": N_("what stands beside the numbers was left out ({cell} is {value}) in {names}"),
}
"""What is said of each way of taking cells."""


def said_of(
    table: RawTable, columns: Mapping[str, Column], skipped: int, where: str
) -> tuple[str, ...]:
    """Return how a table and some of its columns were taken, a sentence each.

    Parameters
    ----------
    columns
        Those that count, by the names they have in an objective.
    skipped, where
        Number of rows left out, and the places of the first of them in words.
    """
    found = list(table.remarks)
    renamed = [
        tr("{name} as {called}").format(name=repr(shortened(one.name)), called=called)
        for called, one in columns.items()
        if one.name != called
    ]
    if renamed:
        said = tr("columns are called by their letters and digits: {names}")
        found.append(said.format(names=", ".join(renamed)))
    found += _said_of_manners(columns)
    found += [labels_sentence(name, one.codes) for name, one in columns.items() if one.codes]
    if skipped:
        more = ", …" if where.count(",") + 1 < skipped else ""
        text = tr("rows left out because a value is missing or no number: {count} ({where})")
        found.append(text.format(count=skipped, where=where + more))
    return tuple(found)


def said_of_names(names: Iterable[str]) -> list[str]:
    """Return which columns that an objective uses have the name that a parameter usually has."""
    text = tr("{name} is a column of the data here, and no parameter")
    return [text.format(name=name) for name in names if name in PARAMETERS]


def _said_of_manners(columns: Mapping[str, Column]) -> list[str]:
    found = []
    for manner, template in MANNERS.items():
        taken = [
            (name, t) for name, one in columns.items() for t in one.taken if t.manner == manner
        ]
        if taken:
            first = taken[0][1]
            names = ", ".join(name for name, _ in taken)
            value = few(first.value, 15)
            found.append(tr(template).format(cell=shortened(first.cell), value=value, names=names))
    return found


def labels_sentence(name: str, codes: Codes) -> str:
    """Return which class of a column was taken for which number."""
    pairs: Sequence[str] = [
        (tr("every other is {number}") if text == REST else tr("{text} is {number}")).format(
            text=text, number=few(number, 15)
        )
        for text, number in codes
    ]
    return tr("the classes of {name} were taken for numbers: {pairs}").format(
        name=name, pairs=", ".join(pairs)
    )
