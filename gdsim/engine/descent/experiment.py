"""The frozen description of a run: everything needed to repeat it bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from gdsim.engine.descent.methods import LastBatch, Method, Order
from gdsim.engine.problem.dataset import Dataset

Setting = float | str
Settings = Mapping[str, Setting]


class Experiment(Struct, frozen=True, kw_only=True):
    """One run of gradient descent, described whole.

    Attributes
    ----------
    objective
        Text of the loss of one row; see `gdsim.engine.formula.expression`.
    dataset
        The rows, or None for a plain function.
    parameters
        Names in order; empty means the order of first appearance in the objective.
    start
        One value for each parameter, in that order; empty means zeros.
    let
        Numbers by their names in the objective: constants, which are not trained.
    maximise
        Whether steps go uphill.
    bounds
        The least and the most that parameters may be, by name; infinite where there is no bound.
    initial
        What the rule remembers before the first update, where that is not as usual: numbers by
        names such as ``velocity_w``. See `gdsim.engine.descent.initial`.
    learning_rate
        The base rate eta of the schedule, > 0 and finite.
    schedule, rule
        Names in the registries of `gdsim.engine.descent.schedule` and `gdsim.engine.descent.rules`.
    settings
        Settings of the rule and the schedule that differ from their defaults, by name.
    clip_norm
        How long a gradient is at most when the rule takes it; None for any length.
    method, batch_size, order, last_batch, seed
        Which rows an update sees; see `gdsim.engine.descent.batching`. `batch_size` counts for
        ``mini-batch`` alone.
    round_gradient, round_parameters
        As by hand: what the gradient and then what the rule remembers of it, and what the new
        parameters are rounded to in each update before they are gone on with, as ``2 figures`` or
        ``3 decimals``; empty means exact. See `gdsim.engine.descent.rounding`.
    iterations, epochs, stop_gradient_norm, stop_loss_change, stop_loss, stop_step
        Stopping criteria; None means not used. See `gdsim.engine.descent.stopping`.
    """

    objective: str
    dataset: Dataset | None = None
    parameters: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    let: Mapping[str, float] = field(default_factory=dict)
    maximise: bool = False
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    initial: Mapping[str, float] = field(default_factory=dict)
    learning_rate: float = 0.1
    schedule: str = "constant"
    rule: str = "gd"
    settings: Settings = field(default_factory=dict)
    clip_norm: float | None = None
    method: Method = "batch"
    batch_size: int = 32
    order: Order = "shuffle"
    last_batch: LastBatch = "keep"
    seed: int = 0
    round_gradient: str = ""
    round_parameters: str = ""
    iterations: int | None = None
    epochs: int | None = None
    stop_gradient_norm: float | None = None
    stop_loss_change: float | None = None
    stop_loss: float | None = None
    stop_step: float | None = None

    def with_(self, **changes: Any) -> Experiment:
        """Return a copy in which the named fields are changed."""
        return replace(self, **changes)

    def changeable_fields(self) -> dict[str, Any]:
        """Return the fields that may change in the middle of a run, with their values."""
        return {name: getattr(self, name) for name in CHANGEABLE}

    def changed_fields(self, before: Experiment) -> dict[str, Any]:
        """Return the fields that differ from those of `before`, with the values they have here."""
        return {
            name: getattr(self, name)
            for name in FIELDS
            if getattr(self, name) != getattr(before, name)
        }


FIXED = ("objective", "dataset", "parameters", "start", "let", "maximise", "bounds", "initial")
"""Fields that cannot change in the middle of a run."""

EXTRAS = ("let", "maximise", "bounds", "initial", "clip_norm")
"""Fields that are asked for less often."""

RATE = ("learning_rate", "schedule")
"""Fields that say how large steps are; the schedule's own numbers are among `settings`."""

RULE = ("rule", "settings", "clip_norm")
"""Fields that say how a gradient becomes a step."""

BATCHES = ("method", "batch_size", "order", "last_batch", "seed")
"""Fields that say which rows an update sees."""

ROUNDING = ("round_gradient", "round_parameters")
"""Fields that say what is rounded in each update, as by hand."""

LIMITS = ("iterations", "epochs")
"""Fields that end a run after a number of updates, whatever these are."""

CRITERIA = ("stop_gradient_norm", "stop_loss_change", "stop_loss", "stop_step")
"""Fields that end a run by what its updates come to."""

STOPPING = LIMITS + CRITERIA
"""Fields that end a run and leave the updates before as they are."""

CHANGEABLE = RATE + RULE + BATCHES + ROUNDING + STOPPING
"""Fields that may change in the middle of a run."""

FIELDS = FIXED + CHANGEABLE
"""Every field, each in one group, in the order of `Experiment`."""
