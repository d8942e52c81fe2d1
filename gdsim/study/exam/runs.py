"""Runs that questions stand on; functions that come again are read once."""

from __future__ import annotations

from functools import lru_cache

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run


def run_of(experiment: Experiment) -> Run:
    """Return a run of `experiment` with no update made, for a few updates."""
    text, parameters = experiment.objective, experiment.parameters
    if experiment.dataset is not None:
        return Run(experiment, Objective(text, experiment.dataset, parameters, is_for_few=True))
    return Run(experiment, objective_of(text, parameters))


@lru_cache(maxsize=256)
def objective_of(text: str, parameters: tuple[str, ...]) -> Objective:
    """Return a plain function, for a few values."""
    return Objective(text, None, parameters, is_for_few=True)
