"""What gradient descent can be doing on a parabola, told apart by the factor of an update."""

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
    field = Field("behaviour", label, "choice", letters[right], options=options)
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


def moved(low: float, start: float, factor: float) -> float:
    """Return where an update leads that multiplies the distance from `low` by `factor`."""
    return low + factor * (start - low)


def factor_field(factor: float) -> Field:
    """Return the field that asks by what an update multiplies the distance."""
    return Field("factor", tr("factor an update"), "number", factor)


def said(factor: float) -> str:
    """Return what a factor means."""
    match behaviour_of(factor):
        case "smooth":
            return tr("Between 0 and 1: the distance shrinks, and w stays on one side.")
        case "creep":
            return tr("Below 1, but by less than 0.05: the distance hardly shrinks.")
        case "zigzag":
            return tr("Between −1 and 0: w jumps over the minimum and comes nearer each time.")
        case "cycle":
            return tr("It is −1: w jumps over the minimum and is as far from it each time.")
    return tr("Beyond −1: w jumps over the minimum and is further from it each time.")
