"""Losses of a row, as they are told, typed and differentiated by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from msgspec import Struct

from gdsim.texts import N_


class RowLoss(Struct, frozen=True):
    """The loss of a row with prediction p and target y.

    Attributes
    ----------
    text
        As it is typed, with ``{p}`` for the prediction.
    told
        As it stands in a question, marked for translation.
    slope
        Its derivative by the prediction, from p and y.
    wrong
        By the key of a usual slip: its sentence, marked for translation, and the slope it leads to.
    labels
        What targets are, where they are labels; else empty.
    """

    text: str
    told: str
    slope: Callable[[float, float], float]
    wrong: Mapping[str, tuple[str, Callable[[float, float], float]]]
    labels: tuple[float, ...] = ()


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _sign(value: float) -> float:
    return float(value > 0) - float(value < 0)


_LABELS = N_(
    "The slope for the other way to write labels was used: look whether they are 0 and 1, or -1"
    " and 1."
)

LOSSES: dict[str, RowLoss] = {
    "squares": RowLoss("({p} - y)^2", N_("(ŷ − y)²"), lambda p, y: 2 * (p - y), {}),
    "half-squares": RowLoss(
        "1/2*({p} - y)^2",
        N_("½ (ŷ − y)²"),
        lambda p, y: p - y,
        {},
    ),
    "absolute": RowLoss(
        "abs({p} - y)",
        N_("|ŷ − y|"),
        lambda p, y: _sign(p - y),
        {
            "size-kept": (
                N_("The size of the error was kept: the slope of |r| is only 1 or −1."),
                lambda p, y: p - y,
            )
        },
    ),
    "huber": RowLoss(
        "min(abs({p} - y), 1)*(abs({p} - y) - min(abs({p} - y), 1)/2)",
        N_("½ r² where |r| ≤ 1, and |r| − ½ elsewhere, with r = ŷ − y"),
        lambda p, y: max(-1.0, min(1.0, p - y)),
        {
            "square-everywhere": (
                N_("Large errors were taken for small ones: beyond 1 the slope is only 1 or −1."),
                lambda p, y: p - y,
            ),
            "linear-everywhere": (
                N_("Small errors were taken for large ones: up to 1 the slope is r itself."),
                lambda p, y: _sign(p - y),
            ),
        },
    ),
    "logistic": RowLoss(
        "log(1 + exp(-y*({p})))",
        N_("log(1 + exp(−y ŷ)) with labels y of 1 and −1 and the natural logarithm"),
        lambda p, y: -y * _sigmoid(-y * p),
        {"label-convention": (_LABELS, lambda p, y: _sigmoid(p) - y)},
        (-1.0, 1.0),
    ),
    "cross-entropy": RowLoss(
        "log(1 + exp((1 - 2*y)*({p})))",
        N_(
            "−y log σ(ŷ) − (1 − y) log(1 − σ(ŷ)) with labels y of 0 and 1, σ(s) = 1/(1 + exp(−s)),"
            " and the natural logarithm"
        ),
        lambda p, y: _sigmoid(p) - y,
        {"label-convention": (_LABELS, lambda p, y: -y * _sigmoid(-y * p))},
        (0.0, 1.0),
    ),
    "hinge": RowLoss(
        "max(0, 1 - y*({p}))",
        N_("max(0, 1 − y ŷ) with labels y of 1 and −1"),
        lambda p, y: -y if y * p < 1 else 0.0,
        {
            "margin-forgotten": (
                N_("Rows whose loss is 0 were counted: their slope is 0."),
                lambda _p, y: -y,
            )
        },
        (-1.0, 1.0),
    ),
}
"""By the word that facts call them."""
