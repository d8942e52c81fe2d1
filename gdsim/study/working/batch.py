"""The rows of a batch in a working: each one's loss and gradient, the sum, the mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.i18n import ntr, tr
from gdsim.study.working.blocks import Formula, Text
from gdsim.study.working.draft import Columns, Drafted, Entry, Line, equals
from gdsim.study.working.gradient import Gradient
from gdsim.study.working.number_latex import constant_texts
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown
from gdsim.study.working.worked_update import WorkedUpdate
from gdsim.symbols import symbol

FIRST_ROWS, LAST_ROWS = 5, 2
"""Rows shown of a batch that is too long to be shown whole: so many at its start and end."""

MOST_ROWS_WHOLE = FIRST_ROWS + LAST_ROWS + 1
"""Rows of the longest batch that is shown whole unless more are asked for."""

MOST_ROWS_ON_REQUEST = 1000
"""Rows of the longest batch that is shown whole if that is asked for."""


class BatchWriter:
    """Writes loss and gradient of the batch of one update, one row of which as an example.

    Parameters
    ----------
    point
        The parameters at which the gradient is taken: those before the update, or where the rule
        looks ahead to.
    most_rows
        Batches of up to so many rows are shown whole.
    """

    def __init__(
        self, update: WorkedUpdate, point: Sequence[Shown], most_rows: int = MOST_ROWS_WHOLE
    ) -> None:
        run, row, self._update = update.run, update.row, update
        self._objective, self._row, self._steps = run.objective, row, update.steps
        self._theta, self._point = update.theta, point
        rows = run.rows(update.t)
        indices = np.arange(run.objective.n_rows) if rows is None else rows
        self._is_whole = len(indices) <= max(most_rows, FIRST_ROWS + LAST_ROWS)
        ends = [indices[:FIRST_ROWS], indices[-LAST_ROWS:]]
        self._indices = indices if self._is_whole else np.concatenate(ends)
        self._left_out = len(indices) - len(self._indices)
        self._data = self._shown_columns(run.objective.data[self._indices])
        losses, slopes = run.objective.per_row(row.theta, self._indices)
        if point is not self._theta:
            slopes = run.objective.per_row(run.gradient_point(update.t), self._indices)[1]
        (self._losses,) = self._shown_columns(losses[:, np.newaxis])
        self._slopes = self._shown_columns(slopes)
        self.loss = update.shown(row.loss)
        self.gradient = Gradient(update)

    def _shown_columns(self, numbers: Array) -> list[Shown]:
        return [Shown(column.tolist(), self._update.number_format) for column in numbers.T]

    def loss_blocks(self) -> list[Drafted]:
        """Return the loss of the first row, the table of rows, and the batch's loss."""
        right = self._objective.expression.latex()
        count = ntr(
            "The batch has B = {b} row; rows are numbered from 0.",
            "The batch has B = {b} rows, numbered from 0.",
            self._row.batch_size,
        )
        self._add_step(self._losses, 0, self._theta)
        for k, slopes in enumerate(self._slopes):
            self._add_step(slopes, 1 + k, self._point)
        is_ahead = self._point is not self._theta
        slopes_told = Text(tr("The slopes of the rows are those at the look-ahead point."))
        return [
            Formula(f"L_i = {right}"),
            self._example(f"L_{{{self._indices[0]}}} =", right, self._losses, self._theta),
            Text(count.format(b=self._row.batch_size)),
            *([slopes_told] if is_ahead else []),
            self._table(),
            self._mean("L", "L_i", [Entry(self.loss)], self._losses),
        ]

    def slope_blocks(self, k: int) -> list[Drafted]:
        """Return the derivative by parameter `k`: that of the first row, and the batch's."""
        name = latex_of_name(self._objective.parameters[k])
        right = self._objective.expression.gradient_latex(self._objective.parameters[k])
        of_row = rf"\frac{{\partial L_i}}{{\partial {name}}}"
        of_first = rf"\frac{{\partial L_{{{self._indices[0]}}}}}{{\partial {name}}} ="
        mean = self._mean(f"g_{{{name}}}", of_row, self.gradient.results(k), self._slopes[k])
        self._steps += self.gradient.rounding(k)
        return [
            Formula(f"{of_row} = {right}"),
            self._example(of_first, right, self._slopes[k], self._point),
            mean,
        ]

    def new_loss_blocks(self, theta: Sequence[Shown], loss: Shown) -> list[Drafted]:
        """Return the loss of the same rows at the parameters `theta`."""
        return [self._mean(r"L\left(\theta_{t+1}\right)", "L_i", [Entry(loss)], None, theta)]

    def _mean(
        self,
        name: str,
        of_row: str,
        results: Sequence[Entry],
        column: Shown | None,
        theta: Sequence[Shown] = (),
    ) -> Drafted:
        """Return the mean over the rows: of a column of the table, or of losses at `theta`."""
        b, exact = self._row.batch_size, results[0].shown
        total = self._update.shown(exact.value * b)
        if self._is_whole and column is not None:
            self._steps.append(Step(total, [column], lambda values: values[0].sum(keepdims=True)))
        elif self._is_whole:
            self._add_step(total, 0, theta, is_sum=True)
        self._steps.append(Step(exact, [total], lambda values: values[0] / b))
        average = rf"\frac{{1}}{{B}} \sum_{{i}} {of_row}"
        return _Mean(f"{name} = {average}", Entry(total), b, results)

    def _example(self, left: str, right: str, column: Shown, theta: Sequence[Shown]) -> Line:
        names = (*self._objective.parameters, *self._objective.columns)
        shown = zip(map(latex_of_name, names), (*theta, *self._data), strict=True)
        inputs = {name: Entry(one) for name, one in shown}
        return Line(left, right, inputs, (Entry(column),), constant_texts(self._objective))

    def _add_step(
        self, result: Shown, output: int, theta: Sequence[Shown], is_sum: bool = False
    ) -> None:
        """Note that loss (output 0) or a slope of each row, or their sum, follows from the rows."""
        n = len(self._indices)

        def work(values: Sequence[Array]) -> Array:
            inputs = np.column_stack([np.broadcast_to(one, (n,)) for one in values])
            of_rows: Array = self._objective.value_and_gradient_rows.many(inputs)[:, output]
            return of_rows.sum(keepdims=True) if is_sum else of_rows

        self._steps.append(Step(result, [*theta, *self._data], work))

    def _table(self) -> Columns:
        objective = self._objective
        slopes = (f"∂Lᵢ/∂{symbol(name)}" for name in objective.parameters)
        # As in the data: a formula may name y before x.
        known = [] if objective.dataset is None else objective.dataset.names
        order = sorted(range(len(self._data)), key=lambda k: known.index(objective.columns[k]))
        return Columns(
            header=(tr("row"), *(objective.columns[k] for k in order), "Lᵢ", *slopes),
            names=[str(index) for index in self._indices.tolist()],
            given=[self._data[k] for k in order],
            results=[self._losses, *self._slopes],
            gap=FIRST_ROWS,
            left_out=self._left_out,
        )


class _Mean(Struct, frozen=True):
    """The mean over a batch's rows, from their sum."""

    left: str
    total: Entry
    count: int
    results: Sequence[Entry]

    def written(self) -> Formula:
        """Return the formula."""
        total = self.total.latex
        of_sum = "=" if self.total.is_full else r"\approx"
        worth = equals(self.total.is_full, self.results)
        latex = rf"{self.left} {of_sum} \frac{{{total}}}{{{self.count}}} {worth}"
        return Formula(latex, self.results[-1].value)
