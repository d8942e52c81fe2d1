"""What is read from a run: one update as a row, or consecutive updates as columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints


class Row(Struct, frozen=True, eq=False):
    """Update `iteration`: arrays have shape (d,).

    `loss` and `gradient` are the batch's, at `theta`, before the update; the gradient of a rule
    that looks ahead is that of `Run.gradient_point`. `state` is the rule's, after the update.
    `full_loss` is NaN where it was not evaluated.
    """

    iteration: int
    epoch: int
    batch: int
    batch_size: int
    learning_rate: float
    theta: Array
    loss: float
    full_loss: float
    gradient: Array
    new_theta: Array
    state: dict[str, Array]


class Columns(Struct, frozen=True, eq=False):
    """Consecutive updates as columns: the fields of `Row` with a leading axis of n updates.

    A state is NaN in the rows in which the rule in force keeps none of that name.
    """

    iteration: Ints
    epoch: Ints
    batch: Ints
    batch_size: Ints
    learning_rate: Array
    theta: Array
    loss: Array
    full_loss: Array
    gradient: Array
    new_theta: Array
    state: dict[str, Array]

    def __len__(self) -> int:
        return len(self.iteration)

    def row(self, i: int) -> Row:
        """Return update `i` of these columns."""
        return Row(
            iteration=int(self.iteration[i]),
            epoch=int(self.epoch[i]),
            batch=int(self.batch[i]),
            batch_size=int(self.batch_size[i]),
            learning_rate=float(self.learning_rate[i]),
            theta=self.theta[i],
            loss=float(self.loss[i]),
            full_loss=float(self.full_loss[i]),
            gradient=self.gradient[i],
            new_theta=self.new_theta[i],
            state={name: values[i] for name, values in self.state.items()},
        )


def join(parts: Sequence[Columns]) -> Columns:
    """Return stretches of one run, in order and at least one, as one."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.state)
    state = {
        name: np.concatenate(
            [part.state.get(name, np.full_like(part.theta, np.nan)) for part in parts]
        )
        for name in names
    }
    arrays = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in Columns.__struct_fields__
        if name != "state"
    }
    return Columns(**arrays, state=state)
