"""Marks of what was chosen, put in order, or ticked off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gdsim.engine.errors import InputError
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.marking.marked import FieldMark
from gdsim.study.practice.marking.grades import Grade

_PARTING = re.compile(r"[\s,;.:/>→–()\[\]{}-]+")
"""What stands between keys, or around them."""


def keys_of(field: Field, text: str) -> tuple[str, ...]:
    """Return the keys of options that an answer names, as written: ``b``, ``c, a``, or ``ca``.

    Raises
    ------
    InputError
        If it names none, one is none of the options or stands twice, or a choice names several.
    """
    known = [option.key for option in field.options]
    words = [word for word in _PARTING.split(text.lower()) if word]
    keys = tuple(
        key
        for word in words
        for key in (word if word not in known and set(word) <= set(known) else (word,))
    )
    if not keys:
        raise InputError(
            "{text} names no option; give one of {accepted}",
            text=repr(text[:20]),
            accepted=", ".join(known),
        )
    for key in keys:
        if key not in known:
            raise InputError(
                "{key} is none of the options; give one of {accepted}",
                key=repr(key[:20]),
                accepted=", ".join(known),
            )
    if len(set(keys)) < len(keys):
        raise InputError("an option stands twice; name each once")
    if field.type == "choice" and len(keys) > 1:
        raise InputError(
            "one option is asked for; give one of {accepted}", accepted=", ".join(known)
        )
    if field.type == "order" and len(keys) < len(known):
        raise InputError("all {count} are to be put in order", count=len(known))
    return keys


def mark_choice(field: Field, text: str, slips: Sequence[NamedSlip]) -> FieldMark:
    """Return the mark of an answer that names options.

    Of ``select`` each option rightly picked counts and each wrongly picked one takes as much away,
    down to 0. An order with one thing out of place counts half. Ticked points count as they are.
    """
    keys = keys_of(field, text)
    match field.type:
        case "select" | "points":
            return _selected(field, text, keys, slips)
        case "order":
            return _ordered(field, text, keys, slips)
    is_right = keys == (field.right,)
    made = () if is_right else _made(field, keys[0], slips)
    grade = Grade.RIGHT if is_right else Grade.WRONG
    return FieldMark(field, text, grade, float(field.marks) if is_right else 0.0, made)


def _selected(
    field: Field, text: str, keys: Sequence[str], slips: Sequence[NamedSlip]
) -> FieldMark:
    right, picked = set(field.right if isinstance(field.right, tuple) else ()), set(keys)
    wrong = tuple(sorted(right ^ picked))
    if not wrong:
        return FieldMark(field, text, Grade.RIGHT, float(field.marks))
    net = max(0, len(right & picked) - len(picked - right))
    marks = round(2 * field.marks * net / max(1, len(right))) / 2
    made = _made(field, tuple(sorted(picked)), slips)
    return FieldMark(field, text, Grade.WRONG, min(marks, field.marks), made, wrong_options=wrong)


def _ordered(field: Field, text: str, keys: Sequence[str], slips: Sequence[NamedSlip]) -> FieldMark:
    right = field.right if isinstance(field.right, tuple) else ()
    if tuple(keys) == right:
        return FieldMark(field, text, Grade.RIGHT, float(field.marks))
    marks = field.marks / 2 if _longest_common(keys, right) == len(right) - 1 else 0.0
    return FieldMark(field, text, Grade.WRONG, marks, _made(field, tuple(keys), slips))


def _made(
    field: Field, given: str | tuple[str, ...], slips: Sequence[NamedSlip]
) -> tuple[NamedSlip, ...]:
    return tuple(one for one in slips if one.values.get(field.name) == given)[:2]


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many keys of one stand in the other in the same order."""
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, key in enumerate(one):
        for j, same in enumerate(other):
            longer = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if key == same else longer
    return lengths[-1][-1]
