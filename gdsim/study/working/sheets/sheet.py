"""Workings to take away: with answers, or with blanks to fill in."""

from __future__ import annotations

import re
from typing import Literal, get_args

from msgspec.structs import replace

from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.working.batch import MOST_ROWS_WHOLE
from gdsim.study.working.blocks import DOTS, Block, Formula, Section, Sheet, Table, Text, Working
from gdsim.study.working.sheets.head import sheet_head
from gdsim.study.working.sheets.plain import BLANK
from gdsim.study.working.working import working

Kind = Literal["worked", "blanks", "questions"]
"""With every result; with a blank for each and the answers at the end; or without any answers."""

KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_SHEET_UPDATES = 1000
"""Updates on one sheet; more would be a book."""

BLANK_CELL = "________"
"""What stands in a table's cell that is to be filled in."""

MOST_ROWS_TO_FILL = 50
"""Rows of the longest batch that a sheet with blanks shows whole."""


def sheet_workings(
    run: Run, first: int, last: int, number_format: NumberFormat, kind: Kind = "worked"
) -> list[Working]:
    """Return the workings of updates `first` .. `last`.

    Raises
    ------
    IndexError
        If the run has no such rows.
    """
    # Whoever is to work out the mean needs every row.
    most_rows = MOST_ROWS_WHOLE if kind == "worked" else MOST_ROWS_TO_FILL
    workings = [working(run, t, number_format, most_rows) for t in range(first, last + 1)]
    if kind == "worked":
        return workings
    questions = [_question(run, one, first) for one in workings]
    if kind == "questions":
        return questions
    first_answers, *others = map(_answers, workings)
    # Apart from the questions, so that a sheet can be handed out without them.
    return [*questions, replace(first_answers, on_new_page=True), *others]


def make_sheet(
    run: Run,
    first: int,
    last: int,
    number_format: NumberFormat,
    kind: Kind = "worked",
    title: str = "",
) -> Sheet:
    """Return the sheet with the workings of updates `first` .. `last`, see `sheet_workings`.

    Parameters
    ----------
    title
        What the run is known as; empty, or the objective's own text, where it has no name.
    """
    workings = sheet_workings(run, first, last, number_format, kind)
    if title in ("", run.objective.expression.text):
        title = tr("Worked updates") if kind == "worked" else tr("Updates to work out")
    return Sheet(tr(title), sheet_head(run, first, last), tuple(workings))


def blank_working(
    run: Run, t: int, number_format: NumberFormat, most_rows: int = MOST_ROWS_TO_FILL
) -> Working:
    """Return the working of update `t`, 0 .. length, with a blank for every result."""
    shown = working(run, t, number_format, max(most_rows, MOST_ROWS_TO_FILL))
    return _question(run, shown, t)


def _question(run: Run, one: Working, first: int) -> Working:
    """Return a working with a blank for every result; what it starts from is given but once."""
    t = one.iteration
    sections = [
        replace(section, blocks=tuple(map(_blanked, section.blocks))) for section in one.sections
    ]
    if one.has_state:
        del sections[1]
    is_changed = t == first or run.segment_of(t) is not run.segment_of(t - 1)
    if is_changed and one.given is not None:
        sections.insert(1, one.given)
    if t > first:
        found = Text(tr("As you found them in update {t}.").format(t=t - 1))
        sections[0] = replace(one.sections[0], blocks=(found,))
    return Working(t, tuple(sections))


def _is_asked(block: Block) -> bool:
    match block:
        case Formula():
            return block.value is not None and not block.given
        case Table():
            return block.results > 0
        case Text():
            return bool(block.question)


def _blanked(block: Block) -> Block:
    """Return a block with nothing left of a result but its name."""
    if not _is_asked(block):
        return block
    match block:
        case Formula():
            name, sign = re.split(r" (=|\\leftarrow) ", block.latex, maxsplit=1)[:2]
            return Formula(f"{name} {sign} {BLANK}")
        case Table():
            given = len(block.header) - block.results
            rows = (
                row[:given] + tuple(cell if cell == DOTS else BLANK_CELL for cell in row[given:])
                for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        case Text():
            return Text(block.question)


def _answers(one: Working) -> Working:
    sections = []
    for section in one.sections:
        blocks = tuple(filter(_is_asked, section.blocks))
        if blocks:
            sections.append(Section(section.title, blocks))
    return Working(one.iteration, tuple(sections), is_answer=True)
