"""The table that compares batch, stochastic and mini-batch descent, with blanks to fill."""

from __future__ import annotations

from math import ceil

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches.methods import (
    COLUMNS,
    METHODS,
    cells,
    column_titles,
    method_titles,
)
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.question import Draft, Grid
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

_BLANKS = {1: 2, 2: 4, 3: 3}
"""Blanks that are chosen from words, by level; level 3 asks for the counts as well."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: two blanks (1), four (2), or three with the numbers of updates (3)."""
    words = [column for column in COLUMNS if level < 3 or column != "updates"]
    places = draw.sample([(m, column) for m in METHODS for column in words], _BLANKS[level])
    # In the order in which the table is read.
    places.sort(key=lambda place: (METHODS.index(place[0]), COLUMNS.index(place[1])))
    blanks = {f"{column}_{m}".replace("-", "_"): (m, column) for m, column in places}
    fields, slips = [], []
    for name, (method, column) in blanks.items():
        field, slip = _chosen(draw, name, method, column)
        fields.append(field)
        slips += slip
    b = draw.pick((16, 20, 32, 50, 64, 100))
    n = b * draw.whole(20, 300) + draw.whole(1, b - 1)
    facts: dict[str, object] = {"blanks": {name: list(place) for name, place in blanks.items()}}
    if level == 3:
        facts |= {"rows": n, "batch_size": b, "last_batch": "keep"}
        fields += _counts(n, b)
        slips += _count_slips(n, b)
    return Draft(
        stem=(Text(_stem(n, b, level)), _grid(blanks, level)),
        facts=facts,
        fields=tuple(fields),
        solve=lambda: _solution(n, b, level),
        seconds=(30, 50, 90)[level - 1],
        slips=tuple(slips),
    )


def _stem(n: int, b: int, level: int) -> str:
    told = tr("Fill the blanks of the table that compares the three methods.")
    if level < 3:
        return told
    return f"{told} " + tr(
        "There are N = {n} examples, batches of B = {b}, and a rest that fills no batch is a batch"
        " of its own."
    ).format(n=f"{n:,}", b=b)


def _chosen(draw: Draw, name: str, method: str, column: str) -> tuple[Field, list[NamedSlip]]:
    """Return a blank to be chosen from the words of its column, and the slips there."""
    options, letters = shuffled(draw, cells()[column])
    titles, heading = method_titles(), column_titles()[column]
    label = tr("{method}: {what}").format(method=titles[method], what=heading.lower())
    field = Field(name, label, "choice", letters[method], options=options)
    slips = [
        NamedSlip(
            f"taken-for-{other}",
            tr("That is what holds for {method}.").format(method=titles[other].lower()),
            {name: letters[other]},
        )
        for other in METHODS
        if other != method
    ]
    return field, [_renamed(slip, name) for slip in slips]


def _renamed(slip: NamedSlip, name: str) -> NamedSlip:
    return NamedSlip(f"{slip.key}-in-{name.replace('_', '-')}", slip.text, slip.values)


def _counts(n: int, b: int) -> list[Field]:
    rights = {"batch": 1, "stochastic": n, "mini-batch": ceil(n / b)}
    label = tr("{method}: updates in an epoch")
    return [
        Field(
            f"updates_{method.replace('-', '_')}",
            label.format(method=method_titles()[method]),
            "count",
            float(right),
        )
        for method, right in rights.items()
    ]


def _count_slips(n: int, b: int) -> list[NamedSlip]:
    return [
        NamedSlip(
            "last-batch-forgotten",
            tr("The rest that fills no whole batch was forgotten: it is a batch, too."),
            {"updates_mini_batch": float(n // b)},
        ),
        NamedSlip(
            "methods-swapped",
            tr("Batch and stochastic were mixed up: batch takes all examples at once."),
            {"updates_batch": float(n), "updates_stochastic": 1.0},
        ),
    ]


def _grid(blanks: dict[str, tuple[str, str]], level: int) -> Grid:
    titles, headings, words = method_titles(), column_titles(), cells()
    names = {place: name for name, place in blanks.items()}
    rows = []
    for method in METHODS:
        row = [titles[method]]
        for column in COLUMNS:
            if level == 3 and column == "updates":
                row.append(f"updates_{method.replace('-', '_')}")
            else:
                row.append(names.get((method, column), words[column][method]))
        rows.append(tuple(row))
    return Grid((tr("Method"), *(headings[column] for column in COLUMNS)), tuple(rows))


def _solution(n: int, b: int, level: int) -> tuple[Section, ...]:
    titles, headings, words = method_titles(), column_titles(), cells()
    updates = {"batch": "1", "stochastic": f"{n:,}", "mini-batch": f"{ceil(n / b):,}"}
    rows = tuple(
        (
            titles[method],
            *(
                updates[method] if level == 3 and column == "updates" else words[column][method]
                for column in COLUMNS
            ),
        )
        for method in METHODS
    )
    table = Table((tr("Method"), *(headings[column] for column in COLUMNS)), rows)
    why = tr(
        "The more examples a gradient uses, the smoother the path, the more memory it takes, and"
        " the fewer updates an epoch has."
    )
    return (Section(tr("The comparison"), (table, Text(why))),)


KIND = Kind(
    key="method-table",
    version=1,
    name=N_("The table of the three methods"),
    topics=("variants", "epochs"),
    lines=((5, 17), (44, 57)),
    forms=("fill",),
    draft=draft,
)
