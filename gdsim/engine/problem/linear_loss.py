"""Ready-made losses of many columns: products of matrices in the place of an expression.

An expression of hundreds of columns would be compiled term by term, for each of as many
derivatives. The losses of `gdsim.engine.problem.losses` are functions l(s) of the score
s = X w + b, so that with the rows' l'(s) the gradient is X' l'(s) / N; with softmax each class has
a score, and l' is the probability of the class, less 1 for a row's own. Both ways give the same up
to rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.errors import InputError, Remark, require_choice
from gdsim.engine.formula.expression import Expression, parse
from gdsim.engine.formula.nodes import number_text
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.labels import classes_of, labels_of
from gdsim.engine.problem.loss_text import names_of_classes, parameter_names
from gdsim.engine.problem.losses import CONVENTIONS, PENALTIES, LossChoice, RowText, loss_spec
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.wide_text import WideLoss
from gdsim.texts import N_

MOST_SCORES = 2_000_000
"""Scores that are worked out at once."""

SCORE_NAMES = ("s", "score", "z", "score_of_row")
"""What the score is called, the first that no column is called."""

PENALTY_TOLD: Mapping[str, str] = {
    "l2": N_("The penalty {strength} times the sum of the weights' squares is added to the mean"),
    "l1": N_("The penalty {strength} times the sum of the weights' sizes is added to the mean"),
}
"""What is said of a penalty that the formula of a row does not have."""


class LinearObjective(Objective):
    """The mean of a ready-made loss over rows of data with any number of columns.

    Its expression is that of a row by the score alone, so that there are no formulas of each
    parameter, and no Hessian.

    Parameters
    ----------
    features, target
        Columns of `dataset`, all different, at least one feature.

    Raises
    ------
    InputError
        If a choice is not known, or labels are not of two classes, or of those that a loss with a
        score for each may have.
    """

    def __init__(
        self, dataset: Dataset, choice: LossChoice, features: Sequence[str], target: str
    ) -> None:
        spec = loss_spec(choice.kind)
        require_choice("the convention", choice.convention, spec.conventions)
        require_choice("the penalty", choice.penalty, PENALTIES)
        own = parameter_names(features, dataset.names)
        labels = dataset.columns([target])[:, 0]
        classes = classes_of(labels, target) if spec.has_scores else ()
        is_binary = (
            spec.is_classifier and not spec.has_scores and labels_of(labels, target) == "binary"
        )
        each = names_of_classes(own, classes, set(dataset.names)) or [own]
        self.weights = tuple(weights for weights, _ in each)
        self.intercepts = tuple(bias for _, bias in each) if choice.intercept else ()
        self.parameters = tuple(
            name
            for k, weights in enumerate(self.weights)
            for name in (*weights, *self.intercepts[k : k + 1])
        )
        self.columns = (*features, target)
        self.dataset = dataset
        self.data = dataset.columns(self.columns)
        self.n_rows = len(self.data)
        self.choice = choice
        self._whole: dict[bytes, tuple[float, Array]] = {}
        self._others = {}
        text = WideLoss(choice, tuple(features), target).text(dataset.names)
        score = next(name for name in SCORE_NAMES if not {name, f"{name}_0"} & set(dataset.names))
        scores = {label: f"{score}_{label}" for label in classes}
        row = RowText(
            score, target, "binary" if is_binary else "signed", number_text(choice.delta),
            tuple(scores.items()),
        )  # fmt: skip
        self.expression = by_score(text, len(dataset), choice, row)
        names = tuple(scores.values()) or (score,)
        slopes = self.expression.gradient(names)
        self._rows = self.expression.compile([self.expression.tree, *slopes], (*names, target))

    @property
    def features(self) -> tuple[str, ...]:
        """The columns that the scores are of."""
        return self.columns[:-1]

    @property
    def target(self) -> str:
        """The column that is predicted."""
        return self.columns[-1]

    @property
    def has_compiled_rows(self) -> bool:
        """Whether one compiled function goes from parameters and columns to a row: none does."""
        return False

    def value(self, theta: Array, rows: Rows | None = None) -> Array:
        """Return the mean loss (...,) at `theta`, shape (..., d), over `rows` (None: all)."""
        theta = np.asarray(theta, dtype=np.float64)
        points = theta.reshape(-1, theta.shape[-1])
        data = self.data if rows is None else self.data.take(rows, axis=0)
        step = max(1, MOST_SCORES // (len(data) * len(self.weights)))
        with np.errstate(all="ignore"):
            parts = [self._losses(points[k : k + step], data) for k in range(0, len(points), step)]
        return np.concatenate(parts).reshape(theta.shape[:-1])

    def value_and_gradient(self, theta: Array, rows: Rows | None = None) -> tuple[Array, Array]:
        """Return the mean loss (...,) and gradient (..., d) at `theta` (..., d) over `rows`."""
        theta = np.asarray(theta, dtype=np.float64)
        points = theta.reshape(-1, theta.shape[-1])
        data = self.data if rows is None else self.data.take(rows, axis=0)
        with np.errstate(all="ignore"):
            found = [self._at(point, data) for point in points]
        losses = np.array([loss for loss, _ in found])
        gradients = np.array([gradient for _, gradient in found])
        return losses.reshape(theta.shape[:-1]), gradients.reshape(theta.shape)

    def per_row(self, theta: Array, rows: Rows | None = None) -> tuple[Array, Array]:
        """Return each row's own loss (B,) and gradient (B, d) at one `theta` (d,)."""
        data = self.data if rows is None else self.data.take(rows, axis=0)
        with np.errstate(all="ignore"):
            found = [self._at(np.asarray(theta, dtype=np.float64), row[np.newaxis]) for row in data]
        return np.array([loss for loss, _ in found]), np.array([slope for _, slope in found])

    def hessian(self, theta: Array, rows: Rows | None = None) -> Array:  # noqa: ARG002 - as its base has it
        """Refuse: there are too many second derivatives."""
        raise InputError("the second derivatives of a loss of so many columns are not worked out")

    def _split(self, points: Array) -> tuple[Array, Array]:
        """Return weights (P, C, k) and intercepts (P, C, 1), 0 without any, of points (P, d)."""
        n_classes, k = len(self.weights), len(self.columns) - 1
        by_class = points.reshape(len(points), n_classes, -1)
        return by_class[..., :k], by_class[..., k:].sum(axis=-1, keepdims=True)

    def _losses(self, points: Array, data: Array) -> Array:
        """Return the mean losses (P,) at points (P, d) over rows of data."""
        weights, intercepts = self._split(points)
        k = len(self.columns) - 1
        scores = np.tensordot(weights, data[:, :k], axes=(2, 1)) + intercepts
        losses, _ = self._by_scores(np.moveaxis(scores, 1, -1), data[:, k])
        penalties = [self._penalty(one)[0] for one in weights]
        found: Array = losses.mean(axis=-1) + penalties
        return found

    def _by_scores(self, scores: Array, target: Array) -> tuple[Array, Array]:
        """Return losses (..., B) and slopes (..., B, C) of rows by their scores (..., B, C)."""
        shape = (*scores.shape[:-1], 1)
        found = self._rows.many(
            np.concatenate((scores, np.broadcast_to(target[:, np.newaxis], shape)), axis=-1)
        )
        return found[..., 0], found[..., 1:]

    def _at(self, theta: Array, data: Array) -> tuple[float, Array]:
        """Return the loss and the gradient (d,) at one theta (d,) over rows of data."""
        k = len(self.columns) - 1
        (weights,), (intercepts,) = self._split(theta[np.newaxis])
        scores = data[:, :k] @ weights.T + intercepts[:, 0]
        losses, slopes = self._by_scores(scores, data[:, k])
        scale = 1.0 / len(data)
        penalty, slope = self._penalty(weights)
        gradient = np.empty((len(weights), len(theta) // len(weights)))
        gradient[:, :k] = scale * (slopes.T @ data[:, :k]) + slope
        if self.intercepts:
            gradient[:, k] = scale * slopes.sum(axis=0)
        return scale * float(losses.sum()) + penalty, gradient.reshape(-1)

    def _penalty(self, weights: Array) -> tuple[float, Array]:
        """Return what is added for weights (C, k), and its gradient."""
        strength = self.choice.strength
        if self.choice.penalty == "l2":
            return strength * float((weights**2).sum()), 2 * strength * weights
        if self.choice.penalty == "l1":
            return strength * float(np.abs(weights).sum()), strength * np.sign(weights)
        return 0.0, np.zeros(weights.shape)


def by_score(text: str, n_rows: int, choice: LossChoice, row: RowText) -> Expression:
    """Return the loss of a row as an expression of the score s, or s_c of each class."""
    factor = CONVENTIONS[choice.convention].factor.format(rows=n_rows)
    row_loss = loss_spec(choice.kind).row_loss(row)
    whole = parse(f"{factor}({row_loss})" if factor else row_loss, (row.target,), n_rows)
    told = [Remark("{score} is a sum of weights times features", score=row.score)]
    if row.scores:
        told = [Remark("{score} of each class is a sum of weights times features", score=row.score)]
    if choice.penalty != "none" and choice.strength:
        told.append(Remark(PENALTY_TOLD[choice.penalty], strength=f"{choice.strength:g}"))
    return replace(whole, text=text, remarks=tuple(told))
