"""Which usual slips explain a wrong answer, and which of them most likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.descent.rules import State
from gdsim.engine.formula.numbers.written import WrittenNumber
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.reach import Reach
from gdsim.study.practice.marking.rounded_ranges import Between
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.slips.slips import FORMS, Slip, likelihood
from gdsim.study.practice.update_task import Solution, UpdateTask

MOST_TOLD = 2
"""Slips that are told of one answer."""

MOST_TRIED_ROWS = 2000
"""Rows of a batch up to which it is tried what rounding before a slip comes to."""

_TOLD_LAST = (Slip.CUT_OFF, Slip.ROUNDED)
"""Slips that are told only where no other explains an answer: they have too many forms."""

_NEAR = 200.0
"""Times the reach of rounding within which a slip's value is looked at more closely."""

_EXACT_SHARE = 0.5
"""How many answers with a slip have, but for their last digit, all digits that it leads to."""

_ONE_ALONE = 0.3
"""How likely a slip is made for one parameter alone, of a pair, as compared with both."""

_UNCHANGED = 1e-9
"""Relative difference below which a slip changes nothing."""

Questions = Mapping[Field, Sequence[WrittenNumber]]
"""Answers that do not follow from anything, each in every way to read it."""

Given = Mapping[Field, tuple[WrittenNumber, float]]
"""Answers as they are read, with what their last digits count."""


class Suspect(Struct, frozen=True, eq=False):
    """A slip that gives an answer, with how the answer is read and what the rule then remembers.

    `weight` says how likely the slip, once made, leads to this answer and the right ones beside it.
    """

    slip: Slip
    field: Field
    given: WrittenNumber
    new_state: State
    weight: float = 1.0


def suspects_of(
    questions: Questions,
    searches: Sequence[SlipSearch],
    coarse: Collection[Field] = (),
    right: Given = MappingProxyType({}),
) -> list[Suspect]:
    """Return every slip that gives an answer, made after any of the starts.

    Parameters
    ----------
    coarse
        The fields whose answers are right as far as their few digits go: these are not said to be
        cut off or rounded.
    right
        The answers beside them that are right.
    """
    found: list[Suspect] = []
    for search in searches if questions else ():
        for slip in FORMS:
            if slip not in _TOLD_LAST:
                found += search.suspects(slip, questions, right)
    explained = {one.field for one in found}.union(coarse)
    if not explained.issuperset(questions):
        # What one of them needs may explain the others as well, and better than chance does.
        fine = {field: numbers for field, numbers in questions.items() if field not in coarse}
        rest = {field: numbers for field, numbers in fine.items() if field not in explained}
        for search in searches:
            found += search.cut_off(rest)
            found += search.suspects(Slip.ROUNDED, fine, right)
    return _without_chance(found, len(questions))


def _without_chance(suspects: list[Suspect], count: int) -> list[Suspect]:
    """Leave out all rows for the batch's where they do not explain every answer.

    One number may be so by chance, where the batch is much like all rows.
    """
    explained = {one.field for one in suspects if one.slip is Slip.ALL_ROWS}
    if len(explained) == count:
        return suspects
    return [one for one in suspects if one.slip is not Slip.ALL_ROWS]


class SlipSearch:
    """What an update comes to with each slip after one start, and how far rounding puts it off."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._right = start.task.solve()
        self._reaches: dict[float, Reach] = {}
        self._forms: dict[Slip, list[Solution]] = {}
        self._rounded_forms: dict[tuple[Slip, float], list[list[Solution]]] = {}

    def suspects(self, slip: Slip, questions: Questions, right_ones: Given) -> Iterator[Suspect]:
        """Yield the answers that a slip gives, after rounding that the start and digits allow."""
        for field, numbers in questions.items():
            right = self._right.value(field)
            for number in numbers:
                for place, solution in enumerate(self._solutions(slip)):
                    value = solution.value(field)
                    # A number that the slip leaves as it is would be right.
                    if abs(value - right) <= _UNCHANGED * max(abs(value), abs(right)):
                        continue
                    by = self._spread(slip, place, field, number, value)
                    if number.fits_between(value - by, value + by):
                        weight = _weight(number, value, by)
                        weight *= self._share_beside(slip, place, right_ones)
                        yield Suspect(slip, field, number, solution.new_state, weight)

    def _share_beside(self, slip: Slip, place: int, right_ones: Given) -> float:
        """Return how likely answers are right beside one with a slip."""
        beside = (
            self._fits(slip, place, field, number, unit)
            for field, (number, unit) in right_ones.items()
        )
        return 1.0 if all(beside) else _ONE_ALONE

    def cut_off(self, questions: Questions) -> Iterator[Suspect]:
        """Yield the answers whose further digits were cut off."""
        for field, numbers in questions.items():
            for number in numbers:
                if number.is_cut_off(self._right.value(field)):
                    yield Suspect(Slip.CUT_OFF, field, number, self._right.new_state)

    def starts_after_hidden(self, given: Given, following: UpdateTask) -> Iterator[Start]:
        """Yield where a person stands after each slip that the typed numbers do not show."""
        for slip in FORMS:
            if slip in _TOLD_LAST:
                continue
            for place, solution in enumerate(self._solutions(slip)):
                fits = (
                    self._fits(slip, place, field, number, unit)
                    for field, (number, unit) in given.items()
                )
                if self._changes(solution) and all(fits):
                    yield self._start_after(slip, place, given, following)

    def _changes(self, solution: Solution) -> bool:
        """Return whether the update after a slip starts from other numbers."""
        pairs = zip(
            (solution.new_theta, *solution.new_state),
            (self._right.new_theta, *self._right.new_state),
            strict=True,
        )
        return any(not np.array_equal(one, right) for one, right in pairs)

    def _start_after(
        self,
        slip: Slip,
        place: int,
        given: Given,
        following: UpdateTask,
    ) -> Start:
        solution = self._solutions(slip)[place]
        low, high = solution.new_theta.copy(), solution.new_theta.copy()
        for k in range(len(low)):
            field = Field("new", k)
            if field in given:
                number, value = given[field][0], solution.value(field)
                by = self._spread(slip, place, field, number, value)
                low[k], high[k] = min(number.value, value - by), max(number.value, value + by)
        theta = Between(low, high)
        state = tuple(map(Between.at, solution.new_state))
        start = Start.between(following, theta, state, solution.gradient)
        return replace(start, has_error=True, is_vague=True)

    def _fits(
        self, slip: Slip, place: int, field: Field, number: WrittenNumber, unit: float
    ) -> bool:
        value = self._solutions(slip)[place].value(field)
        by = self._spread(slip, place, field, number, value)
        return number.fits_between(value - by, value + by, unit)

    def _spread(
        self, slip: Slip, place: int, field: Field, number: WrittenNumber, value: float
    ) -> float:
        """Return how far a slip's value may be off by rounding before it."""
        if slip is Slip.ROUNDED:
            return 0.0
        unit = number.unit or number.rounding
        low, high = self._reach(unit).between(field)
        margin = 0.5 * (high - low) if np.isfinite(high - low) else 0.0
        if field.quantity == "new":
            solution = self._solutions(slip)[place]
            state = tuple(map(Between.at, solution.new_state))
            within = self._reach(unit).rounding_within(solution.new_theta, state)
            margin = max(margin, float(within[field.index]))
        far = _NEAR * margin
        if not margin or not number.fits_between(value - far, value + far):
            return margin
        return margin + sum(
            abs(other[place].value(field) - value)
            for other in self._rounded(slip, unit)
            if place < len(other)
        )

    def _reach(self, unit: float) -> Reach:
        if unit not in self._reaches:
            self._reaches[unit] = Reach(self._start, unit)
        return self._reaches[unit]

    def _solutions(self, slip: Slip) -> list[Solution]:
        if slip not in self._forms:
            self._forms[slip] = list(FORMS[slip](self._start.task, self._right))
        return self._forms[slip]

    def _rounded(self, slip: Slip, unit: float) -> list[list[Solution]]:
        """Return the slip's solutions with each number before it rounded as far as can be."""
        if (slip, unit) not in self._rounded_forms:
            tasks = self._rounded_tasks(unit)
            self._rounded_forms[slip, unit] = [
                list(FORMS[slip](task, task.solve())) for task in tasks
            ]
        return self._rounded_forms[slip, unit]

    def _rounded_tasks(self, unit: float) -> list[UpdateTask]:
        """Return the update with each of its numbers in turn rounded as far as can be."""
        task, reach = self._start.task, self._reach(unit)
        if task.batch_size > MOST_TRIED_ROWS:
            return []
        d = len(task.theta)
        found = []
        for k in np.flatnonzero(~reach.inputs.is_known):
            moved = reach.inputs.middle
            moved[k] = reach.inputs.high[k]
            state = tuple(moved[(i + 1) * d : (i + 2) * d] for i in range(len(task.state)))
            found.append(replace(task, theta=moved[:d], state=state))
        width = 0.5 * (reach.gradient.high - reach.gradient.low)
        for k in np.flatnonzero(~reach.gradient.is_known):
            shift = np.zeros(d)
            shift[k] = width[k]
            found.append(replace(task, gradient_shift=shift))
        return found


def _weight(number: WrittenNumber, value: float, by: float) -> float:
    """Return how likely an answer is of those up to `by` from the value that a slip leads to.

    It is that value, rounded at the end alone, or anything that rounding on the way leaves of it.
    """
    unit = number.unit or number.rounding
    anywhere = unit / (unit + 2 * by) if unit else 1.0
    return _EXACT_SHARE * number.fits(value) + (1 - _EXACT_SHARE) * anywhere


def told_slips(suspects: Sequence[Suspect], task: UpdateTask) -> dict[Field, tuple[Slip, ...]]:
    """Return the slips to tell of each answer: what explains the most of the answers first.

    Of those that explain as many, the likelier ones to have been made and to have led there.
    """
    weights: dict[tuple[Slip, Field], float] = {}
    for one in suspects:
        key = one.slip, one.field
        weights[key] = max(weights.get(key, 0.0), one.weight)
    counts = Counter(slip for slip, _ in weights)
    chances = {slip: likelihood(slip, task) for slip in counts}
    for (slip, _), weight in weights.items():
        chances[slip] *= weight
    found: dict[Field, tuple[Slip, ...]] = {}
    for field in dict.fromkeys(one.field for one in suspects):
        slips = list(dict.fromkeys(one.slip for one in suspects if one.field == field))
        slips.sort(key=lambda slip: (-counts[slip], -chances[slip]))
        found[field] = tuple(slip for slip in slips if counts[slip] == counts[slips[0]])[:MOST_TOLD]
    return found
