"""A run that maximises, seen as one that minimises the objective with its sign changed.

All that is known of descent then holds for it: theta is the same, and losses, gradients, curvature
and momentum's velocity have the other sign.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from msgspec.structs import replace

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.initial import mirrored
from gdsim.engine.descent.parameter_bounds import Bounds
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.rows import Columns
from gdsim.engine.run.run import Run


def descending(experiment: Experiment, objective: Objective) -> tuple[Experiment, Objective]:
    """Return an experiment with its objective, one that maximises as one that minimises."""
    if not experiment.maximise:
        return experiment, objective
    initial = mirrored(experiment, objective.parameters)
    return experiment.with_(maximise=False, initial=initial), objective.negated


class _Mirrored(Run):
    """Rows as they are for the objective with its sign changed; goes on as the run itself does."""

    def __init__(self, run: Run) -> None:
        self.__dict__.update(copy(run).__dict__)
        self._run = run
        self.objective = run.objective.negated

    def columns(self, start: int, stop: int) -> Columns:
        found = self._run.columns(start, stop)
        return replace(
            found, loss=-found.loss, full_loss=-found.full_loss, gradient=-found.gradient
        )

    def branch(self, t: int, **changes: Any) -> Run:
        return self._run.branch(t, **changes)


def downhill_bounds(run: Run) -> Bounds | None:
    """Return the bounds of a run as `downhill` has it: its steps go against the gradient."""
    bounds = run.segments[-1].bounds
    return None if bounds is None else replace(bounds, uphill=False)


def downhill(run: Run) -> Run:
    """Return `run`, one that maximises as one that minimises; to be read, or branched, alone."""
    return _Mirrored(run) if run.experiment.maximise else run
