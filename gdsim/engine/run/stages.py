"""The stages of an update in the mini-batch algorithm, and which come next.

Initialise; shuffle; choose the mini-batch; loss; gradient; update; stopping criterion: if it is not
met back to the shuffle or the choice of a mini-batch, as the order of the rows has it, else return
the parameters.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gdsim.engine.run.run import Run


class Stage(IntEnum):
    """What an update consists of, in order."""

    INITIALISE = 0
    SHUFFLE = 1
    CHOOSE = 2
    LOSS = 3
    GRADIENT = 4
    UPDATE = 5
    CRITERION = 6
    RETURN = 7


def stages_of(run: Run, t: int) -> tuple[Stage, ...]:
    """Return the stages that update `t`, 0 .. length, goes through.

    Of a run that has ended, the pending row only returns the parameters.
    """
    if t == run.length and run.stop is not None:
        return (Stage.RETURN,)
    first = (Stage.INITIALISE,) if t == 0 else ()
    shuffle = (Stage.SHUFFLE,) if shuffles_before(run, t) else ()
    return (*first, *shuffle, *list(Stage)[Stage.CHOOSE : Stage.RETURN])


def shuffles_before(run: Run, t: int) -> bool:
    """Return whether the rows are put in a new order before update `t`."""
    segment = run.segment_of(t)
    if segment.batching.is_full:
        return False
    match segment.experiment.order:
        case "reshuffle":
            return True
        case "shuffle":
            return segment.locate(t)[1] == 0
    return False


def next_place(run: Run, t: int, stage: Stage | None) -> tuple[int, Stage] | None:
    """Return the update and stage after this one; None at the end.

    `stage` None is the update as a whole, before its first stage.
    """
    stages = stages_of(run, t)
    if stage is None:
        return t, stages[0]
    if stage not in stages:
        return None
    i = stages.index(stage) + 1
    if i < len(stages):
        return t, stages[i]
    return (t + 1, stages_of(run, t + 1)[0]) if t < run.length else None


def previous_place(run: Run, t: int, stage: Stage | None) -> tuple[int, Stage] | None:
    """Return the update and stage before this one; None at the beginning."""
    stages = stages_of(run, t)
    i = stages.index(stage) if stage in stages else 0
    if i > 0:
        return t, stages[i - 1]
    return (t - 1, stages_of(run, t - 1)[-1]) if t > 0 else None
