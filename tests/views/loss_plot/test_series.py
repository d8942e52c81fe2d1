"""The losses that are drawn, held against the run's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.run.run import Run
from gdsim.models.snapshot import Snapshot
from gdsim.views.loss_plot.painting import full_loss_name
from gdsim.views.loss_plot.series import MOST_ROWS_DRAWN, LossSeries


def regression(updates: int, rows: int = 20, **fields: Any) -> Run:
    x = np.linspace(-1.0, 1.0, rows)
    data = Dataset("line", ("x", "y"), np.column_stack((x, 3 * x + np.sin(40 * x))))
    settings = {"method": "mini-batch", "batch_size": 6, "learning_rate": 0.05, **fields}
    run = Run(Experiment(objective="(w*x + b - y)^2", dataset=data, start=(0.0, 0.0), **settings))
    run.advance(updates)
    return run


def at_end(run: Run, generation: int = 1) -> Snapshot:
    return Snapshot(run, generation, run.length, run.length, run.row(run.length), run.stop)


def series_of(run: Run) -> LossSeries:
    series = LossSeries()
    series.update(at_end(run))
    return series


def test_a_short_run_is_kept_whole_with_its_pending_row() -> None:
    run = regression(50)
    kept, rows = series_of(run).losses(), run.columns(0, 51)
    np.testing.assert_array_equal(kept.rows, np.arange(51))
    np.testing.assert_array_equal(kept.batch, rows.loss)
    np.testing.assert_array_equal(kept.full, rows.full_loss)


def test_a_long_run_keeps_its_extremes_in_few_rows() -> None:
    run = regression(30_000)
    kept, rows = series_of(run).losses(), run.columns(0, 30_001)
    assert len(kept.rows) <= MOST_ROWS_DRAWN + 1
    assert kept.batch.min() == rows.loss.min()
    assert kept.batch.max() == rows.loss.max()
    assert np.nanmax(kept.full) == np.nanmax(rows.full_loss)
    np.testing.assert_array_equal(kept.batch, rows.loss[kept.rows])


def test_rows_that_come_one_by_one_are_kept_like_rows_that_come_at_once() -> None:
    run = regression(0)
    series = LossSeries()
    for _ in range(40):
        series.update(at_end(run))
        run.step()
    series.update(at_end(run))
    np.testing.assert_array_equal(series.losses().batch, run.columns(0, 41).loss)


def test_a_branch_begins_afresh() -> None:
    run = regression(30)
    series = series_of(run)
    other = run.branch(10, learning_rate=0.2)
    other.advance(5)
    series.update(at_end(other, generation=2))
    np.testing.assert_array_equal(series.losses().batch, other.columns(0, 16).loss)


@pytest.mark.parametrize(
    ("fields", "coincide"),
    [
        ({"method": "batch"}, True),
        ({"method": "mini-batch", "batch_size": 20}, True),
        ({"method": "mini-batch", "batch_size": 20, "order": "replacement"}, False),
        ({"method": "mini-batch"}, False),
        ({"method": "stochastic"}, False),
    ],
)
def test_losses_coincide_where_every_batch_is_all_rows(
    fields: dict[str, Any], coincide: bool
) -> None:
    run = regression(12, **fields)
    assert series_of(run).coincide == coincide
    rows = run.columns(0, 12)
    evaluated = ~np.isnan(rows.full_loss)
    assert np.allclose(rows.loss[evaluated], rows.full_loss[evaluated], rtol=1e-12) == coincide


def test_a_branch_to_smaller_batches_tells_the_losses_apart() -> None:
    run = regression(12, method="batch").branch(6, method="stochastic")
    run.advance(3)
    assert not series_of(run).coincide


@pytest.mark.parametrize("rows", [20, 800, 3000])
@pytest.mark.parametrize("batch_size", [1, 6, 100])
def test_the_legend_says_at_which_updates_the_full_loss_was_worked_out(
    rows: int, batch_size: int
) -> None:
    run = regression(300, rows=rows, batch_size=min(batch_size, rows - 1), order="replacement")
    fewest, most = series_of(run).strides
    # An epoch begins with a full loss too: the gaps are counted from update 0 within the first.
    per_epoch = -(-rows // batch_size)
    worked_out = np.flatnonzero(~np.isnan(run.columns(0, min(300, per_epoch)).full_loss))
    gaps = set(np.diff(worked_out).tolist()) or {fewest}
    assert gaps == {fewest} == {most}
    name = full_loss_name((fewest, most))
    assert ("every" in name) == (most > 1)
    assert most == 1 or str(most) in name


def test_a_branch_to_smaller_batches_tells_both_strides() -> None:
    run = regression(12, rows=800, batch_size=100).branch(6, batch_size=2)
    run.advance(30)
    due = np.flatnonzero(~np.isnan(run.columns(0, 36).full_loss))
    gaps = np.diff(due[due >= 6])
    assert series_of(run).strides == (8, int(gaps.max())) == (8, 13)


def test_losses_of_zero_or_less_are_counted() -> None:
    run = Run(Experiment(objective="w1^2 - w2^2", start=(1.0, 0.01), learning_rate=0.1))
    run.advance(40)
    loss = run.columns(0, 41).loss
    assert 0 < (loss <= 0).sum() < 41
    assert series_of(run).not_positive() == (loss <= 0).sum()
