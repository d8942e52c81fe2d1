"""The rows of a batch in a working: each one's loss and gradient, the sum, the mean."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.working.blocks import DOTS, Block, Formula, Table, Text
from gdsim.study.working.equations import with_numbers
from gdsim.study.working.number_latex import (
    equals,
    is_in_full,
    name_texts,
    number_latex,
    rounded_latex,
)
from gdsim.symbols import symbol

FIRST_ROWS, LAST_ROWS = 5, 2
"""Rows shown of a batch that is too long to be shown whole: so many at its start and end."""

MOST_ROWS_WHOLE = FIRST_ROWS + LAST_ROWS + 1
"""Rows of the longest batch that is shown whole unless more are asked for."""

MOST_ROWS_ON_REQUEST = 1000
"""Rows of the longest batch that is shown whole if that is asked for."""


def exact_gradient(run: Run, row: Row) -> Array:
    """Return the gradient (d,) of an update before any rounding as by hand."""
    if not run.segment_of(row.iteration).is_rounded:
        return row.gradient
    return run.objective.value_and_gradient(row.theta, run.rows(row.iteration))[1]


class BatchWriter:
    """Writes loss and gradient of the batch of one update, one row of which as an example."""

    def __init__(
        self, run: Run, row: Row, number_format: NumberFormat, most_rows: int = MOST_ROWS_WHOLE
    ) -> None:
        self._objective = run.objective
        self._row = row
        self._format = number_format
        self._most_rows = most_rows
        rows = run.rows(row.iteration)
        self._indices = np.arange(run.objective.n_rows) if rows is None else rows
        first = int(self._indices[0])
        parameters = zip(run.objective.parameters, row.theta.tolist(), strict=True)
        columns = zip(run.objective.columns, run.objective.data[first].tolist(), strict=True)
        named = {**dict(parameters), **dict(columns)}
        self._values = {latex_of_name(name): float(value) for name, value in named.items()}
        self._texts = name_texts(named, number_format)
        self._first = first
        self._exact = exact_gradient(run, row)
        losses, gradients = run.objective.per_row(row.theta, self._indices[:1])
        self._first_loss, self._first_gradient = float(losses[0]), gradients[0].tolist()

    def loss(self) -> list[Block]:
        """Return the loss of the first row, the table of rows, and the batch's loss."""
        expression = self._objective.expression.latex()
        count = tr("The batch has B = {b} rows, numbered from 0.")
        return [
            Formula(f"L_i = {expression}"),
            self._example(f"L_{{{self._first}}}", expression, self._first_loss),
            Text(count.format(b=self._row.batch_size)),
            self._table(),
            self.mean("L", "L_i", self._row.loss),
        ]

    def slope(self, k: int) -> list[Block]:
        """Return the derivative by parameter `k`: that of the first row, and the batch's."""
        name = latex_of_name(self._objective.parameters[k])
        right = self._objective.expression.gradient_latex(self._objective.parameters[k])
        of_row = rf"\frac{{\partial L_i}}{{\partial {name}}}"
        of_first = rf"\frac{{\partial L_{{{self._first}}}}}{{\partial {name}}}"
        return [
            Formula(f"{of_row} = {right}"),
            self._example(of_first, right, self._first_gradient[k]),
            self.mean(f"g_{{{name}}}", of_row, float(self._exact[k]), float(self._row.gradient[k])),
        ]

    def mean(self, name: str, of_row: str, exact: float, value: float | None = None) -> Formula:
        """Return the mean over the batch's rows, from their sum; `value` where it was rounded."""
        b, value = self._row.batch_size, exact if value is None else value
        total = number_latex(exact * b, self._format)
        result = rounded_latex(exact, value, self._format)
        average = rf"\frac{{1}}{{B}} \sum_{{i}} {of_row}"
        shown = exact, number_latex(exact, self._format)
        of_sum = "=" if is_in_full(exact * b, total) else r"\approx"
        sign = equals("s", {"s": exact * b}, {"s": total}, shown)
        worked = rf"{average} {of_sum} \frac{{{total}}}{{{b}}} {sign}"
        return Formula(f"{name} = {worked} {result}", value)

    def _example(self, name: str, right: str, value: float) -> Formula:
        put_in, result = with_numbers(right, self._texts), number_latex(value, self._format)
        sign = equals(right, self._values, self._texts, (value, result))
        return Formula(f"{name} = {put_in} {sign} {result}", value)

    def _table(self) -> Table:
        indices, objective = self._indices, self._objective
        is_long = len(indices) > max(self._most_rows, FIRST_ROWS + LAST_ROWS)
        shown = np.concatenate([indices[:FIRST_ROWS], indices[-LAST_ROWS:]]) if is_long else indices
        losses, gradients = objective.per_row(self._row.theta, shown)
        slopes = (f"∂Lᵢ/∂{symbol(name)}" for name in objective.parameters)
        header = (tr("row"), *objective.columns, "Lᵢ", *slopes)
        lines = [
            (
                str(index),
                *self._format.array(objective.data[index]),
                self._format.text(float(loss)),
                *self._format.array(gradient),
            )
            for index, loss, gradient in zip(shown.tolist(), losses, gradients, strict=True)
        ]
        if is_long:
            lines.insert(FIRST_ROWS, (DOTS,) * len(header))
        left_out = len(indices) - len(shown)
        return Table(header, tuple(lines), 1 + len(objective.parameters), left_out)
