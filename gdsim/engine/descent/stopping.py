"""Stopping criteria, looked at after each update, as the usual flowchart has it.

After update t these are compared with their limits, on the numbers of row t, which belong to theta
before the update (the loss after it is not known until the next one is worked out):

- gradient norm: the Euclidean norm of the gradient g_t that update t used, without the slopes of
  parameters that bounds hold where they are;
- loss change: the difference between the full loss at theta_t and at the last row before in which
  it was evaluated; rows without a full loss are passed over;
- size of the step: the Euclidean distance between theta before and after the update;
- target loss: the full loss at theta_t, where evaluated; a run that maximises has reached one that
  is at least as high;
- epochs and iterations: what has been completed with update t;
- divergence, always: a loss, gradient or new theta that is not finite, or a loss beyond
  `DIVERGED_LOSS` times the first one.

A run that diverges keeps its last finite row: row t goes where any of its numbers is not finite,
and stays where its loss is merely too large. Of criteria met by one update the first in
`StopReason` is the one given.
"""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Mask
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError

DIVERGED_LOSS = 1e9
"""A run has diverged once |loss| is more than this times max(1, |loss of row 0|)."""


class StopReason(StrEnum):
    """Why a run stopped; where several hold, the first counts."""

    DIVERGED = "diverged"
    TARGET_LOSS = "target-loss"
    GRADIENT_NORM = "gradient-norm"
    LOSS_CHANGE = "loss-change"
    STEP = "step"
    EPOCHS = "epochs"
    ITERATIONS = "iterations"


class Stop(Struct, frozen=True):
    """The end of a run.

    Attributes
    ----------
    reason
        The criterion that was met.
    t
        Index of the last update that counts; -1 where not even update 0 was finite.
    value, limit
        What was compared with which limit; for a divergence the loss at which it was seen (which
        is within the limit, or not finite, where another number of its row was not finite).
    is_of_step
        Whether it is a divergence in which the loss and gradient are finite, and only the point
        that the step leads to is not.
    """

    reason: StopReason
    t: int
    value: float
    limit: float
    is_of_step: bool = False


class Block(Struct, frozen=True, eq=False):
    """Consecutive rows of a run, and what came before them.

    Attributes
    ----------
    t
        Index of the first row.
    loss, full_loss
        Shape (n,); the full loss is NaN where it was not evaluated.
    gradient, theta, new_theta
        Shape (n, d).
    slope
        The gradient but for what would only lead out of bounds, shape (n, d).
    first_loss
        Loss of row 0 of the run; None where this block begins with it.
    previous_full_loss
        The newest full loss evaluated before this block; None where there is none.
    """

    t: int
    loss: Array
    full_loss: Array
    gradient: Array
    slope: Array
    theta: Array
    new_theta: Array
    first_loss: float | None = None
    previous_full_loss: float | None = None


class Criteria(Struct, frozen=True, kw_only=True):
    """The limits of a run; None means not used. Its target is at least so high if it maximises."""

    iterations: int | None = None
    epochs: int | None = None
    gradient_norm: float | None = None
    loss_change: float | None = None
    target_loss: float | None = None
    step: float | None = None
    maximises: bool = False

    @classmethod
    def of(cls, experiment: Experiment) -> Criteria:
        """Return the criteria of an experiment.

        Raises
        ------
        InputError
            If a limit is not accepted.
        """
        _at_least("the limit of iterations", experiment.iterations, 0)
        _at_least("the limit of epochs", experiment.epochs, 1)
        _at_least("the limit of the gradient norm", experiment.stop_gradient_norm, 0)
        _at_least("the limit of the loss change", experiment.stop_loss_change, 0)
        _at_least("the target loss", experiment.stop_loss, -math.inf)
        _at_least("the limit of the step", experiment.stop_step, 0)
        return cls(
            iterations=experiment.iterations,
            epochs=experiment.epochs,
            gradient_norm=experiment.stop_gradient_norm,
            loss_change=experiment.stop_loss_change,
            target_loss=experiment.stop_loss,
            step=experiment.stop_step,
            maximises=experiment.maximise,
        )

    def limit_updates(
        self, updates_per_epoch: int, batch_first: int = 0, epoch_first: int = 0
    ) -> int | None:
        """Return the number of updates after which the run ends at the latest, or None.

        Parameters
        ----------
        updates_per_epoch
            Of the division into batches now in force.
        batch_first, epoch_first
            The update with which that division began, and the number of its first epoch.
        """
        limits = [] if self.iterations is None else [self.iterations]
        if self.epochs is not None:
            limits.append(batch_first + (self.epochs - epoch_first) * updates_per_epoch)
        return min(limits, default=None)

    def limit_stop(
        self, length: int, updates_per_epoch: int, batch_first: int = 0, epoch_first: int = 0
    ) -> Stop | None:
        """Return why a run of `length` updates is at or beyond a limit of updates, or None."""
        if self.epochs is not None:
            done = epoch_first + (length - batch_first) // updates_per_epoch
            if done >= self.epochs:
                return Stop(StopReason.EPOCHS, length - 1, done, self.epochs)
        if self.iterations is not None and length >= self.iterations:
            return Stop(StopReason.ITERATIONS, length - 1, length, self.iterations)
        return None

    def first_stop(self, block: Block) -> Stop | None:
        """Return the first stop within a block of rows, or None; limits of updates are left out."""
        with np.errstate(all="ignore"):
            found = [
                _divergence(block),
                self._target_loss(block),
                self._gradient_norm(block),
                self._loss_change(block),
                self._step(block),
            ]
        met = [entry for entry in found if entry is not None]
        return min(met, key=lambda entry: entry[0])[1] if met else None

    def _target_loss(self, block: Block) -> tuple[int, Stop] | None:
        if self.target_loss is None:
            return None
        return _first(
            block,
            block.full_loss >= self.target_loss
            if self.maximises
            else block.full_loss <= self.target_loss,
            StopReason.TARGET_LOSS,
            block.full_loss,
            self.target_loss,
        )

    def _gradient_norm(self, block: Block) -> tuple[int, Stop] | None:
        if self.gradient_norm is None:
            return None
        # Unlike a root of squares, hypot neither overflows nor underflows.
        norm = np.hypot.reduce(block.slope, axis=1)
        return _first(
            block, norm <= self.gradient_norm, StopReason.GRADIENT_NORM, norm, self.gradient_norm
        )

    def _loss_change(self, block: Block) -> tuple[int, Stop] | None:
        if self.loss_change is None:
            return None
        evaluated = np.flatnonzero(~np.isnan(block.full_loss))
        before = np.nan if block.previous_full_loss is None else block.previous_full_loss
        change = np.full(len(block.full_loss), np.nan)
        change[evaluated] = np.abs(np.diff(block.full_loss[evaluated], prepend=before))
        return _first(
            block, change <= self.loss_change, StopReason.LOSS_CHANGE, change, self.loss_change
        )

    def _step(self, block: Block) -> tuple[int, Stop] | None:
        if self.step is None:
            return None
        size = np.hypot.reduce(block.new_theta - block.theta, axis=1)
        return _first(block, size <= self.step, StopReason.STEP, size, self.step)


def _divergence(block: Block) -> tuple[int, Stop] | None:
    """Return the index of the first row that diverges, and the stop."""
    loss = block.loss
    if not len(loss):
        return None
    first_loss = float(loss[0]) if block.first_loss is None else block.first_loss
    limit = DIVERGED_LOSS * max(1.0, abs(first_loss))
    reached = (
        np.isfinite(loss) & ~np.isinf(block.full_loss) & np.isfinite(block.gradient).all(axis=1)
    )
    finite = reached & np.isfinite(block.new_theta).all(axis=1)
    bad = ~finite | (np.abs(loss) > limit)
    i = int(bad.argmax())
    if not bad[i]:
        return None
    t = block.t + i if finite[i] else block.t + i - 1
    is_of_step = bool(reached[i] and not finite[i])
    return i, Stop(StopReason.DIVERGED, t, float(loss[i]), limit, is_of_step)


def _first(
    block: Block, met: Mask, reason: StopReason, value: Array, limit: float
) -> tuple[int, Stop] | None:
    """Return the index of the first row that meets a criterion, and the stop."""
    if not met.any():
        return None
    i = int(met.argmax())
    return i, Stop(reason, block.t + i, float(value[i]), limit)


def _at_least(what: str, value: float | None, low: float) -> None:
    if value is None or (math.isfinite(value) and value >= low):
        return
    if low == -math.inf:
        raise InputError("{what} is {value}; give a finite number", what=what, value=value)
    raise InputError(
        "{what} is {value}; give a number of at least {low}", what=what, value=value, low=low
    )
