"""The table of a batch in a working: its rows, their sums, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.study.working.blocks import Table
from gdsim.study.working.working import working
from tests.study.working.latex_reader import worth
from tests.study.working.sections import (
    EXACT,
    OBJECTIVES,
    formulas,
    run_of,
    section,
)


def test_batch_table_lists_each_row_with_its_own_loss_and_gradient() -> None:
    run = run_of("data", "gd")
    (table,) = (b for b in section(working(run, 1, EXACT), "Loss").blocks if isinstance(b, Table))
    x, y = run.objective.data.T
    w, b = run.row(1).theta
    indices = [int(row[0]) for row in table.rows]
    assert indices == run.rows(1).tolist()
    for i, cells in zip(indices, table.rows, strict=True):
        residual = w * x[i] + b - y[i]
        expected = [x[i], y[i], residual**2, 2 * residual * x[i], 2 * residual]
        assert [float(cell) for cell in cells[1:]] == pytest.approx(expected, rel=1e-12)


def test_batch_table_has_the_columns_in_the_order_of_the_data() -> None:
    rows = Dataset("two", ("x", "z", "y"), np.array([[2.0, 9.0, -1.0], [3.0, 8.0, 1.0]]))
    # Its formula names y first.
    run = Run(Experiment(objective="log(1 + exp(-y*w*x))", dataset=rows, start=(0.0,)))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    assert list(table.header)[:3] == ["row", "x", "y"]
    # By hand -y x/2 at w = 0.
    assert [[float(cell) for cell in row[1:3]] for row in table.rows] == [[2, -1], [3, 1]]
    assert [float(row[4]) for row in table.rows] == [1, -1.5]


def test_sums_over_the_batch_are_those_of_the_table() -> None:
    shown = working(run_of("data", "gd"), 2, EXACT)
    (table,) = (b for b in section(shown, "Loss").blocks if isinstance(b, Table))
    sums = np.array([[float(cell) for cell in row[3:]] for row in table.rows]).sum(axis=0)
    means = [formula for formula in formulas(shown) if r"\sum" in formula.latex]
    assert "theta" in means[-1].latex
    for formula, expected in zip(means, sums, strict=False):
        fraction = formula.latex.split(" = ")[-2]
        assert worth(fraction) * 6 == pytest.approx(expected, rel=1e-12)
        assert formula.value == pytest.approx(expected / 6, rel=1e-12)


@pytest.mark.parametrize(("size", "expected"), [(8, 8), (9, 8)])
def test_batch_of_eight_rows_is_shown_whole(size: int, expected: int) -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=size))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    assert len(table.rows) == expected
    assert bool(table.left_out) == (size > 8)
    assert table.total == size
    whole = section(working(run, 0, EXACT, most_rows=size), "Loss")
    (table,) = (b for b in whole.blocks if isinstance(b, Table))
    assert [int(row[0]) for row in table.rows] == run.rows(0).tolist()


def test_long_batch_shows_its_ends_and_counts_the_rest() -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=30))
    (table,) = (b for b in section(working(run, 0, EXACT), "Loss").blocks if isinstance(b, Table))
    rows = run.rows(0).tolist()
    shown = [int(row[0]) for row in table.rows if row[0].isdigit()]
    assert shown == [*rows[:5], *rows[-2:]]
    assert set(table.rows[5]) == {"…"}
    assert (table.left_out, table.total) == (23, 30)
    assert "23 more rows" in table.note


@pytest.mark.parametrize(("size", "title"), [(30, "New loss of this batch"), (40, "New loss")])
def test_new_loss_of_a_part_of_the_rows_says_that_it_is_the_batchs(size: int, title: str) -> None:
    run = Run(OBJECTIVES["data"].with_(batch_size=size))
    assert run.objective.n_rows == 40
    assert working(run, 0, EXACT).sections[-1].title == title
