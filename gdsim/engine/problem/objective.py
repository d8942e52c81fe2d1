"""An expression and its data: loss, gradient and Hessian of any batch of rows.

The loss of a batch is the mean of the expression over the batch's rows,
L(theta) = 1/B * sum over i in the batch of L_i(theta), and its gradient the mean of the rows'
gradients. A plain function has no data: it counts as a single row without columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from symengine import Basic

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.errors import InputError
from gdsim.engine.formula.compiled import Compiled
from gdsim.engine.formula.expression import Expression, parse
from gdsim.engine.formula.parameter_names import parameters_in_order
from gdsim.engine.formula.run_together import refuse_run_together
from gdsim.engine.problem.dataset import Dataset

BLOCK_ROWS = 2048
"""Rows worked out at once: bounds memory for any N, and stays in the processor's cache."""

REMEMBERED = 64
"""Points of which loss and gradient of all rows are remembered."""


class Objective:
    """The mean of an expression over rows of data, as a function of its parameters.

    Parameters
    ----------
    text
        The loss of one row. Names that are columns of `dataset` are data, all others parameters.
    dataset
        The rows, or None for a plain function.
    parameters
        The parameters in order; empty means that of `parameters_in_order`.
    constants
        Numbers by their names in the text.
    is_for_few
        Whether it is for a few values, so that being ready at once counts, not speed.

    Raises
    ------
    InputError
        If the text is refused, has no parameter, names a column that was left out, or `parameters`
        does not name each exactly once; without `parameters` also where a name is read as a
        product of others, as xy beside x and y.
    """

    def __init__(
        self,
        text: str,
        dataset: Dataset | None = None,
        parameters: Sequence[str] = (),
        constants: Mapping[str, float] | None = None,
        *,
        is_for_few: bool = False,
    ) -> None:
        self._is_for_few = is_for_few
        self.expression = expression_of(text, dataset, constants)
        known = dataset.names if dataset is not None else ()
        self.columns = tuple(name for name in self.expression.names if name in known)
        self.parameters = self._ordered(parameters, dataset)
        self.dataset = dataset if self.columns else None
        if self.dataset is not None:
            self.data = self.dataset.columns(self.columns)
        else:
            self.data = np.empty((1, 0))
        self.n_rows = len(self.data)
        self._others: dict[tuple[Basic, ...], Compiled] = {}
        self._whole: dict[bytes, tuple[float, Array]] = {}

    @property
    def has_compiled_rows(self) -> bool:
        """Whether `value_and_gradient_rows` is there; without, batches are evaluated as a whole."""
        return True

    def _ordered(self, wanted: Sequence[str], dataset: Dataset | None) -> tuple[str, ...]:
        free = tuple(name for name in self.expression.names if name not in self.columns)
        if not free:
            raise InputError(
                "every name in the objective is a column of the data; name at least one parameter"
            )
        if wanted and sorted(wanted) != sorted(free):
            raise InputError(
                "the parameters {given} do not fit the objective, whose parameters are {accepted}",
                given=", ".join(wanted),
                accepted=", ".join(free),
            )
        if dataset is not None:
            _refuse_left_out(free, dataset)
        if not wanted:
            known = (*self.columns, *self.expression.constants)
            known += dataset.names if dataset is not None else ()
            refuse_run_together(self.expression.tokens, free, known)
        return tuple(wanted) or parameters_in_order(free)

    @cached_property
    def negated(self) -> Objective:
        """Return the objective with its sign changed, as a run that maximises minimises it."""
        other = Objective.__new__(Objective)
        worked_out = {"value_and_gradient_rows", "_value_rows", "_hessian_rows", "negated"}
        kept = {name: value for name, value in self.__dict__.items() if name not in worked_out}
        other.__dict__.update(kept)
        other.expression = self.expression.negated()
        other._others, other._whole = {}, {}
        return other

    def _compiled(self, outputs: Sequence[Basic]) -> Compiled:
        arguments = self.parameters + self.columns
        return self.expression.compile(outputs, arguments, is_for_few=self._is_for_few)

    @cached_property
    def value_and_gradient_rows(self) -> Compiled:
        """Loss and gradient of a row, from the parameters and then the columns."""
        return self._compiled([self.expression.tree, *self.expression.gradient(self.parameters)])

    @cached_property
    def _value_rows(self) -> Compiled:
        return self._compiled([self.expression.tree])

    @cached_property
    def _hessian_rows(self) -> Compiled:
        hessian = self.expression.hessian(self.parameters)
        return self._compiled([entry for row in hessian for entry in row])

    def value(self, theta: Array, rows: Rows | None = None) -> Array:
        """Return the mean loss (...,) at `theta`, shape (..., d), over `rows` (None: all)."""
        return self._mean(self._value_rows, 1, theta, rows)[..., 0]

    def value_and_gradient(self, theta: Array, rows: Rows | None = None) -> tuple[Array, Array]:
        """Return the mean loss (...,) and gradient (..., d) at `theta` (..., d) over `rows`."""
        d = len(self.parameters)
        out = self._mean(self.value_and_gradient_rows, 1 + d, theta, rows)
        return out[..., 0], out[..., 1:]

    def whole(self, theta: Array) -> tuple[float, Array]:
        """Return the mean loss and the gradient (d,) of all rows at one `theta` (d,).

        Those of the last few points are remembered, so that whoever tells of a run may ask for its
        start and its end again and again, however many rows there are.
        """
        key = np.asarray(theta, dtype=np.float64).tobytes()
        if key not in self._whole:
            loss, gradient = self.value_and_gradient(theta)
            gradient.setflags(write=False)
            self._whole[key] = float(loss), gradient
            if len(self._whole) > REMEMBERED:
                del self._whole[next(iter(self._whole))]
        return self._whole[key]

    def hessian(self, theta: Array, rows: Rows | None = None) -> Array:
        """Return the mean Hessian, shape (..., d, d), at `theta`, shape (..., d), over `rows`."""
        d = len(self.parameters)
        out = self._mean(self._hessian_rows, d * d, theta, rows)
        return out.reshape(*out.shape[:-1], d, d)

    def means(self, outputs: Sequence[Basic], theta: Array, rows: Rows | None = None) -> Array:
        """Return the mean of other trees of the expression, shape (outputs,), at one theta (d,)."""
        key = tuple(outputs)
        if key not in self._others:
            self._others[key] = self._compiled(outputs)
        return self._mean(self._others[key], len(outputs), theta, rows)

    def per_row(self, theta: Array, rows: Rows | None = None) -> tuple[Array, Array]:
        """Return each row's own loss (B,) and gradient (B, d) at one `theta` (d,)."""
        d = len(self.parameters)
        data = self.data if rows is None else self.data.take(rows, axis=0)
        out = _outputs(self.value_and_gradient_rows, 1 + d, np.reshape(theta, (1, d)), data)[0]
        return out[:, 0], out[:, 1:]

    def _mean(self, compiled: Compiled, width: int, theta: Array, rows: Rows | None) -> Array:
        """Return the mean over rows of `width` compiled outputs, shape (..., width)."""
        theta = np.asarray(theta, dtype=np.float64)
        points = theta.reshape(-1, theta.shape[-1])
        data = self.data if rows is None else self.data.take(rows, axis=0)
        if data.shape == (1, 0):
            # The mean over one row without columns is the function; as a sum, 0 is never minus 0.
            return compiled.many(theta) + 0.0
        sums = np.zeros((len(points), width))
        row_step = min(len(data), BLOCK_ROWS)
        point_step = max(1, BLOCK_ROWS // row_step)
        with np.errstate(all="ignore"):
            for i in range(0, len(points), point_step):
                for j in range(0, len(data), row_step):
                    some = points[i : i + point_step], data[j : j + row_step]
                    outputs = _outputs(compiled, width, *some)
                    sums[i : i + point_step] += _sum_over_rows(outputs)
            sums /= len(data)
        return sums.reshape(*theta.shape[:-1], width)


def expression_of(
    text: str, dataset: Dataset | None, constants: Mapping[str, float] | None = None
) -> Expression:
    """Return what `text` says of a row of `dataset`; raise InputError as `parse`."""
    if dataset is None:
        return parse(text, constants=constants)
    return parse(text, dataset.names, len(dataset), constants)


def _refuse_left_out(free: Sequence[str], dataset: Dataset) -> None:
    for name in free:
        if name in dataset.left_out:
            raise InputError(
                "{name} is a column of the data that was left out, since not each of its cells is a"
                " number, and no parameter; choose it when the data are read, to use it",
                name=name,
            )


def _outputs(compiled: Compiled, width: int, points: Array, data: Array) -> Array:
    """Return the outputs of every point with every row, shape (points, rows, width)."""
    inputs = np.empty((len(points), len(data), points.shape[1] + data.shape[1]))
    fill_columns(inputs, 0, points[:, np.newaxis])
    fill_columns(inputs, points.shape[1], data)
    out = np.empty((len(points), len(data), width))
    compiled.flat(inputs.reshape(-1), out.reshape(-1), len(points) * len(data))
    return out


def fill_columns(target: Array, first: int, values: Array) -> None:
    """Write the last axis of `values` into that of `target` from column `first` on.

    Column by column, since NumPy is slow where the innermost axis is short.
    """
    for k in range(values.shape[-1]):
        target[..., first + k] = values[..., k]


def _sum_over_rows(values: Array) -> Array:
    """Return the sum over axis 1 of shape (points, rows, width), pairwise for its accuracy."""
    by_output = np.ascontiguousarray(values.transpose(0, 2, 1))
    total: Array = by_output.sum(axis=-1)
    return total
