"""Answers of a person marked against an update: right, carried forward, or which slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from gdsim.study.practice.answers import Answer, Field, Quantity
from gdsim.study.practice.number_text import LeastDigits, WrittenNumber
from gdsim.study.practice.reach import Start
from gdsim.study.practice.slip_search import SlipSearch, Suspect, suspects_of, told_slips
from gdsim.study.practice.slips import Slip
from gdsim.study.practice.tracks import Step, Track, starts_after
from gdsim.study.practice.update_task import Solution, UpdateTask
from gdsim.texts import N_

Answers = Mapping[Field, Answer]

LEAST_DIGITS = LeastDigits()

MOST_HIDDEN_UPDATES = 4
"""Updates before the last one in which a slip is thought of that the digits did not show."""

MOST_HIDDEN_SLIPS = 30
"""Places where a person may stand after such a slip that are followed at once."""

_ORDER: tuple[Quantity, ...] = ("loss", "gradient", "new", "new_loss", "fall")
"""The order in which the numbers of an update follow from each other."""

_UNCHANGED = 1e-6
"""Relative difference below which a number has not changed in an update."""

_ZERO = 1e-12
"""Share of the numbers that it is worked out from at which a number is a rounding error of 0."""


class Grade(Enum):
    """How an answer compares with the exact value."""

    RIGHT = N_("right")
    FOLLOWS = N_("follows from rounded numbers")
    CARRIED = N_("carried forward")
    TOO_FEW_DIGITS = N_("too few digits")
    WRONG = N_("wrong")


_RANKS = {grade: rank for rank, grade in enumerate(Grade)}

RIGHT_GRADES = (Grade.RIGHT, Grade.FOLLOWS, Grade.CARRIED)
"""Grades of answers that follow from what was before them."""


@dataclass(frozen=True)
class Mark:
    """What is said of one answer.

    Attributes
    ----------
    given
        The way to read the answer that it was marked by.
    exact
        The right value.
    unit
        What the last digit of `given` counts.
    slips
        The usual slips that give the answer, up to two, the likelier first.
    carried
        What the answer should be after earlier errors or rounding, where there were any.
    """

    field: Field
    answer: Answer
    given: WrittenNumber
    exact: float
    grade: Grade
    unit: float
    slips: tuple[Slip, ...] = ()
    carried: float | None = None

    @classmethod
    def of(cls, field: Field, answer: Answer, given: WrittenNumber, right: Solution) -> Mark:
        """Return the mark of an answer of which nothing good is known."""
        return cls(field, answer, given, right.value(field), Grade.WRONG, given.unit)

    @property
    def slip(self) -> Slip | None:
        """The likeliest slip, None where no usual one gives the answer."""
        return self.slips[0] if self.slips else None

    @property
    def counts_as_right(self) -> bool:
        """Whether the answer follows from what was before it."""
        return self.grade in RIGHT_GRADES

    @property
    def told_reading(self) -> WrittenNumber | None:
        """The way to read the answer that its mark depends on; None where it tells nothing.

        Of a wrong answer that no slip explains, it would say which way is the nearer one.
        """
        return None if self.grade is Grade.WRONG and not self.slips else self.given

    @property
    def is_in_doubt(self) -> bool:
        """Whether it is wrong, or its zeros at the end may be digits that would make it wrong."""
        return self.grade is Grade.WRONG or (
            self.grade is Grade.TOO_FEW_DIGITS and self.unit > self.given.unit
        )

    @property
    def has_enough_digits(self) -> bool:
        """Whether the answer has the least digits."""
        return LEAST_DIGITS.are_in(self.given, self.unit)


@dataclass(frozen=True, eq=False)
class MarkedUpdate:
    """The marks of one update, in the order of the answers, and how these may have come about.

    Attributes
    ----------
    starts_before, tracks
        Where the person may have stood, and how the answers may follow from there.
    suspects
        The slips that explain wrong answers.
    before
        The marks of the update before, where it was answered.
    """

    task: UpdateTask
    marks: tuple[Mark, ...]
    starts_before: tuple[Start, ...]
    tracks: tuple[Track, ...]
    suspects: tuple[Suspect, ...] = ()
    before: MarkedUpdate | None = None

    def starts(self, following: UpdateTask) -> list[Start]:
        """Return where the person may stand before the update after this one."""
        states = {one.slip: one.new_state for one in self.suspects} if following.state else {}
        return starts_after(self.tracks, self._unit, following, states.values())

    def starts_after_hidden_slips(
        self, following: UpdateTask, depth: int = MOST_HIDDEN_UPDATES
    ) -> list[Start]:
        """Return where the person may stand where a slip was made that the digits do not show.

        It was made in this update, or in one of the `depth` before it.
        """
        given = {
            one.field: (one.given, one.unit)
            for one in self.marks
            if one.field.quantity in ("gradient", "new")
        }
        starts = [
            found
            for start in self.starts_before
            for found in SlipSearch(start).starts_after_hidden(given, following)
        ]
        if self.before is not None and depth:
            answers = {one.field: one.answer for one in self.marks}
            vague = self.before.starts_after_hidden_slips(self.task, depth - 1)
            tracks = _marked(self.task, answers, vague, []).tracks if vague else ()
            clear = [track for track in tracks if not track.errors]
            starts += starts_after(clear, self._unit, following) if clear else []
        kept: list[Start] = []
        for start in starts:
            if not any(other.covers(start) for other in kept):
                kept.append(start)
        return kept[:MOST_HIDDEN_SLIPS]

    @property
    def _unit(self) -> float:
        return max((one.unit for one in self.marks), default=0.0)


def mark(
    task: UpdateTask,
    answers: Answers,
    before: MarkedUpdate | None = None,
    *,
    seeks_slips: bool = True,
) -> MarkedUpdate:
    """Mark the answers to one update.

    An answer is right where it is the exact value rounded to the digits given. Otherwise it
    follows from numbers that were rounded on the way, or is carried forward from an earlier error:
    of the same update, or of the ones before it.

    Parameters
    ----------
    before
        The marks of the update before, whose answers the person may go on from. That the numbers
        of the run were taken is possible always.
    seeks_slips
        Whether it is said which slip gives a wrong answer, which takes most of the time.
    """
    starts = [Start.of(task)] if before is None else [Start.of(task), *before.starts(task)]
    searches = [SlipSearch(start) for start in starts if seeks_slips]
    marked = _marked(task, answers, starts, searches)
    if before is not None and seeks_slips and any(one.is_in_doubt for one in marked.marks):
        vague = before.starts_after_hidden_slips(task)
        marked = _marked(task, answers, [*starts, *vague], searches)
    return replace(marked, starts_before=tuple(starts), before=before)


def _marked(
    task: UpdateTask, answers: Answers, starts: Sequence[Start], searches: Sequence[SlipSearch]
) -> MarkedUpdate:
    """Mark the answers, which may follow from any of `starts`."""
    right = task.solve()
    tracks = [Track.at(start) for start in starts]
    marks: dict[Field, Mark] = {}
    suspects: list[Suspect] = []
    for quantity in _ORDER:
        asked = {field: answer for field, answer in answers.items() if field.quantity == quantity}
        if not asked:
            continue
        found = [_best(field, answer, right, tracks) for field, answer in asked.items()]
        doubted = [one for one in found if one.is_in_doubt]
        questions = {one.field: one.answer.readings for one in doubted}
        coarse = {one.field for one in doubted if one.grade is not Grade.WRONG}
        here = suspects_of(questions, searches, coarse)
        found = [_with_suspects(one, here) for one in found]
        marks |= {one.field: one for one in found}
        suspects += here
        off = (Grade.WRONG, Grade.CARRIED)
        steps = [Step(one.field, one.given, one.unit, one.grade in off) for one in found]
        tracks = [branch for track in tracks for branch in track.branches(steps)]
    slips = told_slips(suspects, task)
    told = [replace(marks[field], slips=slips.get(field, ())) for field in answers]
    return MarkedUpdate(task, tuple(told), tuple(starts), tuple(tracks), tuple(suspects))


def _best(field: Field, answer: Answer, right: Solution, tracks: Sequence[Track]) -> Mark:
    """Return the mark of an answer, read as is best for it."""
    marks = [
        one
        for number in answer.readings
        for one in _marks_of(Mark.of(field, answer, number, right), right, tracks)
    ]
    return min(marks, key=lambda one: (_RANKS[one.grade], one.unit > one.given.unit))


def _with_suspects(one: Mark, suspects: Sequence[Suspect]) -> Mark:
    """Return an answer that a slip explains as wrong, read so that it does."""
    found = next((suspect for suspect in suspects if suspect.field == one.field), None)
    if found is None:
        return one
    return replace(one, grade=Grade.WRONG, given=found.given, unit=found.given.unit)


def _marks_of(one: Mark, right: Solution, tracks: Sequence[Track]) -> Iterator[Mark]:
    """Yield each mark that may be given to one way to read an answer."""
    yield one
    exact = 0.0 if abs(one.exact) <= _ZERO * _size(one.field, right) else one.exact
    for unit in one.given.units:
        if one.given.fits(exact, unit):
            is_enough = LEAST_DIGITS.are_in(one.given, unit) or one.given.fits(exact, 0.0)
            is_told = is_enough and not _fits_before(one, unit, right)
            yield replace(one, grade=Grade.RIGHT if is_told else Grade.TOO_FEW_DIGITS, unit=unit)
            if is_told or unit == one.given.unit:
                return
            break
    for track in tracks:
        for unit in one.given.units:
            low, high = track.between(one.field, one.given, unit)
            if one.given.fits_between(low, high, unit):
                is_exact = high - low <= _ZERO * abs(high) and one.given.fits(low, 0.0)
                grade = Grade.CARRIED if track.has_error else Grade.FOLLOWS
                is_enough = LEAST_DIGITS.are_in(one.given, unit) or is_exact
                if track.start.is_vague or not is_enough:
                    grade = Grade.TOO_FEW_DIGITS
                yield replace(one, grade=grade, unit=unit, carried=0.5 * (low + high))


def _fits_before(one: Mark, unit: float, right: Solution) -> bool:
    """Return whether the digits do not tell the number from what it was before the update."""
    if one.field.quantity == "new":
        before = float(right.task.theta[one.field.index])
    elif one.field.quantity == "new_loss":
        before = right.loss
    else:
        return False
    is_changed = abs(one.exact - before) > _UNCHANGED * abs(before)
    return is_changed and unit > 0 and one.given.fits(before, unit)


def _size(field: Field, right: Solution) -> float:
    """Return how large the numbers are that an asked one is worked out from.

    A loss that is 0 but for rounding errors has these in their square.
    """
    theta = float(np.max(np.abs(right.task.theta)))
    match field.quantity:
        case "gradient":
            return max(theta, float(np.max(np.abs(right.gradient))))
        case "new":
            return theta
        case "fall":
            return 100.0
    return _ZERO * theta**2
