"""Where a run stands in updates, epochs and rows seen, counted by hand."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.positions import Unit, positions, row_at, rows_seen
from gdsim.engine.run.run import Run


def regression(updates: int, **fields: Any) -> Run:
    """Return a run over 20 rows in batches of 6: four updates an epoch, the last of 2 rows."""
    x = np.linspace(-1.0, 1.0, 20)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 3 * x + np.sin(40 * x))))
    settings = {"method": "mini-batch", "batch_size": 6, "learning_rate": 0.05, **fields}
    run = Run(Experiment(objective="(w*x + b - y)^2", dataset=data, start=(0.0, 0.0), **settings))
    run.advance(updates)
    return run


def test_epochs_pass_as_their_batches_do() -> None:
    run = regression(10)
    np.testing.assert_allclose(positions(run, np.arange(11), "epoch"), np.arange(11) / 4)


def test_an_epoch_that_a_change_cuts_short_counts_as_far_as_it_went() -> None:
    """Ten of four updates an epoch; then batches of 7 of 20 rows, three an epoch."""
    run = changed().branch(14, method="batch")
    run.advance(2)
    assert positions(run, np.array([10, 11, 14, 16]), "epoch") == pytest.approx(
        [10 / 4, 10 / 4 + 1 / 3, 10 / 4 + 4 / 3, 10 / 4 + 4 / 3 + 2]
    )


def changed() -> Run:
    run = regression(30).branch(10, batch_size=7)
    run.advance(15)
    return run


@pytest.mark.parametrize(
    "run",
    [
        regression(11),
        regression(11, last_batch="drop"),
        regression(9, order="replacement"),
        regression(5, method="batch"),
        changed(),
        changed().branch(13, learning_rate=0.01),
    ],
)
def test_rows_seen_are_the_sum_of_the_batches(run: Run) -> None:
    run.advance(3)
    sizes = run.columns(0, run.length).batch_size
    expected = np.concatenate(([0], np.cumsum(sizes)))
    np.testing.assert_array_equal(positions(run, np.arange(run.length + 1), "rows"), expected)


@pytest.mark.parametrize("last_batch", ["keep", "drop"])
@pytest.mark.parametrize("order", ["shuffle", "replacement", "reshuffle"])
def test_rows_seen_are_those_of_the_batches_before(order, last_batch) -> None:
    batching = Batching(50, 16, order, last_batch, 1)
    total = 0
    for t in range(15):
        assert rows_seen(batching, t) == total
        total += len(batching.rows(*batching.locate(t)))


@pytest.mark.parametrize("unit", get_args(Unit))
def test_every_position_leads_back_to_its_row(unit: Unit) -> None:
    run = changed()
    where = positions(run, np.arange(run.length + 1), unit)
    found = [row_at(run, run.length, position, unit) for position in where.tolist()]
    np.testing.assert_array_equal(positions(run, np.array(found), unit), where)


def test_a_position_between_rows_leads_to_the_nearer_one() -> None:
    run = regression(10)
    told = [row_at(run, 10, position, "iteration") for position in (-3.0, 4.4, 4.6, 99.0)]
    assert told == [0, 4, 5, 10]


LONG = regression(6_000).branch(3_000, batch_size=7)
LONG.advance(2_500)


@pytest.mark.parametrize("unit", get_args(Unit))
@given(share=st.floats(-0.1, 1.1), length=st.integers(0, LONG.length))
@example(share=0.5, length=LONG.length)
def test_of_a_long_run_no_row_is_nearer(unit: Unit, share: float, length: int) -> None:
    where = positions(LONG, np.arange(length + 1), unit)
    position = share * float(where[-1])
    away = np.abs(where - position)
    assert away[row_at(LONG, length, position, unit)] == away.min()
