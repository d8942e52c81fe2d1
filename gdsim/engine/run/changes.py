"""What becomes of a run when fields of its experiment are changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gdsim.engine.descent.experiment import FIXED, STOPPING, Experiment
from gdsim.engine.descent.initial import refuse_unfitting
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.settings import known_settings
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

START_OF_NEW_PARAMETERS = 1.0


def changed(run: Run, cursor: int, changes: Mapping[str, Any]) -> tuple[Run, int]:
    """Return the run with fields of its experiment changed, and the row to stand at then.

    A change of `FIXED` fields begins a new run. Any other holds from the cursor on, but for two
    cases: stopping criteria hold from the end on, so that no row is lost; and at the end of a run
    that has stopped no update could follow, so that it starts over with the change.

    A new rule or schedule keeps of the settings those that it has. A batch size that there are too
    few rows for becomes all of them, unless it is what is changed. Parameters of a new objective
    that the old one has too stay where the run began, others start at `START_OF_NEW_PARAMETERS`.

    Parameters
    ----------
    cursor
        A row of the run, 0 .. length.
    changes
        Fields of `Experiment` with their new values, at least one.

    Raises
    ------
    InputError
        If a value is refused.
    """
    now = run.experiment_at(cursor)
    changes = {**changes, **_kept_settings(now, changes)}
    if changes.keys() & FIXED:
        return _new_run(run, now, changes), 0
    changes |= _fitted_batch_size(now, changes, run.objective.n_rows)
    if not changes.keys() - STOPPING:
        return run.branch(run.length, **changes), cursor
    if run.stop is not None and 0 < cursor == run.length:
        return Run(now.with_(**changes), run.objective), 0
    return run.branch(cursor, **changes), cursor


def _kept_settings(now: Experiment, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that go on where the rule or the schedule is changed."""
    if not {"rule", "schedule"} & changes.keys():
        return {}
    settings = {**now.settings, **changes.get("settings", {})}
    rule, schedule = changes.get("rule", now.rule), changes.get("schedule", now.schedule)
    return {"settings": known_settings(rule, schedule, settings)}


def _fitted_batch_size(now: Experiment, changes: Mapping[str, Any], n_rows: int) -> dict[str, Any]:
    """Return all rows as the batch size where there are too few for the present one."""
    is_mini_batch = changes.get("method", now.method) == "mini-batch"
    if is_mini_batch and "batch_size" not in changes and now.batch_size > n_rows > 1:
        return {"batch_size": n_rows}
    return {}


def _new_run(run: Run, now: Experiment, changes: Mapping[str, Any]) -> Run:
    """Return a run of another start, or of another objective."""
    if changes.keys() & FIXED == {"start"}:
        return Run(now.with_(**changes), run.objective)
    has_other_names = bool({"objective", "dataset"} & changes.keys())
    has_other_names |= changes.get("let", now.let).keys() != now.let.keys()
    order = () if has_other_names else run.objective.parameters
    wanted = now.with_(**{"parameters": order, **changes})
    is_other = has_other_names or "let" in changes or "parameters" in changes
    objective = objective_of(wanted) if is_other else run.objective
    wanted = wanted.with_(**_fitted_names(wanted, changes, objective.parameters))
    wanted = wanted.with_(**_fitted_batch_size(wanted, {}, objective.n_rows))
    if "start" not in changes:
        wanted = wanted.with_(start=_start_for(objective, run))
    if changes.get("initial"):
        refuse_unfitting(wanted, objective.parameters)
    return Run(wanted, objective)


def _fitted_names(
    wanted: Experiment, changes: Mapping[str, Any], parameters: Sequence[str]
) -> dict[str, Any]:
    """Return bounds and memories of the parameters that there are, unless these are changed."""

    def belongs(name: str) -> bool:
        return any(name == one or name.endswith(f"_{one}") for one in parameters)

    kept = {"bounds": wanted.bounds, "initial": wanted.initial}
    return {
        field: {name: value for name, value in values.items() if belongs(name)}
        for field, values in kept.items()
        if field not in changes
    }


def _start_for(objective: Objective, run: Run) -> tuple[float, ...]:
    """Return where the run began, for the parameters that the objective shares with it."""
    known = dict(zip(run.objective.parameters, run.row(0).theta, strict=True))
    return tuple(float(known.get(name, START_OF_NEW_PARAMETERS)) for name in objective.parameters)
