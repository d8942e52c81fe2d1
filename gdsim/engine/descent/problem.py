"""The objective that an experiment describes."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective


def objective_of(experiment: Experiment) -> Objective:
    """Return the objective of `experiment`; raise InputError as `Objective` does."""
    return Objective(
        experiment.objective, experiment.dataset, experiment.parameters, experiment.let
    )
