"""Answers of a person marked against an update: right, carried forward, or which slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from gdsim.engine.arrays import Array
from gdsim.study.practice.answers import Field, WrittenNumber
from gdsim.study.practice.slips import Slip, wrong_solutions
from gdsim.study.practice.update_task import Solution, UpdateTask
from gdsim.texts import N_

Answers = Mapping[Field, WrittenNumber]

_UNCHANGED = 1e-9
"""Relative difference below which a number has not changed in an update."""

_TOLD_LAST = (Slip.CUT_OFF, Slip.ROUNDED)
"""Slips that are told only where no other explains an answer: they have too many forms."""


class Grade(Enum):
    """How an answer compares with the exact value."""

    RIGHT = N_("right")
    COARSE = N_("too few digits")
    FOLLOWS = N_("follows from rounded numbers")
    CARRIED = N_("carried forward")
    WRONG = N_("wrong")


@dataclass(frozen=True)
class Mark:
    """What is said of one answer.

    Attributes
    ----------
    exact
        The right value.
    carried
        What the answer should be after an earlier error, where there was one.
    slip
        The usual slip that gives the answer, where one does.
    """

    field: Field
    given: WrittenNumber
    exact: float
    grade: Grade
    slip: Slip | None = None
    carried: float | None = None

    @property
    def counts_as_right(self) -> bool:
        """Whether the answer follows from what was before it."""
        return self.grade is not Grade.WRONG


def mark(
    task: UpdateTask,
    answers: Answers,
    own: UpdateTask | None = None,
    has_error: bool = True,
) -> list[Mark]:
    """Mark the answers to one update.

    An answer is right where it is the exact value rounded to the digits given. Otherwise it is
    right but carried forward where it follows from an earlier wrong answer: of the same update, or
    of the ones before it.

    Parameters
    ----------
    own
        The same update as it stands after the person's own earlier answers.
    has_error
        Whether any of those was wrong; else what follows from them does so from rounded numbers.
    """
    right = task.solve()
    marks = [_first_mark(field, given, right, task) for field, given in answers.items()]
    marks = [_with_carried(one, marks, task, own, has_error) for one in marks]
    wrong = [one for one in marks if one.grade is Grade.WRONG]
    if not wrong:
        return marks
    slips = _slips(wrong, [task] if own is None else [task, own])
    return [replace(one, slip=slips.get(one.field)) for one in marks]


def _first_mark(field: Field, given: WrittenNumber, right: Solution, task: UpdateTask) -> Mark:
    exact = right.value(field)
    if not given.fits(exact):
        return Mark(field, given, exact, Grade.WRONG)
    before = _before(field, right, task)
    is_coarse = (
        before is not None and given.fits(before) and abs(exact - before) > _UNCHANGED * abs(before)
    )
    return Mark(field, given, exact, Grade.COARSE if is_coarse else Grade.RIGHT)


def _before(field: Field, right: Solution, task: UpdateTask) -> float | None:
    """Return what a number was before the update: too few digits do not tell it from the new."""
    if field.quantity == "new":
        return float(task.theta[field.index])
    return right.loss if field.quantity == "new_loss" else None


def _with_carried(
    one: Mark, marks: list[Mark], task: UpdateTask, own: UpdateTask | None, has_error: bool
) -> Mark:
    """Return the mark as carried forward where the answer follows from earlier wrong ones."""
    if one.grade is not Grade.WRONG:
        return one
    for solution in _following(task, one.field, marks):
        if one.given.fits(value := solution.value(one.field)):
            return replace(one, grade=Grade.CARRIED, carried=value)
    grade = Grade.CARRIED if has_error else Grade.FOLLOWS
    for solution in (own.solve(), *_following(own, one.field, marks)) if own is not None else ():
        if one.given.fits(value := solution.value(one.field)):
            return replace(one, grade=grade, carried=value)
    return one


def _following(start: UpdateTask, field: Field, marks: list[Mark]) -> Iterator[Solution]:
    """Yield what follows for `field` from wrong answers before it, if there are any."""
    gradient = _given_values(start.solve().gradient, "gradient", marks)
    solution = start.solve() if gradient is None else start.solve(gradient=gradient)
    if gradient is not None and field.quantity in ("new", "new_loss"):
        yield solution
    if field.quantity == "new_loss":
        theta = _given_values(solution.new_theta, "new", marks)
        if theta is not None:
            yield start.ending_at(theta)


def _given_values(values: Array, quantity: str, marks: list[Mark]) -> Array | None:
    """Return `values` with the answers in their place, if any of those is wrong."""
    given = [one for one in marks if one.field.quantity == quantity]
    if all(one.grade in (Grade.RIGHT, Grade.COARSE) for one in given):
        return None
    values = values.copy()
    for one in given:
        values[one.field.index] = one.given.value
    return values


def _slips(wrong: list[Mark], starts: Iterable[UpdateTask]) -> dict[Field, Slip]:
    """Return the slip of each wrong answer: the one that explains the most of them first."""
    found: dict[Field, list[Slip]] = {one.field: [] for one in wrong}
    for task in starts:
        for one in wrong:
            if one.given.is_cut_off(one.exact):
                found[one.field].append(Slip.CUT_OFF)
        for slip, solution in wrong_solutions(task):
            for one in wrong:
                if one.given.fits(solution.value(one.field)):
                    found[one.field].append(slip)
    counts = Counter(slip for slips in found.values() for slip in set(slips))
    # One number may be so by chance, where the batch is much like all rows.
    if counts[Slip.ALL_ROWS] < len(wrong):
        for slips in found.values():
            slips[:] = [slip for slip in slips if slip is not Slip.ALL_ROWS]
    order = list(Slip)
    return {
        field: min(slips, key=lambda slip: (slip in _TOLD_LAST, -counts[slip], order.index(slip)))
        for field, slips in found.items()
        if slips
    }


def own_task(following: UpdateTask, answered: UpdateTask, answers: Answers) -> UpdateTask:
    """Return the update after `answered` as it stands where the person's own answers lead."""
    solution = answered.solve()
    theta, gradient = solution.new_theta.copy(), solution.gradient.copy()
    for field, given in answers.items():
        if field.quantity == "new":
            theta[field.index] = given.value
        if field.quantity == "gradient":
            gradient[field.index] = given.value
    return following.at(theta, answered.solve(gradient=gradient).new_state)
