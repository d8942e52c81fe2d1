"""What the columns of a hand-made iteration table hold, told from their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from gdsim.engine.errors import InputError
from gdsim.study.practice.answers import Field


class Role(Enum):
    """What a column holds: GRADIENTS as a list, BEFORE a parameter before the update."""

    ITERATION = "iteration"
    ANSWER = "answer"
    GRADIENTS = "gradients"
    BEFORE = "before"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Column:
    """A column: `field` is what an ANSWER answers, `index` which parameter BEFORE has."""

    role: Role
    title: str
    field: Field | None = None
    index: int = 0


_ITERATION = frozenset({"iteration", "iter", "it", "t", "k", "i", "n", "step", "update", "#", "no"})
_GRADIENTS = frozenset({"gradient", "grad", "g", "∇l", "∇"})
_LOSSES = {
    "loss": frozenset({"loss", "l", "cost", "error", "f", "batchloss", "fullloss"}),
    "new_loss": frozenset({"newloss", "lossafter", "nextloss"}),
}
_FALL = re.compile(
    r"(loss)?(fall|reduction|decrease|drop)(ofthe|of)?(loss)?[(,]?(in)?(%|percent)?\)?|%|percent"
)
"""The percentage by which the loss falls."""

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def column_of(title: str, parameters: Sequence[str]) -> Column:
    """Return what a column with this heading holds."""
    plain = re.sub(r"[\s_$\\{}]", "", title.lower()).translate(_LOWERED)
    plain = plain.replace("nabla", "∇").replace("partial", "∂")
    own = _of_a_parameter(plain, title, parameters)
    if own is not None:
        return own
    if plain in _ITERATION:
        return Column(Role.ITERATION, title)
    if plain in _GRADIENTS or re.match(r"(gradient|grad|∇l?)[\[(]", plain):
        return Column(Role.GRADIENTS, title)
    if plain in _LOSSES["loss"]:
        return Column(Role.ANSWER, title, Field("loss"))
    if plain in _LOSSES["new_loss"]:
        return Column(Role.ANSWER, title, Field("new_loss"))
    if _FALL.fullmatch(plain):
        return Column(Role.ANSWER, title, Field("fall"))
    return Column(Role.UNKNOWN, title)


def _of_a_parameter(plain: str, title: str, parameters: Sequence[str]) -> Column | None:
    for k, name in enumerate(parameters):
        p = re.escape(name.lower().replace("_", ""))
        if re.fullmatch(rf"(new|next){p}|{p}(new|next|after|')|{p}\(?t\+1\)?", plain):
            return Column(Role.ANSWER, title, Field("new", k))
        if re.fullmatch(rf"(gradient|grad|g|∇|∂l?/∂|dl?/d|∂|d)(of|by|l|f)?{p}", plain):
            return Column(Role.ANSWER, title, Field("gradient", k))
        if re.fullmatch(rf"(old)?{p}(before|old)?", plain):
            return Column(Role.BEFORE, title, index=k)
    numbered = re.fullmatch(r"(?:gradient|grad|g|∇)(\d+)", plain)
    if numbered and 1 <= int(numbered[1]) <= len(parameters):
        return Column(Role.ANSWER, title, Field("gradient", int(numbered[1]) - 1))
    return None


def usual_columns(count: int, has_list: bool, parameters: Sequence[str]) -> list[Column]:
    """Return the columns of a table without headings: those of lecture notes.

    Raises
    ------
    InputError
        If there are more or fewer columns than those.
    """
    gradient = [
        Column(Role.ANSWER, f"∂L/∂{name}", Field("gradient", k))
        for k, name in enumerate(parameters)
    ]
    if has_list:
        gradient = [Column(Role.GRADIENTS, "gradient")]
    new = [Column(Role.ANSWER, f"new {name}", Field("new", k)) for k, name in enumerate(parameters)]
    usual = [
        Column(Role.ITERATION, "iteration"),
        Column(Role.ANSWER, "loss", Field("loss")),
        *gradient,
        *new,
    ]
    if count in (len(usual), len(usual) - 1):
        return usual[-count:]
    raise InputError(
        "the table has {given} columns and no headings; give headings, or the {wanted} columns"
        " iteration, loss, gradient and new parameters",
        given=count,
        wanted=len(usual),
    )
