"""A hand-made iteration table checked cell by cell, later rows as carried forward."""

from __future__ import annotations

import math

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.descent.rules import rule_spec
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.numbers import few
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, RIGHT_GRADES, Grade, Mark
from gdsim.study.practice.marking.marking import MarkedUpdate, mark
from gdsim.study.practice.tables.hand_columns import CORRECTED
from gdsim.study.practice.tables.hand_table import HandRow, HandTable
from gdsim.study.practice.tables.other_conventions import other_conventions
from gdsim.study.practice.tables.state_columns import marks_of_column
from gdsim.study.practice.update_task import UpdateTask

FEWEST_OFF = 2
"""Numbers at least that are off in a table of which it is asked what other convention it has."""

_OFF = tuple(grade for grade in Grade if grade not in NO_ERROR_GRADES)

MOST_UNEXPLAINED_ROWS = 20
"""Rows with wrong numbers that no slip explains, after which none is looked for any more."""


class CheckedCell(Struct, frozen=True):
    """The mark of one number, and the update that it was marked against."""

    t: int
    mark: Mark
    task: UpdateTask


class CheckedTable(Struct, frozen=True):
    """A table with its marks.

    Attributes
    ----------
    cells
        For each row, for each cell its mark, None where it is no answer.
    is_numbered_from_one
        Whether the table calls the first update 1, which is update 0 of the run.
    convention
        What the table is right by, in place of the run's own convention: a sentence; empty where it
        was marked by the run's own.
    updates, rows_t
        What the numbers of each row may have come of, and the update of the run that it has.
    states
        Sentences on what columns of what the rule remembers were taken for; empty without any.
    untold
        The headings of such columns that were left out, as no reading of them fits.
    """

    table: HandTable
    cells: tuple[tuple[CheckedCell | None, ...], ...]
    is_numbered_from_one: bool = False
    convention: str = ""
    updates: tuple[MarkedUpdate, ...] = ()
    rows_t: tuple[int, ...] = ()
    states: str = ""
    untold: tuple[str, ...] = ()

    def first(self, *grades: Grade) -> tuple[int, int] | None:
        """Return row and column of the first number with one of these grades, None without one."""
        for i, row in enumerate(self.cells):
            for k, cell in enumerate(row):
                if cell is not None and cell.mark.grade in grades:
                    return i, k
        return None

    def unreadable(self) -> list[tuple[int, int]]:
        """Return row and column of each cell that should be a number and could not be read."""
        return [
            (i, k)
            for i, row in enumerate(self.table.rows)
            for k, cell in enumerate(row.cells)
            if cell.is_unreadable
        ]

    def count(self, *grades: Grade) -> int:
        """Return how many numbers have one of these grades."""
        return sum(
            cell is not None and cell.mark.grade in grades for row in self.cells for cell in row
        )


def remembered(run: Run) -> tuple[str, ...]:
    """Return the names of what the run's rule remembers; none where another rule took over.

    Those that it corrects for their start come again, with `CORRECTED` before them.
    """
    rules = {segment.rule.name for segment in run.segments}
    if len(rules) > 1:
        return ()
    spec = rule_spec(rules.pop())
    return (*spec.states, *(f"{CORRECTED}{name}" for name in spec.corrected))


def check_table(run: Run, table: HandTable) -> CheckedTable:
    """Mark every number of a table against `run`, which is not changed.

    A table whose numbers of updates begin at 1 is taken so where more of it is right then. One of
    several updates that is wrong, and right throughout by another convention that courses use, is
    marked by that.

    Raises
    ------
    InputError
        If the table has an update that the run does not come to, or begins elsewhere.
    """
    return _with_states(run, _by_best(run, table))


def _by_best(run: Run, table: HandTable) -> CheckedTable:
    """Return the marks of all but what the rule remembers."""
    found = _numbered(run, table)
    is_off = found.count(Grade.WRONG) > 0 and found.count(*_OFF) >= FEWEST_OFF
    if len(table.rows) < 2 or not is_off:
        return found
    by_others = (
        replace(other, convention=convention.sentence)
        for convention in other_conventions(run)
        if (other := _by_other(convention.run, table)) is not None
    )
    best = max(by_others, key=lambda one: one.count(Grade.RIGHT), default=None)
    return found if best is None else best


def _with_states(run: Run, checked: CheckedTable) -> CheckedTable:
    """Return the table with marks in the columns of what the rule remembers as well."""
    table, cells = checked.table, [list(row) for row in checked.cells]
    named: dict[str, list[str]] = {}
    untold: list[str] = []
    for column in _state_columns(table):
        told = _column_told(checked, column) or _by_another(run, table, column)
        if told is None:
            untold.append(table.header[column])
            continue
        sentence, found = told
        named.setdefault(sentence, []).append(table.header[column])
        for place, cell in found.items():
            cells[place][column] = cell
    told_of = " ".join(line.format(names=", ".join(names)) for line, names in named.items())
    rows = tuple(map(tuple, cells))
    return replace(checked, cells=rows, states=told_of, untold=tuple(untold))


def _column_told(checked: CheckedTable, column: int) -> tuple[str, dict[int, CheckedCell]] | None:
    """Return what is said of a column of `names`, and its cells; None where it cannot be told."""
    found = marks_of_column(checked.table, checked.updates, column)
    if found is None:
        return None
    way, marks = found
    return way.sentence, {
        place: CheckedCell(checked.rows_t[row], one, checked.updates[row].task)
        for place, (row, one) in marks.items()
    }


def _by_another(
    run: Run, table: HandTable, column: int
) -> tuple[str, dict[int, CheckedCell]] | None:
    """Return the same by another convention, from which the other numbers follow as well."""
    for convention in other_conventions(run):
        other = _by_other(convention.run, table)
        told = None if other is None else _column_told(other, column)
        if told is not None and all(
            cell.mark.grade in NO_ERROR_GRADES for cell in told[1].values()
        ):
            sentence, cells = told
            return f"{sentence} {convention.sentence_of_columns}", cells
    return None


def _state_columns(table: HandTable) -> list[int]:
    return [k for k, cell in enumerate(table.rows[0].cells) if cell.state is not None]


def _by_other(run: Run, table: HandTable) -> CheckedTable | None:
    """Return the marks by another run if every number follows from it; else None."""
    try:
        found = _numbered(run, table, seeks_slips=False)
    except InputError:
        return None
    return None if found.count(*_OFF) else found


def _numbered(run: Run, table: HandTable, *, seeks_slips: bool = True) -> CheckedTable:
    """Mark a table with its updates numbered as it has them, or from 1."""
    if not table.is_numbered or min(row.t for row in table.rows) != 1:
        return _checked(run, table, seeks_slips)
    earlier = replace(table, rows=tuple(replace(row, t=row.t - 1) for row in table.rows))
    try:
        from_one = replace(
            _checked(run, earlier, seeks_slips), table=table, is_numbered_from_one=True
        )
    except InputError:
        return _checked(run, table, seeks_slips)
    try:
        as_it_is = _checked(run, table, seeks_slips)
    except InputError:
        return from_one
    is_better = from_one.count(*RIGHT_GRADES) > as_it_is.count(*RIGHT_GRADES)
    return from_one if is_better else as_it_is


def _checked(run: Run, table: HandTable, seeks: bool) -> CheckedTable:
    run = _long_enough(run, max(row.t for row in table.rows))
    marked: list[dict[Field, CheckedCell]] = []
    before: MarkedUpdate | None = None
    updates: list[MarkedUpdate] = []
    unexplained = 0
    for place, row in enumerate(table.rows):
        task = UpdateTask.of(run, row.t)
        if before is None or not table.follows(place):
            before = None
            _check_start(row, task)
        seeks_slips = seeks and unexplained < MOST_UNEXPLAINED_ROWS
        before = mark(task, _asked(table, place, task), before, seeks_slips=seeks_slips)
        updates.append(before)
        unexplained += any(one.grade is Grade.WRONG and not one.slips for one in before.marks)
        marked.append({one.field: CheckedCell(row.t, one, task) for one in before.marks})
    cells = tuple(_cells(table, place, marked) for place in range(len(marked)))
    rows_t = tuple(row.t for row in table.rows)
    return CheckedTable(table, cells, updates=tuple(updates), rows_t=rows_t)


def _asked(table: HandTable, place: int, task: UpdateTask) -> dict[Field, Answer]:
    """Return the numbers of a row that can be marked: a fall of a loss below 0 says nothing."""
    answers = _answers(table, place)
    if math.isnan(task.solve().fall):
        answers.pop(Field("fall"), None)
    return answers


def _cells(
    table: HandTable, place: int, marked: list[dict[Field, CheckedCell]]
) -> tuple[CheckedCell | None, ...]:
    """Return the mark of each cell; a parameter before an update is the one after the last."""
    found: list[CheckedCell | None] = []
    for cell in table.rows[place].cells:
        if cell.field is not None:
            found.append(marked[place].get(cell.field))
        elif cell.before is not None and table.follows(place):
            found.append(marked[place - 1].get(Field("new", cell.before)))
        else:
            found.append(None)
    return tuple(found)


def _check_start(row: HandRow, task: UpdateTask) -> None:
    """Refuse a table that begins at other parameters than the run."""
    for k, answer in row.before().items():
        here = float(task.theta[k])
        if not any(one.fits(here, unit) for one in answer.readings for unit in one.units):
            raise InputError(
                "the table has {name} = {given} before update {t}, where the run is at {here}; set"
                " the run up as in the table first",
                name=task.objective.parameters[k],
                given=answer.text,
                t=row.t,
                here=few(here, 6),
            )


def _answers(table: HandTable, place: int) -> dict[Field, Answer]:
    """Return the numbers of a row; the next one's parameters before are this one's new ones."""
    row = table.rows[place]
    answers = row.answers()
    if table.follows(place + 1):
        for k, answer in table.rows[place + 1].before().items():
            answers.setdefault(Field("new", k), answer)
    return answers


def _long_enough(run: Run, t: int) -> Run:
    """Return the run with update `t` within reach."""
    if t > run.length:
        run = run.branch(run.length)
        run.advance(t - run.length)
    if t > run.length:
        raise InputError(
            "the table has update {t}, but the run ends after {n} update",
            "the table has update {t}, but the run ends after {n} updates",
            t=t,
            n=run.length,
        )
    return run
