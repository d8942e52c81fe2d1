"""The bowl of the lecture, descended and diagnosed."""

from __future__ import annotations

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.diagnosis.diagnose import Diagnosis, diagnose
from gdsim.engine.run.run import Run

BOWL = Experiment(objective="w1^2 + 4*w2^2", start=(4.0, 2.0))


def diagnosed(updates: int = 5, **changes: object) -> Diagnosis:
    run = Run(BOWL.with_(**changes))
    run.advance(updates)
    return diagnose(run)
