"""The text of a ready-made loss for chosen columns, in the engine's own syntax."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from typing import get_args

from gdsim.engine.errors import InputError, require_choice
from gdsim.engine.formula.nodes import number_text
from gdsim.engine.formula.reading.syntax import MAX_LENGTH
from gdsim.engine.formula.reading.tokens import one_name
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.labels import classes_of, labels_of
from gdsim.engine.problem.losses import (
    CONVENTIONS,
    PENALTIES,
    Labels,
    LossChoice,
    RowText,
    loss_spec,
)
from gdsim.texts import N_

WEIGHT_NAMES = ("w", "theta", "weight")
INTERCEPT_NAMES = ("b", "bias", "intercept")
"""Names of the parameters, the first of which does not collide with a column being taken."""


class TooManyColumnsError(InputError):
    """A loss of so many columns that its text is no expression any more."""


def build_loss(
    choice: LossChoice,
    features: Sequence[str],
    target: str,
    *,
    labels: Labels = "signed",
    rows: int | None = None,
    taken: Sequence[str] = (),
    classes: Sequence[int] = (),
) -> str:
    """Return the loss of one row as the text of an expression.

    Parameters
    ----------
    features, target
        Columns, all different, at least one feature.
    rows
        The N of the data; needed for the convention ``sum`` alone.
    taken
        Further columns of the data, whose names no parameter may have.
    classes
        The labels of the classes, two or more, for a loss in which each has a score of its own.

    Raises
    ------
    InputError
        If a choice, a number or a column's name is not accepted.
    """
    _check_choices(choice, labels)
    _check_columns(features, target)
    spec = loss_spec(choice.kind)
    if spec.has_scores and len(classes) < 2:
        raise InputError("the loss {kind} needs the labels of two classes or more", kind=spec.name)
    names = parameter_names(features, (target, *taken))
    of_classes = names_of_classes(names, classes, {*features, target, *taken})
    scores = [_score(own, features, choice.intercept) for own in (names, *of_classes)]
    row = RowText(
        scores[0],
        target,
        labels,
        _number("delta", choice.delta, above=True),
        tuple(zip(classes, scores[1:], strict=True)),
    )
    weights = [weight for own, _ in of_classes or [names] for weight in own]
    factor, loss = _factor(choice, rows), spec.row_loss(row)
    # A factor stands before the whole loss, which may be a sum.
    text = f"{factor}({loss})" if factor and of_classes else f"{factor}{loss}"
    text += _penalty(choice, weights)
    _check_length(text, len(features))
    return text


Names = tuple[tuple[str, ...], str]
"""The weight of each feature, and the intercept."""


def names_of_classes(names: Names, classes: Sequence[int], columns: Set[str]) -> list[Names]:
    """Return weights and intercept of each class, called as for one score with the label behind."""
    found = [(tuple(f"{w}_{c}" for w in names[0]), f"{names[1]}_{c}") for c in classes]
    for weights, bias in found:
        for name in (*weights, bias):
            if name in columns:
                raise InputError(
                    "the column {name} has the name of a parameter; rename the column", name=name
                )
    return found


def _score(names: Names, features: Sequence[str], intercept: bool) -> str:
    terms = [f"{w}*{x}" for w, x in zip(names[0], features, strict=True)]
    return " + ".join(terms + [names[1]] * intercept)


def _check_length(text: str, n_features: int) -> None:
    if len(text) > MAX_LENGTH:
        raise TooManyColumnsError(
            N_(
                "the loss of {given} columns is a text of {length} characters; choose fewer"
                " columns, so that it has at most {most}"
            ),
            given=n_features,
            length=len(text),
            most=MAX_LENGTH,
        )


def loss_for(dataset: Dataset, choice: LossChoice, features: Sequence[str], target: str) -> str:
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
    classes: tuple[int, ...] = ()
    spec = loss_spec(choice.kind)
    if spec.has_scores:
        classes = classes_of(dataset.columns([target])[:, 0], target)
    elif spec.is_classifier:
        labels = labels_of(dataset.columns([target])[:, 0], target)
    return build_loss(
        choice,
        features,
        target,
        labels=labels,
        rows=len(dataset),
        taken=dataset.names,
        classes=classes,
    )


def parameter_names(features: Sequence[str], others: Sequence[str]) -> Names:
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


def _factor(choice: LossChoice, rows: int | None) -> str:
    """Return what stands before the loss of each row."""
    if choice.convention not in loss_spec(choice.kind).conventions:
        raise InputError(
            "the convention half belongs to least squares; give mean or sum for {kind}",
            kind=choice.kind,
        )
    factor = CONVENTIONS[choice.convention].factor
    if "{rows}" in factor and (rows is None or rows < 1):
        raise InputError("the convention sum needs the number of rows; give at least 1")
    return factor.format(rows=rows)


def _penalty(choice: LossChoice, weights: Sequence[str]) -> str:
    """Return what is added to the loss of each row; empty for nothing."""
    strength = _number("the strength of the penalty", choice.strength)
    term = PENALTIES[choice.penalty].term
    if not (term and choice.strength > 0):
        return ""
    return f" + {strength}*({' + '.join(term.format(weight=w) for w in weights)})"


def _check_choices(choice: LossChoice, labels: str) -> None:
    loss_spec(choice.kind)
    require_choice("the convention", choice.convention, CONVENTIONS)
    require_choice("the penalty", choice.penalty, PENALTIES)
    require_choice("the writing of the labels", labels, get_args(Labels))


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
    return bool(text) and one_name(text) == text


def _number(what: str, value: float, above: bool = False) -> str:
    """Return a number as the shortest text that reads back as it; raise InputError."""
    finite = math.isfinite(value)
    if above and not (finite and value > 0):
        raise InputError("{what} is {value}; give a finite number above 0", what=what, value=value)
    if not (finite and value >= 0):
        raise InputError(
            "{what} is {value}; give a finite number of at least 0", what=what, value=value
        )
    return number_text(float(value))
