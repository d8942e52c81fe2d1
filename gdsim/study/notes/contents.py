"""All notes in the order in which they are read."""

from __future__ import annotations

from gdsim.study.notes.batches import algorithm, methods
from gdsim.study.notes.note import Note
from gdsim.study.notes.rates import adapting, rates, remember
from gdsim.study.notes.rule import bowl, idea, one_step, rule

NOTES = (idea, rule, one_step, methods, algorithm, bowl, rates, adapting, remember)
"""What makes each note, in the person's language."""


def notes() -> tuple[Note, ...]:
    """Return all notes."""
    return tuple(make() for make in NOTES)
