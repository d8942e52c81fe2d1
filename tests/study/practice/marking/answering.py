"""Answers to an update as they are typed."""

from __future__ import annotations

from gdsim.study.practice.answers import Answer, Field


def answers(**given: str) -> dict[Field, Answer]:
    """Return answers by keys such as new0, gradient1 and new_loss."""
    fields = {
        key: Field(key.rstrip("01"), int(key[-1]) if key[-1].isdigit() else 0) for key in given
    }
    return {fields[key]: Answer.read(text, fields[key].kind) for key, text in given.items()}
