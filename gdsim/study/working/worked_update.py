"""The update that is worked out, and what of it stands in the working so far."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct, field

from gdsim.engine.run.rows import Row
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment
from gdsim.numbers import NumberFormat
from gdsim.study.working.number_latex import EXACT
from gdsim.study.working.rule_symbols import state_symbols
from gdsim.study.working.settle import Step
from gdsim.study.working.shown import Shown

MOST_OF_MANY = 8
"""Parameters that are written of a loss that has no formula for each."""


class WorkedUpdate(Struct, frozen=True, eq=False, dict=True):
    """An update on paper: what it starts from, and what was found to follow from what.

    Attributes
    ----------
    t
        The update of the run, 0 .. length.
    number_format
        How its numbers are written where they are not written in full.
    steps
        Where each part of the working notes what follows from what.
    """

    run: Run
    t: int
    number_format: NumberFormat
    steps: list[Step] = field(default_factory=list)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parameters that are written: all, or of a loss of many columns the first few."""
        objective = self.run.objective
        most = None if objective.has_compiled_rows else MOST_OF_MANY
        return objective.parameters[:most]

    @cached_property
    def row(self) -> Row:
        """The run's own numbers of it."""
        return self.run.row(self.t)

    @cached_property
    def segment(self) -> Segment:
        """What the run is set to there."""
        return self.run.segment_of(self.t)

    @cached_property
    def theta(self) -> list[Shown]:
        """The parameters before it."""
        return self.shown_each(self.row.theta[: len(self.names)].tolist())

    @cached_property
    def states(self) -> list[dict[str, Shown]]:
        """What the rule remembers of each parameter before it, by symbol."""
        names, states = (
            state_symbols(self.segment.rule.equations),
            self.segment.state_before(self.t),
        )
        return [
            {
                f"{name}_t": self.shown(float(array[k]))
                for name, array in zip(names, states, strict=True)
            }
            for k in range(len(self.names))
        ]

    @cached_property
    def rate(self) -> Shown:
        """Its learning rate: in full where it is the one that is set."""
        rate = self.row.learning_rate
        is_set = rate == self.run.experiment_at(self.t).learning_rate
        return Shown([rate], EXACT) if is_set else self.shown(rate)

    def shown(self, value: float) -> Shown:
        """Return a number as it is written in the working."""
        return Shown([value], self.number_format)

    def shown_each(self, values: list[float]) -> list[Shown]:
        """Return numbers, each by itself, as they are written in the working."""
        return [self.shown(value) for value in values]
