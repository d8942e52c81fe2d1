"""A ready-made loss of any number of columns as a short text: ``logistic(label ~ p0:p783)``.

Before the ``~`` stands the target and behind it the features, ``a:c`` being all columns from one to
another; what else is chosen follows after semicolons, as in ``huber(y ~ a, c:k; sum; l2 = 0.01;
delta = 2; no intercept)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.errors import InputError
from gdsim.engine.formula.nodes import number_text
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import TooManyColumnsError, loss_for
from gdsim.engine.problem.losses import CONVENTIONS, LOSSES, PENALTIES, LossChoice

NO_INTERCEPT, DELTA = "no intercept", "delta"

_WHOLE = re.compile(
    rf"\s*({'|'.join(LOSSES)})\s*\(\s*([A-Za-z]\w*)\s*~([^;()]*)((?:;[^;()]*)*)\)\s*", re.ASCII
)

SHORTEST_RANGE = 3
"""Columns that are written as a range."""


class WideLoss(Struct, frozen=True):
    """A ready-made loss with the columns that it is of.

    Attributes
    ----------
    choice
        What is chosen of the loss.
    features, target
        Columns, all different.
    """

    choice: LossChoice
    features: tuple[str, ...]
    target: str

    def text(self, names: Sequence[str]) -> str:
        """Return the text that `wide_loss` reads back beside columns of these names."""
        usual, choice = LossChoice(), self.choice
        more = []
        if choice.convention != usual.convention:
            more.append(choice.convention)
        if choice.penalty != usual.penalty:
            more.append(f"{choice.penalty} = {number_text(choice.strength)}")
        if choice.delta != usual.delta:
            more.append(f"{DELTA} = {number_text(choice.delta)}")
        if not choice.intercept:
            more.append(NO_INTERCEPT)
        columns = ", ".join(_ranges(self.features, names))
        return f"{choice.kind}({'; '.join([f'{self.target} ~ {columns}', *more])})"


def loss_text(dataset: Dataset, choice: LossChoice, features: Sequence[str], target: str) -> str:
    """Return a ready-made loss as the text of an expression, or where that is too long, as here.

    Raises
    ------
    InputError
        As `loss_for`.
    """
    try:
        return loss_for(dataset, choice, features, target)
    except TooManyColumnsError:
        return WideLoss(choice, tuple(features), target).text(dataset.names)


def is_wide_loss(text: str) -> bool:
    """Tell whether a text is meant as such a loss."""
    return _WHOLE.fullmatch(text) is not None


def wide_loss(text: str, names: Sequence[str]) -> WideLoss:
    """Return the loss that a text says of columns of these names.

    Raises
    ------
    InputError
        If a column is not there or stands twice, or something else is not accepted.
    """
    match = _WHOLE.fullmatch(text)
    if match is None:
        raise InputError(
            "a ready-made loss of columns is written as {example}",
            example="logistic(label ~ x1:x9; l2 = 0.01)",
        )
    kind, target, columns, more = match.groups()
    choice = LossChoice(kind)
    for part in filter(None, (piece.strip() for piece in more.split(";"))):
        choice = _with_part(choice, part)
    features = columns_named(columns.split(","), names)
    for name in (target, *features):
        if name not in names:
            raise _no_column(name, names)
    if target in features:
        raise InputError("column {name} is the target and no feature as well", name=target)
    return WideLoss(choice, features, target)


def columns_named(parts: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that parts such as ``x1`` and ``x3:x9`` name; raise InputError."""
    place = {name: k for k, name in enumerate(names)}
    found: list[str] = []
    for part in parts:
        first, colon, last = (piece.strip() for piece in part.partition(":"))
        for name in (first, last) if colon else (first,):
            if name not in place:
                raise _no_column(name, names)
        found += names[place[first] : place[last] + 1] if colon else [first]
    if not found or len(set(found)) < len(found):
        raise InputError("name each feature once, as x1, x3:x9")
    return tuple(found)


def _no_column(name: str, names: Sequence[str]) -> InputError:
    shown = [*names[:3], "…", names[-1]] if len(names) > 5 else list(names)
    return InputError(
        "there is no column {name}; the columns are {accepted}",
        name=repr(name[:40]),
        accepted=", ".join(shown) or "none",
    )


def _with_part(choice: LossChoice, part: str) -> LossChoice:
    if part in CONVENTIONS:
        return replace(choice, convention=part)
    if part == NO_INTERCEPT:
        return replace(choice, intercept=False)
    name, equals, value = (piece.strip() for piece in part.partition("="))
    if equals and name == DELTA:
        return replace(choice, delta=read_number(value))
    if equals and name in PENALTIES:
        return replace(choice, penalty=name, strength=read_number(value))
    raise InputError(
        "{part} is nothing that a ready-made loss can have; give {accepted}",
        part=repr(part[:40]),
        accepted=", ".join((*CONVENTIONS, "l2 = 0.1", "l1 = 0.1", "delta = 1", NO_INTERCEPT)),
    )


def _ranges(features: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the features, those that stand side by side as a range."""
    place = {name: k for k, name in enumerate(names)}
    runs: list[list[str]] = []
    for name in features:
        if runs and place[runs[-1][-1]] + 1 == place[name]:
            runs[-1].append(name)
        else:
            runs.append([name])
    return [
        part
        for run in runs
        for part in ([f"{run[0]}:{run[-1]}"] if len(run) >= SHORTEST_RANGE else run)
    ]
