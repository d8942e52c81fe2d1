"""The usual slips of a question that stands on updates of a run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.fitness import are_clearly_apart
from gdsim.study.exam.question import Question
from gdsim.study.practice.marking.marking import ORDER
from gdsim.study.practice.slip_texts import slip_text
from gdsim.study.practice.slips.slips import FORMS, Slip, likelihood
from gdsim.study.practice.update_task import Solution, UpdateTask

_OF_ROUNDING = (Slip.ROUNDED, Slip.CUT_OFF)
"""Slips that lead to another number with every number of digits kept, and so to none to list."""

SAME = 1e-12
"""Difference up to which two values are the same but for rounding errors."""


def key_of(slip: Slip) -> str:
    """Return the key of a slip: ``no-rate``."""
    return slip.name.lower().replace("_", "-")


def slips_of_updates(question: Question) -> Question:
    """Return the question with the usual slips of the updates that it asks for.

    One that makes no clear difference to anything asked is left out. A slip that leads to several
    answers, or is made in several updates, is listed once for each, with its count or the update in
    its key.
    """
    asked: dict[int, list[Field]] = {}
    for one in question.fields:
        if one.update is not None:
            asked.setdefault(one.update[0], []).append(one)
    if not asked or question.run is None:
        return question
    found: dict[str, NamedSlip] = {slip.key: slip for slip in question.slips}
    for t, fields in asked.items():
        fields.sort(key=lambda one: ORDER.index(one.update[1].quantity) if one.update else 0)
        suffix = f"-in-update-{t}" if len(asked) > 1 else ""
        for slip in _slips_in(UpdateTask.of(question.run, t), fields):
            _add(found, slip, suffix)
    return replace(question, slips=tuple(found.values()))


def _add(found: dict[str, NamedSlip], slip: NamedSlip, suffix: str) -> None:
    """Add a slip under a key that is free, unless likelier ones explain where it shows first."""
    listed = {pair for other in found.values() for pair in other.values.items()}
    name, value = next(iter(slip.values.items()))
    if (name, value) in listed:
        return
    key, count = f"{slip.key}{suffix}", 1
    while key in found:
        count += 1
        key = f"{slip.key}{suffix}-{count}"
    found[key] = replace(slip, key=key)


def _slips_in(task: UpdateTask, fields: list[Field]) -> Iterator[NamedSlip]:
    right = task.solve()
    by_likelihood = sorted(FORMS, key=lambda slip: -likelihood(slip, task))
    for slip in by_likelihood:
        if slip in _OF_ROUNDING or not likelihood(slip, task):
            continue
        for wrong in FORMS[slip](task, right):
            values = _told(wrong, right, fields)
            if values:
                told = next(one for one in fields if one.name in values)
                assert told.update is not None  # noqa: S101 - all of `fields` are of updates
                yield NamedSlip(key_of(slip), slip_text(slip, told.update[1], task), values)


def _told(wrong: Solution, right: Solution, fields: list[Field]) -> Mapping[str, float]:
    """Return the answers that a slip leads to, where they differ clearly from the right ones.

    None unless they do so where the slip is made: what comes later only follows from it.
    """
    values = {}
    for one in fields:
        assert one.update is not None  # noqa: S101 - all of `fields` are of updates
        value, exact = wrong.value(one.update[1]), right.value(one.update[1])
        if not math.isfinite(value):
            continue
        if are_clearly_apart(value, exact, one):
            values[one.name] = value
        elif not values and not math.isclose(value, exact, rel_tol=SAME, abs_tol=SAME):
            return {}
    return values
