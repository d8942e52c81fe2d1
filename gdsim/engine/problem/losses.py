"""Ready-made losses for chosen columns, as texts in the engine's own syntax.

With the score s = w1*x1 + ... + b, the residual r = s - y and labels y of 1 and -1:

=============  ===================================================================
kind           loss of one row
=============  ===================================================================
squares        r^2 (``mean``), 1/2*r^2 (``half``) or N*r^2 (``sum``)
absolute       abs(r)
huber          r^2/2 where abs(r) <= delta, else delta*(abs(r) - delta/2)
logistic       log(1 + exp(-y*s))
hinge          max(0, 1 - y*s)
=============  ===================================================================

The loss of a batch is the mean of the text over its rows, so the mean needs no factor; with
``sum`` the text says the N times itself, and the mean over all rows is the sum over them, while
that over a mini-batch estimates it. A penalty, strength*(w1^2 + ...) or strength*(abs(w1) + ...),
is added once, whatever the convention, and leaves the intercept alone. Huber's loss is that of
P. J. Huber, "Robust estimation of a location parameter" (1964), written with
m = min(abs(r), delta) as m*(abs(r) - m/2), which is the same and needs no case. Where labels are
1 and 0, -y becomes 1 - 2*y: unlike log(1 + exp(s)) - y*s, this cancels for no score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError, require_choice
from gdsim.engine.formula.syntax import MAX_LENGTH
from gdsim.engine.formula.tokens import tokens_of
from gdsim.engine.problem.dataset import Dataset

Loss = Literal["squares", "absolute", "huber", "logistic", "hinge"]
Convention = Literal["mean", "half", "sum"]
Penalty = Literal["none", "l2", "l1"]
Labels = Literal["signed", "binary"]

LOSSES: tuple[Loss, ...] = get_args(Loss)
CONVENTIONS: tuple[Convention, ...] = get_args(Convention)
PENALTIES: tuple[Penalty, ...] = get_args(Penalty)
CLASSIFIERS: frozenset[Loss] = frozenset({"logistic", "hinge"})
"""Losses whose target is a label: 1 and -1 (``signed``) or 1 and 0 (``binary``)."""

WEIGHT_NAMES = ("w", "theta", "weight")
INTERCEPT_NAMES = ("b", "bias", "intercept")
"""Names of the parameters, the first of which does not collide with a column being taken."""


def build_loss(
    kind: Loss,
    features: Sequence[str],
    target: str,
    *,
    convention: Convention = "mean",
    penalty: Penalty = "none",
    strength: float = 0.0,
    intercept: bool = True,
    delta: float = 1.0,
    labels: Labels = "signed",
    rows: int | None = None,
    taken: Sequence[str] = (),
) -> str:
    """Return the loss of one row as the text of an expression; see the module's table.

    Parameters
    ----------
    features, target
        Columns, all different, at least one feature.
    convention
        ``half`` for squares alone; ``sum`` needs `rows`, the N of the data.
    strength
        Factor of the penalty, finite and at least 0; 0 adds none.
    delta
        Huber's threshold, finite and above 0.
    taken
        Further columns of the data, whose names no parameter may have.

    Raises
    ------
    InputError
        If a choice, a number or a column's name is not accepted.
    """
    _check_choices(kind, convention, penalty, labels)
    _check_columns(features, target)
    weights, bias = parameter_names(features, (target, *taken))
    terms = [f"{w}*{x}" for w, x in zip(weights, features, strict=True)]
    score = " + ".join(terms + [bias] * intercept)
    text = _row_loss(kind, score, target, _number("delta", delta, above=True), labels)
    text = _by_convention(text, kind, convention, rows)
    factor = _number("the strength of the penalty", strength)
    if penalty != "none" and strength > 0:
        form = "{}^2" if penalty == "l2" else "abs({})"
        text += f" + {factor}*({' + '.join(form.format(w) for w in weights)})"
    if len(text) > MAX_LENGTH:
        raise InputError(
            "the loss of {given} columns is a text of {length} characters; choose fewer columns, so"
            " that it has at most {most}",
            given=len(features),
            length=len(text),
            most=MAX_LENGTH,
        )
    return text


def loss_for(
    dataset: Dataset,
    kind: Loss,
    features: Sequence[str],
    target: str,
    *,
    convention: Convention = "mean",
    penalty: Penalty = "none",
    strength: float = 0.0,
    intercept: bool = True,
    delta: float = 1.0,
) -> str:
    """Return `build_loss` for columns of `dataset`, with its N and the labels found in it.

    Raises
    ------
    InputError
        As `build_loss` and `labels_of`, and for a name that is no column.
    """
    for name in (*features, target):
        if name not in dataset.names:
            raise InputError(
                "the data has no column {name}; its columns are {accepted}",
                name=name,
                accepted=", ".join(dataset.names),
            )
    labels: Labels = "signed"
    if kind in CLASSIFIERS:
        labels = labels_of(dataset.columns([target])[:, 0], target)
    return build_loss(
        kind,
        features,
        target,
        convention=convention,
        penalty=penalty,
        strength=strength,
        intercept=intercept,
        delta=delta,
        labels=labels,
        rows=len(dataset),
        taken=dataset.names,
    )


def labels_of(values: Array, name: str) -> Labels:
    """Return how the labels, shape (N,), of the column `name` are written.

    Raises
    ------
    InputError
        If they are not of two classes, written as 1 and -1 or as 1 and 0.
    """
    found = np.unique(values)
    if len(found) == 1:
        raise InputError(
            "every label in column {name} is {value}; two classes are needed, 1 and -1 or 1 and 0",
            name=name,
            value=f"{found[0]:g}",
        )
    if len(found) == 2 and found[1] == 1 and found[0] in (-1, 0):
        return "signed" if found[0] == -1 else "binary"
    shown = ", ".join(f"{value:g}" for value in found[:4]) + (", …" if len(found) > 4 else "")
    raise InputError(
        "column {name} has {count} different values ({shown}); labels must be of two classes,"
        " written as 1 and -1 or as 1 and 0",
        name=name,
        count=len(found),
        shown=shown,
    )


def parameter_names(features: Sequence[str], others: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return a weight for each feature and the intercept, none of them the name of a column.

    One feature has the weight ``w``, more have ``w1``, ``w2`` and so on, and the intercept is
    ``b``; where a column has such a name, the next of `WEIGHT_NAMES` or `INTERCEPT_NAMES` is used.

    Raises
    ------
    InputError
        If columns have all of these names.
    """
    columns = {*features, *others}
    for prefix in WEIGHT_NAMES:
        numbers = [""] if len(features) == 1 else range(1, len(features) + 1)
        weights = tuple(f"{prefix}{number}" for number in numbers)
        if not columns.intersection(weights):
            break
    else:
        raise _collision("weights", WEIGHT_NAMES)
    for bias in INTERCEPT_NAMES:
        if bias not in columns:
            return weights, bias
    raise _collision("intercept", INTERCEPT_NAMES)


def _collision(what: str, names: Sequence[str]) -> InputError:
    return InputError(
        "columns of the data have all the names kept for the {what} ({names}); rename a column",
        what=what,
        names=", ".join(names),
    )


def _row_loss(kind: Loss, score: str, target: str, delta: str, labels: Labels) -> str:
    match kind:
        case "squares":
            return f"({score} - {target})^2"
        case "absolute":
            return f"abs({score} - {target})"
        case "huber":
            size = f"abs({score} - {target})"
            least = f"min({size}, {delta})"
            return f"{least}*({size} - {least}/2)"
    binary = labels == "binary"
    if kind == "logistic":
        return f"log(1 + exp({f'(1 - 2*{target})' if binary else f'-{target}'}*({score})))"
    return f"max(0, 1 - {f'(2*{target} - 1)' if binary else target}*({score}))"


def _by_convention(text: str, kind: Loss, convention: Convention, rows: int | None) -> str:
    if convention == "mean":
        return text
    if convention == "half":
        if kind != "squares":
            raise InputError(
                "the convention half belongs to least squares; give mean or sum for {kind}",
                kind=kind,
            )
        return f"1/2*{text}"
    if rows is None or rows < 1:
        raise InputError("the convention sum needs the number of rows; give at least 1")
    return f"{rows}*{text}"


def _check_choices(kind: str, convention: str, penalty: str, labels: str) -> None:
    for what, value, accepted in (
        ("the loss", kind, LOSSES),
        ("the convention", convention, CONVENTIONS),
        ("the penalty", penalty, PENALTIES),
        ("the writing of the labels", labels, get_args(Labels)),
    ):
        require_choice(what, value, accepted)


def _check_columns(features: Sequence[str], target: str) -> None:
    if not features:
        raise InputError("no feature is chosen; choose at least one column")
    columns = (*features, target)
    for name in columns:
        if columns.count(name) > 1:
            raise InputError(
                "column {name} is chosen twice; features and target must all differ", name=name
            )
        if not is_name(name):
            raise InputError(
                "the column name {name} cannot stand in a formula; rename the column to a letter"
                " followed by letters, digits or _",
                name=repr(name),
            )


def is_name(text: str) -> bool:
    """Return whether an expression reads `text` as one name, spelled just so."""
    try:
        tokens = tokens_of(text)
    except InputError:
        return False
    return len(tokens) == 2 and tokens[0].kind == "name" and tokens[0].text == text


def _number(what: str, value: float, above: bool = False) -> str:
    """Return a number as the shortest text that reads back as it; raise InputError."""
    finite = math.isfinite(value)
    if above and not (finite and value > 0):
        raise InputError("{what} is {value}; give a finite number above 0", what=what, value=value)
    if not (finite and value >= 0):
        raise InputError(
            "{what} is {value}; give a finite number of at least 0", what=what, value=value
        )
    return f"{int(value)}" if value == int(value) and value < 1e15 else repr(float(value))
