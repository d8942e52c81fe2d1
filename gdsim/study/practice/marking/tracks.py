"""How the answers of a person may have come about, and where they lead.

A track begins at a start and takes each answer in turn: either it follows from what was before it,
or the person goes on from it all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec import field as field_of
from msgspec.structs import replace

from gdsim.engine.descent.rules import State
from gdsim.engine.formula.numbers.written import WrittenNumber
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.reach import Reach
from gdsim.study.practice.marking.rounded_ranges import Between, rounded_ends, unit_on_the_way
from gdsim.study.practice.marking.rounding_by_hand import Typed
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.update_task import UpdateTask

MOST_STARTS = 6
"""Places where a person may stand before an update that are followed at once."""


class Step(Struct, frozen=True):
    """An answer as it is read, what its last digit counts, and whether it comes of an error."""

    field: Field
    given: WrittenNumber
    unit: float
    is_off: bool


class Track(Struct, frozen=True, eq=False):
    """One way in which answers may have come about: a start, and what was typed since.

    Attributes
    ----------
    errors
        How many answers do not follow from what was before them.
    has_error
        Whether any of them, or of the updates before, comes of an error.
    """

    start: Start
    typed: Mapping[Field, Typed] = field_of(default_factory=dict)
    errors: int = 0
    has_error: bool = False
    _reaches: dict[float, Reach] = field_of(default_factory=dict)

    @classmethod
    def at(cls, start: Start) -> Track:
        """Return the track that begins there."""
        return cls(start, has_error=start.has_error)

    def between(self, field: Field, given: WrittenNumber, unit: float) -> tuple[float, float]:
        """Return the ends between which a number lies, for an answer of this unit."""
        return self.reach(unit or given.rounding).between(field)

    def reach(self, unit: float) -> Reach:
        """Return what may follow, for an answer of this unit."""
        if unit not in self._reaches:
            self._reaches[unit] = Reach(self.start, unit, self.typed)
        return self._reaches[unit]

    def branches(self, steps: Sequence[Step]) -> list[Track]:
        """Return how the track may go on after answers for one quantity."""
        following: dict[Field, Typed] = {}
        others: dict[Field, Typed] = {}
        for one in steps:
            low, high = self.between(one.field, one.given, one.unit)
            follows = one.given.fits_between(low, high, one.unit)
            typed = Typed(one.given.value, 0.5 * one.unit, follows)
            (following if follows else others)[one.field] = typed
        known = {**self.typed, **following}
        if not others:
            return [self._with(known)]
        errors = self.errors + len(others)
        has_error = self.has_error or any(one.is_off and one.field in others for one in steps)
        went_on = self._with({**known, **others}, errors=errors, has_error=has_error)
        # New parameters are gone on from as they were typed; a gradient need not be.
        is_last = steps[0].field.quantity == "new"
        return [went_on, self._with(known, errors=errors + is_last, has_error=self.has_error)]

    def _with(self, typed: Mapping[Field, Typed], **changes: Any) -> Track:
        return replace(self, typed=typed, **changes, _reaches={})


def starts_after(
    tracks: Sequence[Track],
    unit: float,
    following: UpdateTask,
    slipped_states: Collection[State] = (),
) -> list[Start]:
    """Return where a person may stand before `following`, without errors first.

    Parameters
    ----------
    unit
        What the last digit counts of the answer that has the fewest.
    slipped_states
        What the rule remembers after the slips that explain wrong answers.
    """
    fewest = min(track.errors for track in tracks)
    found: list[Start] = []
    for track in sorted(tracks, key=lambda one: one.has_error):
        if track.errors > fewest:
            continue
        for start in _starts_of(track, unit, following, slipped_states):
            if not any(other.covers(start) for other in found):
                found.append(start)
    return found[:MOST_STARTS]


def _starts_of(
    track: Track, unit: float, following: UpdateTask, slipped_states: Collection[State]
) -> Iterator[Start]:
    reach = track.reach(unit)
    theta, states = _gone_on_from(track, reach), [reach.new_state]
    typed = {one.index: typed for one, typed in track.typed.items() if one.quantity == "new"}
    if not all(one.follows for one in typed.values()):
        states += [tuple(map(Between.at, state)) for state in slipped_states]
        if not reach.is_scaled:
            states.append(_implied_state(reach, typed))
    for state in states:
        start = Start.between(following, theta, state, reach.gradient.middle)
        yield replace(start, has_error=track.has_error, is_vague=track.start.is_vague)


def _implied_state(reach: Reach, typed: Mapping[int, Typed]) -> tuple[Between, ...]:
    """Return what the rule remembers of the gradient that leads to what was typed.

    The new parameters are so much for a gradient of 0, and so much more for each 1 of it.
    """
    task = reach.start.task
    at_zero = task.solve(gradient=np.zeros_like(task.theta)).new_theta
    slope = task.solve(gradient=np.ones_like(task.theta)).new_theta - at_zero
    ends = [reach.gradient.low.copy(), reach.gradient.high.copy()]
    for k, one in typed.items():
        if not one.follows and slope[k]:
            for end, half in zip(ends, (one.half, -one.half), strict=True):
                end[k] = (one.value + half - at_zero[k]) / slope[k]
    states = (task.solve(gradient=end).new_state for end in ends)
    return tuple(
        Between(np.minimum(*pair), np.maximum(*pair)) for pair in zip(*states, strict=True)
    )


def _gone_on_from(track: Track, reach: Reach) -> Between:
    """Return the new parameters (d,) that a person may go on from.

    They are what was typed, what it was rounded from, and what is between.
    """
    free = reach.new_theta
    low, high = free.low.copy(), free.high.copy()
    for k in range(len(low)):
        one = track.typed.get(Field("new", k))
        if one is None:
            unit = unit_on_the_way(0.5 * (low[k] + high[k]), reach.unit)
            low[k], high[k] = rounded_ends(low[k], high[k], unit)
            continue
        ends = one.value - one.half, one.value + one.half
        if one.follows:
            own = track.reach(2 * one.half).between(Field("new", k))
            ends = max(own[0], ends[0]), min(own[1], ends[1])
        low[k], high[k] = min(one.value, *ends), max(one.value, *ends)
    return Between(low, high)
