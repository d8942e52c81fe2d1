"""Marks of numbers of updates: by the run, with all that may follow from earlier answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from gdsim.engine.run.run import Run
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.exam.marking.numbers import slips_that_fit
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.marking.grades import Grade, Mark
from gdsim.study.practice.marking.marking import MarkedUpdate, mark
from gdsim.study.practice.slip_texts import reading_text, slip_text
from gdsim.study.practice.slips.slips import Slip
from gdsim.study.practice.update_task import UpdateTask

_USUAL = tuple(map(key_of, Slip))
"""Keys of the slips of practice; others begin with one of them and a hyphen."""


def mark_updates(
    run: Run, answers: Mapping[Field, Answer], shown: Sequence[Field] = ()
) -> dict[str, FieldMark]:
    """Return the marks by the name of the field; each of `answers` is to a field of an update.

    What is `shown` counts as answered rightly: no earlier slip is hidden there.
    """
    told = {one: Answer.read(repr(one.right)) for one in shown}
    asked: dict[int, dict[Field, Answer]] = {}
    for one, answer in {**told, **answers}.items():
        assert one.update is not None, one  # noqa: S101 - the caller has sorted them out
        asked.setdefault(one.update[0], {})[one] = answer
    found: dict[str, FieldMark] = {}
    before: MarkedUpdate | None = None
    for t in sorted(asked):
        task = UpdateTask.of(run, t)
        of_update = {one.update[1]: answer for one, answer in asked[t].items() if one.update}
        before = mark(task, of_update, before if t - 1 in asked else None)
        by_field = {one.field: one for one in before.marks}
        for one in asked[t]:
            if one.update is not None and one in answers:
                found[one.name] = _mark(one, by_field[one.update[1]], task)
    return found


def with_own_slips(
    mark: FieldMark, answers: Mapping[Field, Answer], slips: Sequence[NamedSlip]
) -> FieldMark:
    """Return the mark of a wrong answer with the question's own slips before those of practice."""
    if mark.grade is not Grade.WRONG:
        return mark
    own = slips_that_fit(
        mark.field, answers[mark.field].readings, [one for one in slips if not _is_usual(one)]
    )
    return replace(mark, slips=(*own, *mark.slips)[:2])


def _is_usual(slip: NamedSlip) -> bool:
    """Whether a slip is one of practice, which it is marked by already."""
    return slip.key in _USUAL or slip.key.startswith(tuple(f"{key}-" for key in _USUAL))


def _mark(field: Field, mark: Mark, task: UpdateTask) -> FieldMark:
    slips = tuple(
        NamedSlip(key_of(slip), slip_text(slip, mark.field, task), {field.name: mark.given.value})
        for slip in mark.slips
    )
    return FieldMark(
        field,
        mark.answer.text,
        mark.grade,
        float(field.marks) if mark.counts_as_right else 0.0,
        slips,
        reading_text(mark.answer, mark.told_reading),
    )
