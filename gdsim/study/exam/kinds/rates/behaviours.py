"""What gradient descent can be doing, told apart by numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.texts import N_

CREEPING = 0.95
"""Share of the distance that is left an update, from which on it creeps."""

BEHAVIOURS = {
    "smooth": N_("it converges from one side, at least 5 % of the distance in every update"),
    "creep": N_("it creeps towards the minimum, less than 5 % of the distance in every update"),
    "zigzag": N_("it jumps over the minimum in every update, and converges"),
    "cycle": N_("it jumps over the minimum in every update, between two points for ever"),
    "diverge": N_("it jumps over the minimum in every update, further and further away"),
}
"""What an option says, by a name for it."""

_SLIPS = {
    "jumps-overlooked": N_(
        "Look on which side of the minimum each point lies: not all of them are on one side."
    ),
    "jumps-imagined": N_("Look on which side of the minimum each point lies: it is the same side."),
    "cycle-for-convergence": N_(
        "Jumping to and fro is no convergence by itself: does the distance to the minimum shrink?"
    ),
    "divergence-overlooked": N_(
        "Compare the distances to the minimum, one after the other: do they shrink?"
    ),
    "zigzag-for-divergence": N_(
        "Jumping over the minimum is no divergence by itself: compare the distances to it."
    ),
    "creeping-overlooked": N_(
        "Work out which share of the distance goes in an update: is it enough to get anywhere?"
    ),
    "slow-for-creeping": N_("Work out which share of the distance goes in an update."),
}


def behaviour_of(factor: float) -> str:
    """Return what happens where an update multiplies the distance by `factor`."""
    if math.isclose(abs(factor), 1):
        return "cycle"
    if abs(factor) > 1:
        return "diverge"
    if factor < 0:
        return "zigzag"
    return "creep" if factor > CREEPING else "smooth"


def behaviour_field(
    draw: Draw, right: str, behaviours: Sequence[str] = tuple(BEHAVIOURS)
) -> tuple[Field, dict[str, str]]:
    """Return the field that asks what happens, and the letter of each behaviour."""
    options, letters = shuffled(draw, {name: tr(BEHAVIOURS[name]) for name in behaviours})
    label = tr("what happens")
    field = Field(
        "behaviour", label, "choice", letters[right], award="independent", options=options
    )
    return field, letters


def behaviour_slips(right: str, factor: float, letters: Mapping[str, str]) -> tuple[NamedSlip, ...]:
    """Return the slip behind each wrong option; `factor` is that of an update."""
    return tuple(
        NamedSlip(
            f"{right}-taken-for-{picked}",
            tr(_SLIPS[_slip(right, picked, factor)]),
            {"behaviour": letter},
        )
        for picked, letter in letters.items()
        if picked != right
    )


def _slip(right: str, picked: str, factor: float) -> str:
    """Return the mistake of who picks one behaviour where another is right."""
    if right == "cycle":
        return "divergence-overlooked" if picked == "diverge" else "cycle-for-convergence"
    if right == "diverge":
        return "divergence-overlooked"
    if picked in ("cycle", "diverge"):
        return "zigzag-for-divergence" if factor < 0 else "divergence-overlooked"
    if right == "zigzag":
        return "jumps-overlooked"
    if picked == "zigzag":
        return "jumps-imagined"
    return "creeping-overlooked" if right == "creep" else "slow-for-creeping"
