"""What a slip is called in a list of them: in words that hold for every question of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.slips.slips import Slip
from gdsim.texts import N_

_OF_UPDATES: Mapping[str, Slip] = {key_of(slip): slip for slip in Slip}

_IN_UPDATE = re.compile(r"-in-update-\d+(-\d+)?$")
_COUNT = re.compile(r"-\d+$")

_IN_GENERAL: Mapping[str, str] = {
    "sign": N_("Uphill: the sign of the gradient or of the step was the wrong one."),
    "residual-reversed": N_("The sign of the error, or in the exponent, was the wrong one."),
    "gradient-of-new": N_(
        "The gradient at the new point was used: the step is made with that at the old one."
    ),
    "ends-minimum": N_(
        "The nearest minimum was given: look which way it goes down from the start itself."
    ),
    "ends-nowhere": N_("It was thought to have no end: look which way the start lies."),
    "cycle-taken-for-diverge": N_("A run that goes back and forth was taken for one that grows."),
}
"""What is said of slips of which each question speaks in words of its own, by their keys."""


def usual_key(key: str) -> str:
    """Return the key of a slip without the update that it was made in, and without its count.

    Leaving the learning rate out is the same slip in every update of a table.
    """
    short = _IN_UPDATE.sub("", key)
    without_count = _COUNT.sub("", short)
    return without_count if without_count in _OF_UPDATES else short


def slip_name(key: str, told: str = "") -> str:
    """Return a slip in a sentence without the numbers of any question.

    Parameters
    ----------
    told
        What a question says of it, which holds for all where the slip is no exception.
    """
    key = usual_key(key)
    if key in _IN_GENERAL:
        return tr(_IN_GENERAL[key])
    if key in _OF_UPDATES:
        words = tr(_OF_UPDATES[key].value)
        return tr("{words}.").format(words=words[:1].upper() + words[1:])
    return told or key.replace("-", " ")
