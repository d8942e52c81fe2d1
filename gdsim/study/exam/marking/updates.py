"""Marks of numbers of updates: by the run, with all that may follow from earlier answers."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.run.run import Run
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.answers import Answer
from gdsim.study.practice.marking.marking import MarkedUpdate, mark
from gdsim.study.practice.marking.marks import Mark
from gdsim.study.practice.slip_texts import reading_text, slip_text
from gdsim.study.practice.update_task import UpdateTask


def mark_updates(run: Run, answers: Mapping[Field, Answer]) -> dict[str, FieldMark]:
    """Return the marks by the name of the field; each of `answers` is to a field of an update."""
    asked: dict[int, dict[Field, Answer]] = {}
    for one, answer in answers.items():
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
            if one.update is not None:
                found[one.name] = _mark(one, by_field[one.update[1]], task)
    return found


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
