"""The gradient of an update in a working, exact and as it was rounded by hand."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.study.working.draft import Entry
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import BY_HAND, Shown
from gdsim.study.working.worked_update import WorkedUpdate


class Gradient:
    """The slope by each parameter.

    Attributes
    ----------
    exact
        Before any rounding as by hand.
    used
        What the rule takes: the same numbers where nothing is rounded.
    """

    def __init__(self, update: WorkedUpdate) -> None:
        self._round = update.segment.round_gradient
        d = len(update.names)
        self.exact = update.shown_each(exact_gradient(update)[:d].tolist())
        self.used = self.exact
        if self._round.kind:
            self.used = [Shown([x], BY_HAND) for x in update.row.gradient[:d].tolist()]

    def results(self, k: int) -> list[Entry]:
        """Return slope `k`, exact and then as it is used."""
        return [Entry(self.exact[k]), Entry(self.used[k])]

    def rounding(self, k: int) -> list[Step]:
        """Return the step from the exact slope to the one that is used, if it is rounded."""
        if self.used is self.exact:
            return []
        return [
            Step(
                self.used[k],
                [self.exact[k]],
                lambda values: self._round(values[0]),
                is_rounding=True,
            )
        ]


def exact_gradient(update: WorkedUpdate) -> Array:
    """Return the gradient (d,) of an update before any rounding as by hand."""
    if not update.segment.is_rounded:
        return update.row.gradient
    run, t = update.run, update.t
    return np.asarray(run.objective.value_and_gradient(run.gradient_point(t), run.rows(t))[1])
