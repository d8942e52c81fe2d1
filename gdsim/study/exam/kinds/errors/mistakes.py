"""Mistakes that are planted in workings and tables, and what is said of who misses them."""

from __future__ import annotations

from collections.abc import Sequence

from gdsim.i18n import tr
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kinds.letters import lettered
from gdsim.texts import N_

MISTAKES = {
    "factor": N_("a factor of the derivative was left out"),
    "sign": N_("the step was added instead of taken away"),
    "no-rate": N_("the learning rate was left out"),
    "updated": N_("a parameter that was updated already was used"),
    "old-gradient": N_("the gradient of the update before was used again"),
    "restarted": N_("the step was taken away from the start again"),
    "old-loss": N_("the loss was taken at the old parameters"),
    "square-forgotten": N_("a square was left out in the loss"),
}
"""What an option says of a mistake, by the key of its slip."""


def place_field(name: str, label: str, texts: Sequence[str], right: int) -> Field:
    """Return the field that asks in which of some places, in their own order, the mistake is."""
    options = lettered(texts)
    return Field(
        name,
        label,
        "choice",
        options[right].key,
        options=options,
        in_order=True,
    )


def place_slips(field: Field, right: int) -> list[NamedSlip]:
    """Return the slip of each place that is not the right one: before it, or following from it."""
    before = tr("This is right: work it out again, and go on to what follows.")
    after = tr("This follows from a mistake before it: look for the first wrong number.")
    return [
        NamedSlip(
            f"{'right-place' if place < right else 'follow-on'}-{option.key}",
            before if place < right else after,
            {field.name: option.key},
        )
        for place, option in enumerate(field.options)
        if place != right
    ]


def as_printed_slip(value: float) -> NamedSlip:
    """Return the slip of giving the wrong number itself."""
    text = tr("This is what stands there: it is what is to be put right.")
    return NamedSlip("as-printed", text, {"corrected": value})
