"""Tables that compare runs: one row for each run, all rows of several runs, and a sweep's grid."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdsim.engine.arrays import norm
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.diagnose import diagnose
from gdsim.engine.errors import InputError
from gdsim.engine.many.axes import BATCH_SIZE
from gdsim.engine.many.resting_points import DIVERGED, NOT_ARRIVED
from gdsim.engine.many.start_map import StartMapResult
from gdsim.engine.many.sweep import SweepResult
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.frames.column_frame import Column, Frame, below_each_other
from gdsim.files.iterations import table_frame
from gdsim.files.scenario.file import keys_of, texts_of
from gdsim.files.scenario.run import known_minima
from gdsim.files.scenario.scenario import Scenario
from gdsim.study.words.verdicts.uphill import told_verdict

Named = tuple[str, Scenario, Run]
"""A run with the name it goes by, and the scenario it is of."""


def unique_names(names: Sequence[str]) -> list[str]:
    """Return the names, with a number behind every further one that is the same."""
    found: list[str] = []
    for name in names:
        shown, number = name, 1
        while shown in found:
            number += 1
            shown = f"{name}-{number}"
        found.append(shown)
    return found


def comparison_frame(runs: Sequence[Named]) -> Frame:
    """Return a row for each run.

    ``run, settings`` (those that differ, as options of the command line), ``iterations`` (updates
    made), ``final_loss`` (of all rows, after the last update; null where it diverged),
    ``distance_to_minimum`` (to the nearest known one; null where none is), ``stop_reason`` (null
    where the run was broken off) and ``verdict``.
    """
    rows = []
    for (name, scenario, run), settings in zip(
        runs, differing_settings([(scenario, run) for _, scenario, run in runs]), strict=True
    ):
        diverged = run.stop is not None and run.stop.reason is StopReason.DIVERGED
        loss = float(run.objective.value(run.theta))
        rows.append(
            {
                "run": name,
                "settings": settings,
                "iterations": run.length,
                "final_loss": None if diverged or not math.isfinite(loss) else loss,
                "distance_to_minimum": None if diverged else distance_to_minimum(run, scenario),
                "stop_reason": None if run.stop is None else str(run.stop.reason),
                "verdict": str(told_verdict(diagnose(run))),
            }
        )
    kinds = {
        "run": str,
        "settings": str,
        "iterations": int,
        "final_loss": float,
        "distance_to_minimum": float,
        "stop_reason": str,
        "verdict": str,
    }
    return Frame.of_rows(rows, kinds)


def rows_frame(runs: Sequence[Named], state: bool = False) -> Frame:
    """Return every row of every run, the run's name first; null where a run has no such column."""
    frames = []
    for name, _, run in runs:
        frame = table_frame(run, state)
        if "run" in frame.columns:
            raise InputError(
                "two columns of the table would have the same name; rename the parameter {name}",
                name="run",
            )
        frames.append(Frame({"run": Column.of([name] * len(frame), str), **frame.by_name}))
    return below_each_other(frames)


def differing_settings(runs: Sequence[tuple[Scenario, Run]]) -> list[str]:
    """Return for each run what not all have the same, as options of the command line."""
    given = [_options(run.segments[0].experiment, run.objective) for _, run in runs]
    shared = {
        name for name in given[0] if all(options.get(name) == given[0][name] for options in given)
    }
    texts = [
        _line({name: value for name, value in options.items() if name not in shared})
        for options in given
    ]
    changes = ["; ".join(_changes(scenario)) for scenario, _ in runs]
    return ["; ".join(filter(None, parts)) for parts in zip(texts, changes, strict=True)]


def _options(experiment: Experiment, objective: Objective) -> dict[str, str]:
    """Return what describes an experiment, by option."""
    options = {"--objective": f"'{experiment.objective}'"}
    if experiment.dataset is not None:
        options["--data"] = experiment.dataset.source
    start = experiment.start or (0.0,) * len(objective.parameters)
    named = zip(objective.parameters, start, strict=True)
    for name, value in experiment.let.items():
        options[f"--let {name}"] = f"{value:.17g}"
    for name, value in experiment.initial.items():
        options[f"--initial {name}"] = f"{value:.17g}"
    if experiment.bounds:
        texts = texts_of(experiment.bounds)
        options["--bounds"] = ",".join(f"{name}={text}" for name, text in texts.items())
    if experiment.maximise:
        options["--maximise"] = ""
    options["--start"] = ",".join(f"{name}={value:.17g}" for name, value in named)
    fields = {
        name: value for name, value in experiment.changeable_fields().items() if value is not None
    }
    if experiment.method != "mini-batch":
        del fields["batch_size"]
    return options | _as_options(fields)


def _as_options(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return each field's option and its value; a setting's name belongs to its option."""
    options: dict[str, str] = {}
    for key, value in keys_of(fields).items():
        if isinstance(value, Mapping):
            options |= {f"--set {name}": f"{given}" for name, given in value.items()}
        else:
            options[f"--{key}"] = f"{value}"
    return options


def _line(options: Mapping[str, str]) -> str:
    parts = (
        f"{name}={value}" if " " in name else f"{name} {value}".rstrip()
        for name, value in options.items()
    )
    return " ".join(parts)


def _changes(scenario: Scenario) -> list[str]:
    changed = ((change.at, _line(_as_options(change.fields))) for change in scenario.changes)
    return [f"from {at}: {options}" for at, options in changed if options]


def distance_to_minimum(run: Run, scenario: Scenario) -> float | None:
    """Return the distance from the current theta to the nearest known minimum; None without one.

    Known are those of `gdsim.files.scenario.run.known_minima`.
    """
    minima = known_minima(run.objective, scenario, run.experiment)
    away = [norm(run.theta - np.array(point)) for point in minima]
    return min(filter(math.isfinite, away), default=None)


def sweep_frame(result: SweepResult, with_target: bool = False) -> Frame:
    """Return a row for each combination that was begun, the last axis varying fastest.

    A column for each axis, ``final_loss`` (of all rows, after the last update; null where the run
    diverged), ``diverged`` (0 or 1), ``iterations`` (updates made) and, with `with_target`,
    ``iterations_to_target`` (null where it was not reached).
    """
    begun = ((result.updates > 0) | result.diverged).reshape(-1)
    grids = np.meshgrid(*(axis.values for axis in result.axes), indexing="ij")
    columns: dict[str, Column | np.ndarray] = {}
    for axis, grid in zip(result.axes, grids, strict=True):
        values = grid.reshape(-1)[begun]
        columns[axis.name] = values.astype(np.int64) if axis.name == BATCH_SIZE else values
    losses = -result.final_loss if result.maximises else result.final_loss
    columns["final_loss"] = Column.without_nan(losses.reshape(-1)[begun])
    columns["diverged"] = result.diverged.reshape(-1)[begun].astype(np.int64)
    columns["iterations"] = result.updates.reshape(-1)[begun]
    if with_target:
        reached = result.reached_at.reshape(-1)[begun]
        columns["iterations_to_target"] = Column(reached, reached < 0)
    return Frame.of(columns)


def start_map_frame(result: StartMapResult, parameters: Sequence[str]) -> Frame:
    """Return a row for each start that was begun, the last side varying fastest.

    ``start_<p>`` for each side, ``outcome`` (``minimum``, ``saddle``, ``flat``, ``not-arrived`` or
    ``diverged``; of runs that maximise ``maximum``), ``point`` (which of the points reached, from
    1; null where none was), ``iterations`` (updates made), ``iterations_to_convergence`` (null
    where it did not converge) and ``end_<p>`` for each of `parameters`.
    """
    begun = result.is_begun.reshape(-1)
    grids = np.meshgrid(*(side.values for side in result.sides), indexing="ij")
    columns: dict[str, Column | np.ndarray] = {
        f"start_{side.name}": grid.reshape(-1)[begun]
        for side, grid in zip(result.sides, grids, strict=True)
    }
    label = result.label.reshape(-1)[begun]
    settled = "maximum" if result.maximises else "minimum"
    words = {DIVERGED: "diverged", NOT_ARRIVED: "not-arrived"} | {
        k: "flat" if is_flat else settled if is_minimum else "saddle"
        for k, (is_minimum, is_flat) in enumerate(
            zip(result.is_minimum, result.is_flat, strict=True)
        )
    }
    converged = result.converged_at.reshape(-1)[begun]
    columns["outcome"] = Column.of([words[k] for k in label.tolist()], str)
    columns["point"] = Column(label.astype(np.int64) + 1, label < 0)
    columns["iterations"] = result.updates.reshape(-1)[begun]
    columns["iterations_to_convergence"] = Column(converged, converged < 0)
    ends = result.end.reshape(-1, len(parameters))[begun]
    for k, name in enumerate(parameters):
        columns[f"end_{name}"] = ends[:, k]
    return Frame.of(columns)


def starts_frame(result: StartMapResult) -> Frame:
    """Return a row for each start that was begun, the last side varying fastest.

    ``start_<p>`` for each side, ``reached`` (which of the points reached, from 1; null where none
    was), ``iterations`` (updates made) and ``ended`` (``minimum``, ``saddle``, ``flat``,
    ``not-arrived`` or ``diverged``).
    """
    frame = start_map_frame(result, [str(k) for k in range(result.end.shape[-1])])
    starts = [f"start_{side.name}" for side in result.sides]
    names = {name: name for name in starts}
    return frame.select(
        names | {"reached": "point", "iterations": "iterations", "ended": "outcome"}
    )
