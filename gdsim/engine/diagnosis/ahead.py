"""Whether a run that rises diverges soon: proven by making its next updates."""

from __future__ import annotations

from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.recent import ENDING
from gdsim.engine.diagnosis.surroundings import MOST_EVALUATIONS
from gdsim.engine.run.run import Run

MOST_AHEAD = 200
"""Updates that are made to see; fewer where there are many rows."""


def updates_to_divergence(run: Run) -> int | None:
    """Return after how many more updates `run` is broken off as diverged, none of its limits kept.

    None where it is not within the next `MOST_AHEAD`, as far as that may be looked at.
    """
    most = min(MOST_AHEAD, MOST_EVALUATIONS // run.objective.n_rows)
    longer = run.branch(run.length, **dict.fromkeys(ENDING))
    longer.advance(most)
    has_diverged = longer.stop is not None and longer.stop.reason is StopReason.DIVERGED
    return longer.length - run.length if has_diverged else None
