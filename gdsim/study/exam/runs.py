"""Runs that questions stand on; functions that come again are compiled once."""

from __future__ import annotations

from functools import lru_cache

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run


def run_of(experiment: Experiment) -> Run:
    """Return a run of `experiment` with no update made."""
    if experiment.dataset is not None:
        return Run(experiment)
    return Run(experiment, objective_of(experiment.objective, experiment.parameters))


@lru_cache(maxsize=256)
def objective_of(text: str, parameters: tuple[str, ...]) -> Objective:
    """Return a plain function; compiling one takes longer than a whole question else."""
    return Objective(text, None, parameters)
