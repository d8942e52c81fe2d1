"""A table of updates with one wrong cell at the source: where it is, and what is right there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gdsim.engine.formula.numbers.written import LeastDigits
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import Unfit
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.errors.mistakes import (
    MISTAKES,
    as_printed_slip,
    place_field,
    place_slips,
)
from gdsim.study.exam.kinds.errors.wrong_tables import (
    FIRST_NEW,
    Bowl,
    Cells,
    Planted,
    columns_of,
    misprinted,
    planted,
    right_cells,
)
from gdsim.study.exam.kinds.updates import (
    experiment_of,
    facts_of,
    has_few_decimals,
    loss_formula,
    number,
    point_text,
    run_solution,
)
from gdsim.study.exam.kinds.usual_slips import usual
from gdsim.study.exam.question import Draft
from gdsim.study.exam.runs import run_of
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.symbols import symbol
from gdsim.texts import N_

NOTES = Bowl(("w1", "w2"), (1, 4, 0), (4, 2), 0.1)

NOTES_TABLE = (
    ("32.00", "8", "16", "3.20", "0.40"),
    ("10.88", "6.4", "3.2", "2.56", "0.08"),
    ("6.58", "5.1", "0.64", "2.05", "0.016"),
    ("4.21", "4.1", "0.13", "1.64", "0.003"),
)
"""Loss, gradient and new parameters as lecture notes print them; the last loss is wrong."""

PRINTED = 4
"""Decimals with which a table is printed."""

_TIMES_FROM_NOTES = 0.03
"""Share of the questions of level 1 that show the table of the notes."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: a misprint (1), a slip with all that follows (2), a tilted bowl (3)."""
    if level == 1 and draw.chance(_TIMES_FROM_NOTES):
        return notes_draft()
    rows = draw.pick((3, 4)) if level == 1 else 4
    for _ in range(40):
        bowl = _bowl(draw, level)
        cells = right_cells(bowl, rows)
        if _is_fit(cells):
            break
    else:
        raise Unfit
    if level == 1:
        return draft_of(bowl, misprinted(draw, cells))
    found = planted(draw, bowl, rows)
    if not _is_fit(found.cells, of_mistake=True):
        raise Unfit
    return draft_of(bowl, found)


def _bowl(draw: Draw, level: int) -> Bowl:
    names = draw.pick((("x", "y"), ("w1", "w2")))
    a, b = draw.sample((0.5, 1, 1.5, 2, 3, 4), 2)
    c = float(draw.signed(1, 2)) if level == 3 else 0.0
    start = (float(draw.signed(1, 8)), float(draw.signed(1, 8)))
    return Bowl(names, (a, b, c), start, draw.pick((0.05, 0.1, 0.2, 0.25)))


def _is_fit(cells: Cells, *, of_mistake: bool = False) -> bool:
    """Return whether numbers are short enough for paper, and the loss falls."""
    values = [value for row in cells for value in row]
    if not has_few_decimals([value for row in cells[:2] for value in row], PRINTED):
        return False
    falls = all(later[0] < row[0] for row, later in pairwise(cells))
    return min(map(abs, values)) > 0.02 and max(map(abs, values)) < 400 and (falls or of_mistake)


def notes_draft() -> Draft:
    """Return the draft on the table of the lecture notes, as it is printed there."""
    cells = tuple(tuple(map(float, row)) for row in NOTES_TABLE)
    right = right_cells(NOTES, 4)[3][0]
    told = tr(
        "Lecture notes print this table of gradient descent from {point} with η = {rate}. Row t"
        " shows loss and gradient before update t, and the parameters after it; numbers are rounded"
        " as they stand. One cell is wrong even so. Which is it, and what is right there, to three"
        " decimals and without rounding on the way?"
    )
    return _draft(NOTES, Planted(cells, 3, 0, "misprint", right), told, NOTES_TABLE)


def draft_of(bowl: Bowl, found: Planted) -> Draft:
    """Return the draft with a mistake planted in a table."""
    told = tr(
        "This table is to show gradient descent from {point} with η = {rate}: row t has loss and"
        " gradient before update t, and the parameters after it, to four decimals. One cell is"
        " wrong, and what follows from it goes on from the wrong number. Which is the first wrong"
        " cell, row by row, and what is right there?"
    )
    if found.mistake == "misprint":
        told = tr(
            "This table is to show gradient descent from {point} with η = {rate}: row t has loss"
            " and gradient before update t, and the parameters after it, to four decimals. One"
            " cell was misprinted; all others are right. Which is it, and what is right there?"
        )
    texts = tuple(tuple(number(round(x, PRINTED)) for x in row) for row in found.cells)
    return _draft(bowl, found, told, texts)


def _draft(bowl: Bowl, found: Planted, told: str, texts: Sequence[Sequence[str]]) -> Draft:
    experiment = experiment_of(bowl.function, bowl.start, bowl.rate)
    heads = _heads(bowl)
    rows = [tr("row {t}").format(t=t) for t in range(len(texts))]
    row = place_field("row", tr("row of the wrong cell"), rows, found.row)
    column = place_field("column", tr("column of the wrong cell"), heads, found.column)
    # What is printed in the notes is right to three figures.
    digits = LeastDigits(4, 3) if texts == NOTES_TABLE else LeastDigits(3, 3)
    label = tr("right number there")
    corrected = Field("corrected", label, "number", found.right, digits=digits)
    return Draft(
        stem=(
            loss_formula(experiment),
            Text(
                told.format(point=point_text(bowl.parameters, bowl.start), rate=number(bowl.rate))
            ),
            Table(("t", *heads), tuple((str(t), *cells) for t, cells in enumerate(texts))),
        ),
        facts=facts_of(experiment)
        | {
            "columns": columns_of(bowl),
            "cells": [list(cells) for cells in texts],
            "are_others_right": found.mistake == "misprint",
            "rounded_to": "as printed" if texts == NOTES_TABLE else PRINTED,
        },
        fields=(row, column, corrected),
        solve=lambda: (
            Section(tr("The wrong cell"), _answer(found, heads[found.column])),
            *run_solution(run_of(experiment), found.row),
        ),
        seconds=60 + 25 * len(texts),
        slips=(
            *place_slips(row, found.row),
            *_column_slips(column, found.column),
            as_printed_slip(float(texts[found.row][found.column])),
            *(_rounded_slips(bowl, found) if texts == NOTES_TABLE else ()),
        ),
        experiment=experiment,
        at=found.row,
    )


def _rounded_slips(bowl: Bowl, found: Planted) -> tuple[NamedSlip, ...]:
    """Return the slip of going on from the rounded numbers of the row above."""
    x, y = found.cells[found.row - 1][FIRST_NEW:]
    return (usual(Slip.ROUNDED, {"corrected": bowl.loss(x, y)}),)


def _heads(bowl: Bowl) -> list[str]:
    names = [symbol(name) for name in bowl.parameters]
    new = [tr("new {name}").format(name=name) for name in names]
    return [tr("loss"), *(f"∂L/∂{name}" for name in names), *new]


def _column_slips(field: Field, right: int) -> list[NamedSlip]:
    text = tr(
        "Work this row out from the one above it, cell by cell: this column is not the first."
    )
    return [
        NamedSlip(f"other-column-{option.key}", text, {field.name: option.key})
        for place, option in enumerate(field.options)
        if place != right
    ]


def _answer(found: Planted, head: str) -> tuple[Text, ...]:
    told = tr("In row {t}, {column} is wrong: it should be {value}.").format(
        t=found.row, column=head, value=number(found.right)
    )
    if found.mistake == "misprint":
        return (Text(told),)
    why = tr("What went wrong: {mistake}.").format(mistake=tr(MISTAKES[found.mistake]))
    return (Text(told), Text(why))


KIND = Kind(
    key="wrong-cell",
    version=1,
    name=N_("Find the wrong cell"),
    topics=("bowl", "iteration"),
    lines=((82, 92),),
    forms=("find", "compute"),
    draft=draft,
    run_tells_answer=True,
)
