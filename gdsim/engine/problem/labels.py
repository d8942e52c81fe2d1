"""Labels of classes in a column of data: which they are, and how they are written."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.problem.losses import Labels

MOST_CLASSES, MOST_LABEL = 10, 999
"""Classes of a loss that has a score for each, and the largest number that one may be."""


def classes_of(values: Array, name: str) -> tuple[int, ...]:
    """Return the different labels, shape (N,), of the column `name`, ascending.

    Raises
    ------
    InputError
        If they are not 2 to `MOST_CLASSES` whole numbers from 0 on.
    """
    found = np.unique(values)
    are_labels = bool((found >= 0).all() and (found == np.floor(found)).all())
    if not are_labels or not 2 <= len(found) <= MOST_CLASSES or found[-1] > MOST_LABEL:
        raise InputError(
            "column {name} has {count} different values ({shown}); labels of classes must be 2 to"
            " {most} whole numbers from 0 on, as 0, 1, 2",
            name=name,
            count=len(found),
            shown=_few_of(found),
            most=MOST_CLASSES,
        )
    return tuple(int(value) for value in found)


def _few_of(values: Array) -> str:
    return ", ".join(f"{value:g}" for value in values[:4]) + (", …" if len(values) > 4 else "")


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
    raise InputError(
        "column {name} has {count} different values ({shown}); labels must be of two classes,"
        " written as 1 and -1 or as 1 and 0",
        name=name,
        count=len(found),
        shown=_few_of(found),
    )
