"""Where the next update would lead for each mini-batch that could be drawn: what noisy means."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array
from gdsim.engine.diagnosis.noise.gradient_noise import (
    SHOWN_SIGMA_ROWS,
    Cloud,
    GradientNoise,
    gradient_noise,
    predicted_deviation,
)
from gdsim.engine.errors import InputError
from gdsim.engine.run.run import Run
from gdsim.engine.run.segment import Segment

MOST_BATCHES = 500
MOST_ROWS_READ = 500_000
"""Rows of all batches together; of large batches there are fewer, but at least `FEWEST_BATCHES`."""

FEWEST_BATCHES = 30


class StepCloud(Struct, frozen=True, eq=False):
    """The steps of update t, one for each batch.

    Attributes
    ----------
    places
        Parameters after the update by each batch, shape (M, d).
    full_place
        Parameters after the update by all rows, shape (d,).
    noise
        The gradients of these batches; see `gradient_noise`.
    batch_size, n_rows
        B and N.
    with_replacement
        Whether a row can be in a batch twice.
    """

    places: Array
    full_place: Array
    noise: GradientNoise
    batch_size: int
    n_rows: int
    with_replacement: bool

    def predicted(self, batch_size: int) -> Array:
        """Return the standard deviation of the gradient of so many rows by the formula, (d,)."""
        return predicted_deviation(
            self.noise.row_deviation, self.n_rows, batch_size, self.with_replacement
        )


def step_cloud(run: Run, t: int, most_batches: int = MOST_BATCHES) -> StepCloud | None:
    """Return the steps that update `t` could take; None where every row is in the batch.

    They are those of every batch there could be if these are at most `most_batches`, and else of
    so many drawn anew. The state of the rule and the learning rate are those of update `t`;
    rounding as by hand is left out.
    """
    segment, objective = run.segment_of(t), run.objective
    batching = segment.batching
    if batching.holds_all:
        return None
    row = run.row(t)
    most = min(most_batches, max(FEWEST_BATCHES, MOST_ROWS_READ // batching.batch_size))
    noise = None
    kinds: tuple[Cloud, ...] = ("every", "fresh")
    for kind in kinds:
        try:
            noise = gradient_noise(
                objective,
                run.gradient_point(t),
                batching,
                cloud=kind,
                most_batches=most,
                most_rows=SHOWN_SIGMA_ROWS,
            )
            break
        except InputError:
            continue  # There are more than that.
    if noise is None:
        return None
    gradients = np.vstack([noise.gradients, noise.full_gradient])
    places = _places(segment, t, row.theta, gradients, float(row.learning_rate))
    return StepCloud(
        places=places[:-1],
        full_place=places[-1],
        noise=noise,
        batch_size=batching.batch_size,
        n_rows=batching.n_rows,
        with_replacement=batching.order == "replacement",
    )


def _places(segment: Segment, t: int, theta: Array, gradients: Array, rate: float) -> Array:
    """Return the parameters after update `t` by each of the gradients (M, d)."""
    thetas = np.tile(theta, (len(gradients), 1))
    state = tuple(np.tile(part, (len(gradients), 1)) for part in segment.state_before(t))
    with np.errstate(all="ignore"):
        delta, _ = segment.rule.update(gradients, state, t - segment.rule_first, rate, thetas)
        places = thetas + delta
        return np.asarray(places if segment.bounds is None else segment.bounds(places))
