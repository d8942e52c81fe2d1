"""The frozen description of a run: everything needed to repeat it bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from gdsim.engine.problem.dataset import Dataset

Method = Literal["batch", "stochastic", "mini-batch"]
Order = Literal["shuffle", "fixed", "reshuffle", "replacement"]
LastBatch = Literal["keep", "drop"]
Setting = float | str

METHODS: tuple[Method, ...] = ("batch", "stochastic", "mini-batch")
ORDERS: tuple[Order, ...] = ("shuffle", "fixed", "reshuffle", "replacement")
LAST_BATCHES: tuple[LastBatch, ...] = ("keep", "drop")

STOPPING = frozenset(
    {"iterations", "epochs", "stop_gradient_norm", "stop_loss_change", "stop_loss"}
)
"""Fields of an experiment that say when a run ends; none of them changes what an update does."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
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
    learning_rate
        The base rate eta of the schedule, > 0 and finite.
    schedule, rule
        Names in the registries of `gdsim.engine.descent.schedule` and `gdsim.engine.descent.rules`.
    settings
        Settings of the rule and the schedule that differ from their defaults, by name.
    method, batch_size, order, last_batch, seed
        Which rows an update sees; see `gdsim.engine.descent.batching`. `batch_size` counts for
        ``mini-batch`` alone.
    round_gradient, round_parameters
        As by hand: what the gradient and then the rule's state, and what the new parameters are
        rounded to in each update, as ``2 figures`` or ``3 decimals``; empty means exact. See
        `gdsim.engine.descent.rounding`.
    iterations, epochs, stop_gradient_norm, stop_loss_change, stop_loss
        Stopping criteria; None means not used. See `gdsim.engine.descent.stopping`.
    """

    objective: str
    dataset: Dataset | None = None
    parameters: tuple[str, ...] = ()
    start: tuple[float, ...] = ()
    learning_rate: float = 0.1
    schedule: str = "constant"
    rule: str = "gd"
    settings: Mapping[str, Setting] = field(default_factory=dict)
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

    def with_(self, **changes: Any) -> Experiment:
        """Return a copy in which the named fields are changed."""
        return replace(self, **changes)
