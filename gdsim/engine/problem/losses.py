"""Ready-made losses that can be chosen, and what is said of each.

With the score s = w1*x1 + ... + b, the residual r = s - y and labels y of 1 and -1:

=============  ===================================================================
kind           loss of one row
=============  ===================================================================
squares        r^2 (``mean``), 1/2*r^2 (``half``) or N*r^2 (``sum``)
absolute       abs(r)
huber          r^2/2 where abs(r) <= delta, else delta*(abs(r) - delta/2)
logistic       log(1 + exp(-y*s))
hinge          max(0, 1 - y*s)
softmax        log(exp(s_0) + exp(s_1) + ...) - s_y
=============  ===================================================================

The loss of a batch is the mean of the text over its rows, so the mean needs no factor; with
``sum`` the text says the N times itself, and the mean over all rows is the sum over them, while
that over a mini-batch estimates it. A penalty, strength*(w1^2 + ...) or strength*(abs(w1) + ...),
is added once, whatever the convention, and leaves the intercept alone. Huber's loss is that of
P. J. Huber, "Robust estimation of a location parameter" (1964), written with
m = min(abs(r), delta) as m*(abs(r) - m/2), which is the same and needs no case. Where labels are
1 and 0, -y becomes 1 - 2*y: unlike log(1 + exp(s)) - y*s, this cancels for no score. With softmax
the label is the number of a class, and each class c has a score s_c with parameters of its own, so
that exp(s_c) through the sum of these is the probability of c and the loss is minus the logarithm
of that of y. The score s_y is the sum of all scores, each times 1 - min(1, abs(y - c)), which is 1
where y is c and 0 for every other class. Source: J. S. Bridle, "Probabilistic interpretation of
feedforward classification network outputs" (1990).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from gdsim.engine.errors import require_choice
from gdsim.engine.option import Option
from gdsim.texts import N_

Labels = Literal["signed", "binary"]
"""How a label is written: as 1 and -1, or as 1 and 0."""

USUAL_CONVENTIONS = ("mean", "sum")
"""Names of the conventions that any loss may have."""


class LossChoice(Struct, frozen=True):
    """What is chosen of a ready-made loss.

    Attributes
    ----------
    kind, convention, penalty
        Names in `LOSSES`, `CONVENTIONS` and `PENALTIES`.
    strength
        Factor of the penalty, finite and at least 0; 0 adds none.
    intercept
        Whether the score has a parameter that no column is multiplied by.
    delta
        Huber's threshold, finite and above 0.
    """

    kind: str = "squares"
    convention: str = "mean"
    penalty: str = "none"
    strength: float = 0.0
    intercept: bool = True
    delta: float = 1.0


class RowText(Struct, frozen=True):
    """The texts that the loss of one row is written with.

    Attributes
    ----------
    score
        The linear score, a sum.
    target
        The column that is predicted, whose labels are written as `labels`.
    delta
        Huber's threshold.
    scores
        The label of each class with its own score, where there is one for each.
    """

    score: str
    target: str
    labels: Labels
    delta: str
    scores: tuple[tuple[int, str], ...] = ()

    @property
    def residual(self) -> str:
        """The score less the target, not in brackets."""
        return f"{self.score} - {self.target}"

    @property
    def label(self) -> str:
        """The label as 1 and -1, to be multiplied."""
        return f"(2*{self.target} - 1)" if self.labels == "binary" else self.target

    @property
    def other_label(self) -> str:
        """The label of the other class as 1 and -1, to be multiplied."""
        return f"(1 - 2*{self.target})" if self.labels == "binary" else f"-{self.target}"


class LossSpec(Option, frozen=True, eq=False, kw_only=True):
    """A ready-made loss.

    Attributes
    ----------
    name
        Name in the registry.
    row_loss
        Returns the loss of one row without factor and penalty.
    is_classifier
        Whether the target is a label.
    conventions
        Names of the conventions that it may have.
    settings
        The numbers of a `LossChoice` that it has and others do not.
    has_scores
        Whether each class has a score of its own, and is a number from 0 on.
    """

    name: str
    row_loss: Callable[[RowText], str]
    is_classifier: bool = False
    has_scores: bool = False
    conventions: tuple[str, ...] = USUAL_CONVENTIONS
    settings: tuple[str, ...] = ()


class ConventionSpec(Option, frozen=True, eq=False, kw_only=True):
    """A factor before the loss of each row, as text; ``{rows}`` in it is the number N of rows."""

    factor: str


class PenaltySpec(Option, frozen=True, eq=False, kw_only=True):
    """What is added for each weight, as text with ``{weight}`` in it; empty for nothing."""

    term: str


def _huber(row: RowText) -> str:
    size = f"abs({row.residual})"
    least = f"min({size}, {row.delta})"
    return f"{least}*({size} - {least}/2)"


def _softmax(row: RowText) -> str:
    total = " + ".join(f"exp({score})" for _, score in row.scores)
    own = " + ".join(f"{_is_of(row.target, label)}*({score})" for label, score in row.scores)
    return f"log({total}) - ({own})"


def _is_of(target: str, label: int) -> str:
    """Return what is 1 where a label is that of a class and 0 for every other, as text."""
    return f"(1 - min(1, abs({target} - {label})))" if label else f"(1 - min(1, abs({target})))"


LOSSES: Mapping[str, LossSpec] = {
    spec.name: spec
    for spec in (
        LossSpec(
            name="squares",
            title=N_("Least squares"),
            row_loss=lambda row: f"({row.residual})^2",
            conventions=("mean", "half", "sum"),
        ),
        LossSpec(
            name="absolute",
            title=N_("Absolute error"),
            row_loss=lambda row: f"abs({row.residual})",
        ),
        LossSpec(
            name="huber",
            title=N_("Huber: squares, far off absolute"),
            row_loss=_huber,
            settings=("delta",),
        ),
        LossSpec(
            name="logistic",
            title=N_("Logistic, for labels"),
            row_loss=lambda row: f"log(1 + exp({row.other_label}*({row.score})))",
            is_classifier=True,
        ),
        LossSpec(
            name="hinge",
            title=N_("Hinge, for labels"),
            row_loss=lambda row: f"max(0, 1 - {row.label}*({row.score}))",
            is_classifier=True,
        ),
        LossSpec(
            name="softmax",
            title=N_("Softmax, for three classes or more"),
            row_loss=_softmax,
            is_classifier=True,
            has_scores=True,
        ),
    )
}
"""Every ready-made loss, the simplest first."""

CONVENTIONS: Mapping[str, ConventionSpec] = {
    "mean": ConventionSpec(title=N_("Mean"), tip=N_("1/N times the sum"), factor=""),
    "half": ConventionSpec(
        title=N_("Half mean"), tip=N_("1/(2N) times the sum, for squares"), factor="1/2*"
    ),
    "sum": ConventionSpec(
        title=N_("Sum"), tip=N_("The sum itself, N times the mean"), factor="{rows}*"
    ),
}
"""Which factor stands before the sum over the rows."""

PENALTIES: Mapping[str, PenaltySpec] = {
    "none": PenaltySpec(title=N_("None"), tip=N_("No penalty"), term=""),
    "l2": PenaltySpec(
        title=N_("L2"),
        tip=N_("λ times the sum of the squared weights (ridge)"),
        term="{weight}^2",
    ),
    "l1": PenaltySpec(
        title=N_("L1"),
        tip=N_("λ times the sum of the weights' sizes (lasso)"),
        term="abs({weight})",
    ),
}
"""What keeps weights small."""


def loss_spec(kind: str) -> LossSpec:
    """Return the spec of a loss; raise InputError if there is none of that name."""
    require_choice("the loss", kind, LOSSES)
    return LOSSES[kind]
