"""The runs that a scenario begins with beside its own."""

from __future__ import annotations

from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.files.scenario.run import MOST_UPDATES_COMPARED, compared_experiments
from gdsim.files.scenario.scenario import Scenario


def compared_runs(scenario: Scenario, objective: Objective) -> list[tuple[str, Run]]:
    """Return the runs to begin with beside the scenario's own, made to their ends, by name."""
    runs = []
    for name, experiment in compared_experiments(scenario):
        run = Run(experiment, objective)
        run.advance(MOST_UPDATES_COMPARED)
        runs.append((name, run))
    return runs
