"""The iteration table of a run, read back by something else than what wrote it."""

from __future__ import annotations

import csv
import io

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.generated import generate
from gdsim.engine.run.run import Run
from gdsim.files.iterations import write_table

HEADER = (
    "iteration,epoch,batch,batch_size,learning_rate,w1,w2,loss,full_loss,"
    "grad_w1,grad_w2,new_w1,new_w2"
)


def bowl(**changes: object) -> Run:
    run = Run(
        Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0), learning_rate=0.1).with_(**changes)
    )
    run.advance(30)
    return run


def written(run: Run, form: str, decimals: int | None = None, state: bool = False) -> bytes:
    buffer = io.BytesIO()
    write_table(run, buffer, form, decimals, state)
    return buffer.getvalue()


def test_csv_has_the_promised_columns_in_order() -> None:
    assert written(bowl(), "csv").decode().split("\r\n")[0] == HEADER


def test_csv_with_state_adds_a_column_for_each_state_and_parameter() -> None:
    header = written(bowl(rule="adam"), "csv", state=True).decode().split("\r\n")[0]
    assert header == HEADER + (
        ",state_first_moment_w1,state_first_moment_w2,state_second_moment_w1,state_second_moment_w2"
    )


def test_csv_numbers_read_back_bit_for_bit() -> None:
    run = bowl(rule="adam", learning_rate=1 / 3)
    rows = list(csv.DictReader(io.StringIO(written(run, "csv").decode(), newline="")))
    columns = run.columns(0, run.length)
    assert [int(row["iteration"]) for row in rows] == list(range(30))
    for k, name in enumerate(("w1", "w2")):
        for prefix, values in (
            ("", columns.theta),
            ("grad_", columns.gradient),
            ("new_", columns.new_theta),
        ):
            assert [float(row[prefix + name]) for row in rows] == values[:, k].tolist()
    assert [float(row["loss"]) for row in rows] == columns.loss.tolist()


def test_full_loss_is_empty_where_it_was_not_evaluated() -> None:
    run = Run(
        Experiment(
            objective="(w*x - y)^2",
            dataset=generate("linear(rows=5000)"),
            start=(0.0,),
            method="mini-batch",
        )
    )
    run.advance(100)
    rows = list(csv.DictReader(io.StringIO(written(run, "csv").decode(), newline="")))
    empty = [row["full_loss"] == "" for row in rows]
    assert any(empty)
    assert empty == np.isnan(run.columns(0, 100).full_loss).tolist()


def test_a_step_to_no_finite_point_has_a_row_without_that_point() -> None:
    run = bowl(learning_rate=1.7e308, rule="momentum")
    assert run.length == 0
    (row,) = csv.DictReader(io.StringIO(written(run, "csv", state=True).decode(), newline=""))
    assert (row["iteration"], row["loss"], row["grad_w1"]) == ("0", "32.0", "8.0")
    assert (row["new_w1"], row["new_w2"], row["state_velocity_w1"]) == ("", "", "")


def test_a_loss_that_is_not_finite_has_no_row() -> None:
    run = bowl(objective="log(w1 - w2 - 9)^2", learning_rate=0.1)
    assert len(written(run, "csv").decode().splitlines()) == 1
