"""Columns of what a rule remembers, such as a velocity: what they hold, and their marks.

Courses write the velocity that comes of a row's gradient into that row or into the next one, and
some write the step itself, with the sign turned. A column is marked by the way that fits it.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.descent.rules import STATES
from gdsim.i18n import tr
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import NO_ERROR_GRADES, Grade, Mark
from gdsim.study.practice.marking.grading import best_mark
from gdsim.study.practice.marking.marking import MarkedUpdate
from gdsim.study.practice.marking.rounded_ranges import Between
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.marking.tracks import Track
from gdsim.study.practice.tables.hand_table import HandTable

FEWEST_RIGHT = 2
"""Numbers other than 0 that must be right before others of a column are called wrong."""

Marks = dict[int, tuple[int, Mark]]
"""The mark of each row's number, by the row's place, with the place of its update's row."""


class Way(Struct, frozen=True):
    """A way to read a column: the numbers before a row's update or after it, and their sign."""

    is_before: bool
    is_turned: bool

    @property
    def sentence(self) -> str:
        """What is said of a column, `names`, that is read so."""
        if self.is_before and self.is_turned:
            return tr("{names}: taken as before the row's update, with the sign turned.")
        if self.is_before:
            return tr("{names}: taken as before the row's update.")
        if self.is_turned:
            return tr("{names}: taken as after the row's update, with the sign turned.")
        return tr("{names}: taken as after the row's update.")


def marks_of_column(
    table: HandTable, updates: tuple[MarkedUpdate, ...], column: int
) -> tuple[Way, Marks] | None:
    """Return the marks of a column by the way that fits it; None where it cannot be told."""
    cells = [row.cells[column] for row in table.rows]
    field = cells[0].state
    if field is None or any(cell.answer is None and not cell.is_left_empty for cell in cells):
        return None
    signs = (False, True) if STATES[field.state].is_odd else (False,)
    read = [
        (way, _marks(table, updates, column, field, way))
        for way in (Way(before, turned) for turned, before in product(signs, (False, True)))
    ]
    fitting = [one for one in read if one[1] and not _count(one[1], Grade.WRONG)]
    told = max(fitting, key=lambda one: _told(one[1]), default=None)
    if told is not None:
        return told if _told(told[1]) else None
    read.sort(key=lambda one: _told(one[1]), reverse=True)
    (way, marks), (_, second) = read[:2]
    right, wrong = _told(marks), _count(marks, Grade.WRONG)
    is_clear = right >= FEWEST_RIGHT and right > wrong and right > _told(second)
    return (way, marks) if is_clear and not _may_be_sizes(marks) else None


def _may_be_sizes(marks: Marks) -> bool:
    """Return whether numbers of one sign are called wrong where that of what is right changes.

    They may be sizes, |v|, and those are no wrong velocities.
    """
    signs = {np.sign(one.given.value) for _, one in marks.values()} - {0.0}
    return len(signs) == 1 and any(
        one.grade is Grade.WRONG and one.exact * one.given.value < 0 for _, one in marks.values()
    )


def _count(marks: Marks, grade: Grade) -> int:
    return sum(one.grade is grade for _, one in marks.values())


def _told(marks: Marks) -> int:
    """Return how many numbers are right that are not 0, which every way may have."""
    return sum(one.grade in NO_ERROR_GRADES and one.given.value != 0 for _, one in marks.values())


def _marks(
    table: HandTable, updates: tuple[MarkedUpdate, ...], column: int, field: Field, way: Way
) -> Marks:
    marks: Marks = {}
    for place, row in enumerate(table.rows):
        answer = row.cells[column].answer
        if answer is None:
            continue
        answer = _turned(answer) if way.is_turned else answer
        follows = table.follows(place)
        last = marks.get(place - 1, (0, None))[1] if follows else None
        if not way.is_before:
            marks[place] = place, _mark(updates[place], field, answer, last)
        elif follows:
            marks[place] = place - 1, _mark(updates[place - 1], field, answer, last)
        elif not field.is_corrected:
            # What is corrected is 0/0 before the first update.
            marks[place] = place, _first_mark(updates[place], field, answer)
    if way.is_turned:
        return {place: (row, _turned_back(one)) for place, (row, one) in marks.items()}
    return marks


def _mark(update: MarkedUpdate, field: Field, answer: Answer, last: Mark | None) -> Mark:
    """Return the mark of a number after an update; `last` is that of the one before it."""
    tracks = list(update.tracks)
    if last is not None:
        tracks += [_from_typed(track, last) for track in update.tracks]
    return best_mark(field, answer, update.task.solve(), tracks)


def _from_typed(track: Track, last: Mark) -> Track:
    """Return the track as it is for a person who goes on from the number that was typed last."""
    start, half = track.start, 0.5 * last.unit
    k = start.task.rule.state_names.index(last.field.state)
    low, high = start.state[k].low.copy(), start.state[k].high.copy()
    share = start.task.correction(last.field, before=1)
    low[last.field.index] = (last.given.value - half) * share
    high[last.field.index] = (last.given.value + half) * share
    if STATES[last.field.state].is_of_squares:
        low = np.maximum(low, 0.0)
    states = (*start.state[:k], Between(low, high), *start.state[k + 1 :])
    is_off = last.grade in (Grade.WRONG, Grade.CARRIED)
    old = start.task.old_gradient
    known = start.task.theta if old is None else old
    moved = Start.between(start.task, start.theta, states, known)
    if old is None:
        moved = replace(moved, task=replace(moved.task, old_gradient=None))
    moved = replace(moved, has_error=start.has_error or is_off, is_vague=start.is_vague)
    return replace(track, start=moved, has_error=track.has_error or is_off, _reaches={})


def _first_mark(update: MarkedUpdate, field: Field, answer: Answer) -> Mark:
    """Return the mark of a number before the first update of a table."""
    task = update.task
    return best_mark(field, answer, task.ending_at(task.theta), [])


def _turned(answer: Answer) -> Answer:
    turned = tuple(replace(one, value=-one.value) for one in answer.readings)
    return replace(answer, readings=turned)


def _turned_back(mark: Mark) -> Mark:
    given = replace(mark.given, value=-mark.given.value)
    carried = None if mark.carried is None else -mark.carried
    return replace(
        mark, answer=_turned(mark.answer), given=given, exact=-mark.exact, carried=carried
    )
