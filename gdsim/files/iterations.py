"""The iteration table of a run: one row an update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.files.frames.column_frame import Column, Frame
from gdsim.files.tables import write_frame

COLUMNS = (
    *("iteration", "epoch", "batch", "batch_size", "learning_rate"),
    *("loss", "full_loss"),
)
"""Columns that every iteration table has."""


def table_frame(run: Run, state: bool = False, parameters: Sequence[str] | None = None) -> Frame:
    """Return the updates made as a frame, in the column order that scripts rely on.

    ``iteration, epoch, batch, batch_size, learning_rate``, a column a parameter, ``loss,
    full_loss`` (null where not evaluated), ``grad_<p>``, ``new_<p>`` and, with `state`,
    ``state_<name>_<p>`` after the update. Where a step led to no finite point, or none is to be
    made, its row stands at the end, without what it led to. With `parameters`, these alone have
    columns.
    """
    # Where no update is asked for, the first row is what is known without one.
    leads_nowhere = run.stop is not None and (run.stop.is_of_step or run.limit == 0)
    rows, names = run.columns(0, run.length + leads_nowhere), tuple(run.objective.parameters)
    if parameters is not None:
        names = tuple(parameters)
    shown = [run.objective.parameters.index(name) for name in names]
    states = [f"state_{kind}_{name}" for kind in rows.state for name in names]
    _refuse_same_names(names, states if state else ())
    columns: dict[str, Column | np.ndarray] = {
        "iteration": rows.iteration,
        "epoch": rows.epoch,
        "batch": rows.batch,
        "batch_size": rows.batch_size,
        "learning_rate": rows.learning_rate,
    }
    columns |= _by_parameter("{}", names, rows.theta[:, shown])
    columns |= {"loss": rows.loss, "full_loss": Column.without_nan(rows.full_loss)}
    columns |= _by_parameter("grad_{}", names, rows.gradient[:, shown])
    columns |= {
        column: Column(values).but_the_last() if leads_nowhere else values
        for column, values in _by_parameter("new_{}", names, rows.new_theta[:, shown]).items()
    }
    if state:
        for name, values in rows.state.items():
            pattern, some = f"state_{name}_{{}}", values[:, shown]
            for column, numbers in _by_parameter(pattern, names, some).items():
                known = Column.without_nan(numbers)
                columns[column] = known.but_the_last() if leads_nowhere else known
    return Frame.of(columns)


def _refuse_same_names(parameters: Sequence[str], states: Iterable[str]) -> None:
    """Refuse a parameter whose column would have the name of another one."""
    others = {*COLUMNS, *states}
    others |= {f"{kind}_{name}" for name in parameters for kind in ("grad", "new")}
    for name in parameters:
        if name in others:
            raise InputError(
                "two columns of the table would have the same name; rename the parameter {name}",
                name=name,
            )


def _by_parameter(
    pattern: str, names: tuple[str, ...], values: np.ndarray
) -> Mapping[str, np.ndarray]:
    return {
        pattern.format(name): np.ascontiguousarray(values[:, k]) for k, name in enumerate(names)
    }


def write_table(
    run: Run,
    target: Path | BinaryIO,
    format: str,  # noqa: A002  (the command line's word)
    decimals: int | None = None,
    state: bool = False,
) -> None:
    """Write the updates made, as `write_frame` does; with `state`, the rule's state as well.

    Raises
    ------
    InputError
        If the format cannot hold the table or the file cannot be written.
    """
    write_frame(table_frame(run, state), target, format, decimals)
