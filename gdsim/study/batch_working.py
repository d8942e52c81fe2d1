"""The rows of a batch in a working: each one's loss and gradient, the sum, the mean."""

from __future__ import annotations

import numpy as np

from gdsim.engine.rows import Row
from gdsim.engine.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.blocks import Block, Formula, Table, Text
from gdsim.study.number_latex import number_latex
from gdsim.symbols import symbol

FIRST, LAST = 5, 2
"""Rows shown of a batch that is too long to be shown whole."""


def batch_blocks(run: Run, row: Row, number_format: NumberFormat) -> list[Block]:
    """Return the table of the batch's rows, and its loss as their mean."""
    rows = run.rows(row.iteration)
    indices = np.arange(run.objective.n_rows) if rows is None else rows
    total = number_latex(row.loss * row.batch_size, number_format)
    value = number_latex(row.loss, number_format)
    formula = (
        rf"L = \frac{{1}}{{B}} \sum_{{i}} L_i = \frac{{{total}}}{{{row.batch_size}}} = {value}"
    )
    return [
        Text(tr("The batch has B = {b} rows, numbered from 0.").format(b=row.batch_size)),
        _table(run, row, indices, number_format),
        Formula(formula, row.loss),
    ]


def _table(run: Run, row: Row, indices: np.ndarray, number_format: NumberFormat) -> Table:
    objective = run.objective
    is_long = len(indices) > FIRST + LAST + 1
    shown = np.concatenate([indices[:FIRST], indices[-LAST:]]) if is_long else indices
    losses, gradients = objective.per_row(row.theta, shown)
    header = (
        tr("row"),
        *objective.columns,
        "Lᵢ",
        *(f"∂Lᵢ/∂{symbol(name)}" for name in objective.parameters),
    )
    lines = [
        (
            str(index),
            *number_format.array(objective.data[index]),
            number_format.text(float(loss)),
            *number_format.array(gradient),
        )
        for index, loss, gradient in zip(shown.tolist(), losses, gradients, strict=True)
    ]
    if is_long:
        left_out = tr("… {n} more").format(n=len(indices) - FIRST - LAST)
        lines.insert(FIRST, (left_out, *[""] * (len(header) - 1)))
    return Table(header, tuple(lines))
