"""The gradient of an update in a working, exact and as it was rounded by hand."""

from __future__ import annotations

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.numbers import NumberFormat
from gdsim.study.working.draft import Entry
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import BY_HAND, Shown


class Gradient:
    """The slope by each parameter.

    Attributes
    ----------
    exact
        Before any rounding as by hand.
    used
        What the rule takes: the same numbers where nothing is rounded.
    """

    def __init__(self, run: Run, row: Row, number_format: NumberFormat) -> None:
        segment = run.segment_of(row.iteration)
        self._round = segment.round_gradient
        self.exact = [Shown([x], number_format) for x in exact_gradient(run, row).tolist()]
        self.used = self.exact
        if segment.round_gradient.kind:
            self.used = [Shown([x], BY_HAND) for x in row.gradient.tolist()]

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


def exact_gradient(run: Run, row: Row) -> Array:
    """Return the gradient (d,) of an update before any rounding as by hand."""
    if not run.segment_of(row.iteration).is_rounded:
        return row.gradient
    point = run.gradient_point(row.iteration)
    return np.asarray(run.objective.value_and_gradient(point, run.rows(row.iteration))[1])
