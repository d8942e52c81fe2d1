"""Ready-made losses of many columns: products of matrices in the place of an expression.

An expression of hundreds of columns would be compiled term by term, for each of as many
derivatives. The losses of `gdsim.engine.problem.losses` are functions l(s) of the score
s = X w + b, so that with the rows' l'(s) the gradient is X' l'(s) / N. Both ways give the same up
to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.errors import require_choice
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.labels import labels_of
from gdsim.engine.problem.loss_text import parameter_names
from gdsim.engine.problem.losses import CONVENTIONS, PENALTIES, LossChoice, loss_spec
from gdsim.engine.problem.objective import Objective

RowLoss = Callable[[Array, Array, float], tuple[Array, Array]]
"""Takes scores and targets (N,), labels as 1 and -1, and Huber's delta: returns loss and slope."""


def _squares(score: Array, target: Array, _delta: float) -> tuple[Array, Array]:
    residual = score - target
    return residual**2, 2 * residual


def _absolute(score: Array, target: Array, _delta: float) -> tuple[Array, Array]:
    residual = score - target
    return np.abs(residual), np.sign(residual)


def _huber(score: Array, target: Array, delta: float) -> tuple[Array, Array]:
    residual = score - target
    size = np.abs(residual)
    least = np.minimum(size, delta)
    return least * (size - least / 2), np.clip(residual, -delta, delta)


def _logistic(score: Array, label: Array, _delta: float) -> tuple[Array, Array]:
    margin = label * score
    # The sigmoid of -margin, which keeps its digits where it is next to 0.
    return np.logaddexp(0, -margin), -label * np.exp(-np.logaddexp(0, margin))


def _hinge(score: Array, label: Array, _delta: float) -> tuple[Array, Array]:
    short = 1 - label * score
    return np.maximum(0, short), -label * np.heaviside(short, 0.5)


ROW_LOSSES: Mapping[str, RowLoss] = {
    "squares": _squares,
    "absolute": _absolute,
    "huber": _huber,
    "logistic": _logistic,
    "hinge": _hinge,
}
"""Loss and slope of rows by the name of the ready-made loss."""


class LinearObjective(Objective):
    """The mean of a ready-made loss over rows of data with any number of columns.

    It has no expression, and so neither formulas nor a Hessian: it is there to be run.

    Parameters
    ----------
    features, target
        Columns of `dataset`, all different, at least one feature.

    Raises
    ------
    InputError
        If a choice is not known, or labels are not of two classes.
    """

    def __init__(
        self, dataset: Dataset, choice: LossChoice, features: Sequence[str], target: str
    ) -> None:
        spec = loss_spec(choice.kind)
        require_choice("the loss", choice.kind, ROW_LOSSES)
        require_choice("the convention", choice.convention, spec.conventions)
        require_choice("the penalty", choice.penalty, PENALTIES)
        weights, bias = parameter_names(features, dataset.names)
        self.parameters = (*weights, bias) if choice.intercept else weights
        self.columns = (*features, target)
        self.dataset = dataset
        self.data = dataset.columns(self.columns)
        self.n_rows = len(self.data)
        self._choice, self._row_loss = choice, ROW_LOSSES[choice.kind]
        self._is_binary = spec.is_classifier and (
            labels_of(dataset.columns([target])[:, 0], target) == "binary"
        )
        factor = CONVENTIONS[choice.convention].factor
        self._factor = {"": 1.0, "1/2*": 0.5}.get(factor, float(self.n_rows))
        self._whole: dict[bytes, tuple[float, Array]] = {}

    @property
    def has_compiled_rows(self) -> bool:
        """Whether rows are evaluated by something compiled: they are not."""
        return False

    def value(self, theta: Array, rows: Rows | None = None) -> Array:
        """Return the mean loss (...,) at `theta`, shape (..., d), over `rows` (None: all)."""
        return self.value_and_gradient(theta, rows)[0]

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

    def _at(self, theta: Array, data: Array) -> tuple[float, Array]:
        """Return the loss and the gradient (d,) at one theta (d,) over rows of data."""
        k = len(self.columns) - 1
        features, target, weights = data[:, :k], data[:, k], theta[:k]
        label = 2 * target - 1 if self._is_binary else target
        score = features @ weights + (theta[k] if self._choice.intercept else 0.0)
        loss, slope = self._row_loss(score, label, self._choice.delta)
        gradient = np.empty(len(theta))
        gradient[:k] = slope @ features
        if self._choice.intercept:
            gradient[k] = slope.sum()
        scale = self._factor / len(data)
        gradient *= scale
        strength = self._choice.strength
        penalty = 0.0
        if self._choice.penalty == "l2":
            penalty = strength * float(weights @ weights)
            gradient[:k] += 2 * strength * weights
        elif self._choice.penalty == "l1":
            penalty = strength * float(np.abs(weights).sum())
            gradient[:k] += strength * np.sign(weights)
        return scale * float(loss.sum()) + penalty, gradient
