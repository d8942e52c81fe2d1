"""What is not right in a hand-made table, as the rows of a table of its own."""

from __future__ import annotations

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, Grade
from gdsim.study.practice.tables.table_check import CheckedTable

UNREADABLE = "unreadable"
"""Stands for the grade of a cell that should be a number and is some other text."""


class Remark(Struct, frozen=True):
    """What is said of one cell.

    Attributes
    ----------
    row
        The number of the row's update as the table has it, or its place from 0.
    column
        The heading.
    given
        The text of the cell.
    right
        The right value; None where the cell is no number.
    grade, slip
        Words of the program, such as ``too-few-digits`` and ``no-rate``; a second slip that
        explains the number as well stands after a semicolon. Empty where there is no slip.
    """

    row: int
    column: str
    given: str
    right: float | None
    grade: str
    slip: str


COLUMNS = Remark.__struct_fields__
"""The columns of the report, in order."""


def numbering_sentence(checked: CheckedTable) -> str:
    """Return what is said of a table that calls the first update 1; empty for any other."""
    if not checked.is_numbered_from_one:
        return ""
    return tr("The table is numbered from 1; here the first update is 0.")


def unknown_sentence(checked: CheckedTable) -> str:
    """Return which columns were left out; empty where all are known."""
    if not checked.table.unknown:
        return ""
    told = tr("Not checked, as the heading is not understood: {names}.")
    return told.format(names=", ".join(checked.table.unknown))


def states_sentence(checked: CheckedTable) -> str:
    """Return what columns of what the rule remembers were taken for, and which were left out."""
    if not checked.untold:
        return checked.states
    told = tr("Not checked, as it cannot be told which convention the column follows: {names}.")
    return f"{checked.states} {told.format(names=', '.join(checked.untold))}".strip()


def remarks(checked: CheckedTable) -> list[Remark]:
    """Return a remark on each cell that is not right, row by row."""
    found = []
    for row, cells in zip(checked.table.rows, checked.cells, strict=True):
        for title, cell, mark in zip(checked.table.header, row.cells, cells, strict=True):
            if cell.is_unreadable:
                found.append(Remark(row.t, title, cell.text, None, UNREADABLE, ""))
            elif mark is not None and mark.mark.grade not in NO_ERROR_GRADES:
                slips = ";".join(_word(slip.name) for slip in mark.mark.slips)
                grade = _word(mark.mark.grade.name)
                found.append(Remark(row.t, title, cell.text, mark.mark.exact, grade, slips))
    return found


def has_wrong(found: list[Remark]) -> bool:
    """Return whether anything is wrong, errors carried forward and few digits apart."""
    return any(one.grade in (_word(Grade.WRONG.name), UNREADABLE) for one in found)


def _word(name: str) -> str:
    return name.lower().replace("_", "-")
