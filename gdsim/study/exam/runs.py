"""Runs that questions stand on; functions that come again are compiled once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run

MOST_KEPT = 64
"""Losses of rows that are kept with what is compiled of them."""

_of_rows: dict[tuple[str, tuple[str, ...], tuple[str, ...], int], Objective] = {}


def run_of(experiment: Experiment) -> Run:
    """Return a run of `experiment` with no update made."""
    if experiment.dataset is not None:
        return Run(experiment, _on_rows(experiment, experiment.dataset))
    return Run(experiment, objective_of(experiment.objective, experiment.parameters))


@lru_cache(maxsize=256)
def objective_of(text: str, parameters: tuple[str, ...]) -> Objective:
    """Return a plain function; compiling one takes longer than a whole question else."""
    return Objective(text, None, parameters)


def _on_rows(experiment: Experiment, dataset: Dataset) -> Objective:
    """Return the loss of rows. The same text on as many rows is compiled once."""
    key = (experiment.objective, experiment.parameters, dataset.names, len(dataset))
    if key not in _of_rows:
        found = Objective(experiment.objective, dataset, experiment.parameters)
        if found.dataset is None:
            return found
        if len(_of_rows) >= MOST_KEPT:
            del _of_rows[next(iter(_of_rows))]
        # Worked out once, so that every copy has what is compiled.
        anywhere = np.zeros(len(found.parameters))
        found.value(anywhere)
        found.value_and_gradient(anywhere)
        _of_rows[key] = found
    return _of_rows[key].on(dataset)
