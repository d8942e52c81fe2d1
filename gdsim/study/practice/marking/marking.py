"""Answers of a person marked against an update: right, carried forward, or which slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gdsim.study.practice.answers import Answer, Field, Quantity
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.marking.grading import best_mark
from gdsim.study.practice.marking.slip_search import SlipSearch, Suspect, suspects_of, told_slips
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.marking.tracks import Step, Track, starts_after
from gdsim.study.practice.update_task import UpdateTask

Answers = Mapping[Field, Answer]

MOST_HIDDEN_UPDATES = 4
"""Updates before the last one in which a slip is thought of that the digits did not show."""

MOST_HIDDEN_SLIPS = 30
"""Places where a person may stand after such a slip that are followed at once."""

ORDER: tuple[Quantity, ...] = ("loss", "gradient", "new", "new_loss", "fall")
"""The order in which the numbers of an update follow from each other."""


class MarkedUpdate(Struct, frozen=True, eq=False):
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
    if task.rate_roundings and any(one.is_in_doubt for one in marked.marks):
        starts = [*starts, *(one for start in starts for one in start.with_rounded_rates())]
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
    for quantity in ORDER:
        asked = {field: answer for field, answer in answers.items() if field.quantity == quantity}
        if not asked:
            continue
        found = [best_mark(field, answer, right, tracks) for field, answer in asked.items()]
        doubted = [one for one in found if one.is_in_doubt]
        questions = {one.field: one.answer.readings for one in doubted}
        coarse = {one.field for one in doubted if one.grade is not Grade.WRONG}
        right_ones = {one.field: (one.given, one.unit) for one in found if not one.is_in_doubt}
        here = suspects_of(questions, searches, coarse, right_ones)
        found = [_with_suspects(one, here) for one in found]
        marks |= {one.field: one for one in found}
        suspects += here
        off = (Grade.WRONG, Grade.CARRIED)
        steps = [Step(one.field, one.given, one.unit, one.grade in off) for one in found]
        tracks = [branch for track in tracks for branch in track.branches(steps)]
    slips = told_slips(suspects, task)
    told = [replace(marks[field], slips=slips.get(field, ())) for field in answers]
    return MarkedUpdate(task, tuple(told), tuple(starts), tuple(tracks), tuple(suspects))


def _with_suspects(one: Mark, suspects: Sequence[Suspect]) -> Mark:
    """Return an answer that a slip explains as wrong, read so that it does."""
    found = next((suspect for suspect in suspects if suspect.field == one.field), None)
    if found is None:
        return one
    return replace(one, grade=Grade.WRONG, given=found.given, unit=found.given.unit)
