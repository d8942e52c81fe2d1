"""Many runs at once over a leading axis, nothing recorded: what sweeps and start maps stand on.

The runs share the objective, the rule with its settings, the schedule and the batches of every
update; each has a start and a learning rate of its own. Memory does not grow with the number of
updates. A block of updates is worked out first and its losses looked at afterwards; the few runs
that ended within it are worked out once more to find at which update, so that a run ends exactly
where `gdsim.engine.run.run.Run` would end it, and costs nothing from then on.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gdsim.engine.arrays import Array, Ints, Mask, all_along_last
from gdsim.engine.descent.rules import State
from gdsim.engine.descent.stopping import DIVERGED_LOSS
from gdsim.engine.many.portions import UPDATES_OF_A_BLOCK
from gdsim.engine.many.shared_setup import Evaluate, SharedSetup

NEVER = -1
"""Where an update is asked for at which something happened, and it did not."""


class _Position(Struct, frozen=True, eq=False):
    """Where the runs that go on are: never changed, only replaced by the next position."""

    t: int
    live: Ints
    theta: Array
    state: State
    rate: float | Array
    limit: Array

    def only(self, keep: Mask) -> _Position:
        rate = self.rate[keep] if isinstance(self.rate, np.ndarray) else self.rate
        state = tuple(values[keep] for values in self.state)
        return _Position(self.t, self.live[keep], self.theta[keep], state, rate, self.limit[keep])


class Outcome(Struct, frozen=True, eq=False):
    """What became of each run so far.

    Attributes
    ----------
    theta
        Shape (R, d): after the last update that counts, always finite.
    updates
        Shape (R,): updates made; as `Run.length`.
    diverged_at
        Shape (R,): the update at which a divergence was seen, or `NEVER`.
    converged_at
        Shape (R,): the first update from which on the norm of the gradient was within the
        tolerance until it was next looked at (every `UPDATES_OF_A_BLOCK` updates), or `NEVER`.
    reached_at
        Shape (R,): the first update before which the full loss was evaluated and within the
        target, or `NEVER`.
    """

    theta: Array
    updates: Ints
    diverged_at: Ints
    converged_at: Ints
    reached_at: Ints


class Ensemble:
    """Runs of one set-up that are stepped together.

    Parameters
    ----------
    theta
        The starts, shape (R, d), finite.
    learning_rate
        The base rate of all runs, or of each, shape (R,).
    tolerance
        A run ends where the norm of its gradient stays within this; None: it goes on.
    target_loss
        A full loss to look out for; reaching it ends nothing.
    """

    def __init__(
        self,
        setup: SharedSetup,
        theta: Array,
        learning_rate: float | Array,
        *,
        tolerance: float | None = None,
        target_loss: float | None = None,
    ) -> None:
        n = len(theta)
        self._setup = setup
        self._tolerance = tolerance
        self._target_loss = target_loss
        self._theta = np.array(theta, dtype=np.float64, order="C")
        self._updates = np.zeros(n, dtype=np.int64)
        self._diverged_at, self._converged_at, self._reached_at = np.full((3, n), NEVER)
        self._losses = np.empty((UPDATES_OF_A_BLOCK, n))
        # What a function is at a point does not hang on the points that are asked for with it: the
        # points of runs that end can be worked out again. A mean over rows may differ in a digit.
        self._keeps_points = bool(setup.objective.columns) or target_loss is not None
        kept = UPDATES_OF_A_BLOCK + 1 if self._keeps_points else 2
        self._thetas = np.empty((kept, *self._theta.shape))
        rate: float | Array = learning_rate
        if isinstance(rate, np.ndarray):
            # One for each number: NumPy is slow where it has to stretch the innermost axis.
            rate = np.repeat(rate.astype(np.float64), theta.shape[1]).reshape(theta.shape)
        self._evaluator = n, setup.evaluator(n)
        state = setup.first_state(self._theta, rate)
        self._position = _Position(
            0, np.arange(n), self._theta.copy(), state, rate, np.full(n, np.inf)
        )

    @property
    def t(self) -> int:
        """Updates made by the runs that have not ended."""
        return self._position.t

    @property
    def is_over(self) -> bool:
        """Whether every run has ended."""
        return not len(self._position.live)

    def advance(self, n: int) -> None:
        """Make `n` more updates of every run that has not ended.

        An interrupt (KeyboardInterrupt) leaves the runs as they were at most a block before.
        """
        goal = self._position.t + n
        with np.errstate(all="ignore"):
            while self._position.t < goal and not self.is_over:
                self._block(min(UPDATES_OF_A_BLOCK, goal - self._position.t))

    def outcome(self) -> Outcome:
        """Return what became of each run so far."""
        position = self._position
        theta, updates = self._theta.copy(), self._updates.copy()
        theta[position.live] = position.theta
        updates[position.live] = position.t
        return Outcome(
            theta,
            updates,
            self._diverged_at.copy(),
            self._converged_at.copy(),
            self._reached_at.copy(),
        )

    def _block(self, count: int) -> None:
        before = self._position
        n = len(before.live)
        losses, gradient, state = self._losses[:count, :n], before.theta, before.state
        update, evaluate, add = self._setup.rule.update, self._evaluate(n), np.add
        search, bounds = self._setup.search, self._setup.bounds
        # Taken out once: that alone takes a twentieth of a short update.
        thetas = self._points(n, count)
        thetas[0][...] = before.theta
        theta, *next_thetas = thetas[: count + 1]
        rates, updates = self._rates(before, count), range(before.t, before.t + count)
        for t, planned, loss, next_theta in zip(updates, rates, losses, next_thetas, strict=True):
            gradient = evaluate(theta, state, t, loss)
            rate = planned
            if search is not None:
                rate = self._setup.rate(t, theta, loss, gradient, planned)
            delta, state = update(gradient, state, t, rate, theta)
            add(theta, delta, next_theta)
            if bounds is not None:
                next_theta[...] = bounds(next_theta)
            theta = next_theta
        if before.t == 0:
            limit = DIVERGED_LOSS * np.maximum(1.0, np.abs(losses[0]))
            before = self._position = replace(before, limit=limit)
        if self._target_loss is not None:
            self._note_target(self._target_loss, before.t, losses, self._thetas[: count + 1, :n])
        after = replace(before, t=before.t + count, theta=thetas[count].copy(), state=state)
        ended = self._diverge(losses, after.theta)
        if self._tolerance is not None:
            slope = gradient if bounds is None else bounds.free(thetas[count - 1], gradient)
            ended |= self._converge(self._tolerance, slope, ended, count)
        self._position = after.only(~ended) if ended.any() else after

    def _points(self, n: int, count: int) -> list[Array]:
        """Return where the points of `n` runs go: all of a block, or by turns, in the cache."""
        kept = self._thetas[:, :n]
        return [*kept] if self._keeps_points else [*kept] * (count // 2 + 1)

    def _evaluate(self, n: int) -> Evaluate:
        """Return what evaluates `n` runs; the last one made is kept."""
        if self._evaluator[0] != n:
            self._evaluator = n, self._setup.evaluator(n)
        return self._evaluator[1]

    def _rates(self, position: _Position, count: int) -> Iterator[float | Array]:
        for factor in self._setup.factors(position.t, count):
            yield position.rate if factor == 1.0 else position.rate * factor

    def _diverge(self, losses: Array, after: Array) -> Mask:
        """Note the runs that diverged within the block; return which did.

        A gradient that is not finite needs no look: no rule then gives a finite theta.
        """
        position = self._position
        diverged = np.zeros(len(after), dtype=np.bool_)
        least = position.limit.min()
        # A single NaN makes the minimum NaN; a theta that is not finite stays so.
        if losses.max() <= least and losses.min() >= -least and np.isfinite(after).all():
            return diverged
        within: Mask = np.all(np.abs(losses) <= position.limit, axis=0)
        diverged = ~(within & all_along_last(np.isfinite(after)))
        count = len(losses)
        points = self._kept(diverged, count)
        if points is None:
            points, _ = self._again(diverged, count)
        finite = np.isfinite(losses[:, diverged]) & all_along_last(np.isfinite(points[1:]))
        bad = ~finite | (np.abs(losses[:, diverged]) > position.limit[diverged])
        seen = bad.argmax(axis=0)
        # The row itself counts where it is finite and its loss merely too large.
        made = seen + finite[seen, np.arange(len(seen))]
        runs = position.live[diverged]
        self._diverged_at[runs] = position.t + seen
        self._reached_at[runs[self._reached_at[runs] >= position.t + seen]] = NEVER
        self._leave(diverged, made, points)
        return diverged

    def _converge(self, tolerance: float, gradient: Array, diverged: Mask, count: int) -> Mask:
        """Note the runs that converged within the block; return which did."""
        ended = ~diverged
        for k in range(gradient.shape[-1]):
            ended &= np.abs(gradient[:, k]) <= tolerance
            if not ended.any():
                return ended
        points, gradients = self._again(ended, count)
        far = _norms(gradients) > tolerance
        stays = np.where(far.any(axis=0), count - far[::-1].argmax(axis=0), 0)
        ended[ended] = converged = ~far[-1]
        stays = stays[converged]
        self._converged_at[self._position.live[ended]] = self._position.t + stays
        self._leave(ended, stays, points[:, converged])
        return ended

    def _leave(self, ended: Mask, made: Ints, points: Array) -> None:
        """Take over the last of the points of runs that end after `made` updates of the block."""
        runs = self._position.live[ended]
        self._theta[runs] = points[made, np.arange(len(made))]
        self._updates[runs] = self._position.t + made

    def _again(self, ended: Mask, count: int) -> tuple[Array, Array]:
        """Return what some runs went through in the block, worked out once more: they are few.

        Their points, shape (count + 1, m, d), and the gradients but for what bounds hold,
        (count, m, d).
        """
        position = self._position.only(ended)
        theta, state = position.theta, position.state
        points, gradients = np.empty((2, count + 1, *theta.shape))
        points[0], loss = theta, np.empty(len(theta))
        evaluate, update = self._setup.evaluator(len(theta)), self._setup.rule.update
        bounds = self._setup.bounds
        for k, rate in enumerate(self._rates(position, count)):
            gradient = evaluate(theta, state, position.t + k, loss)
            used = self._setup.rate(position.t + k, theta, loss, gradient, rate)
            delta, state = update(gradient, state, position.t + k, used, theta)
            gradients[k] = gradient if bounds is None else bounds.free(theta, gradient)
            theta = theta + delta if bounds is None else bounds(theta + delta)
            points[k + 1] = theta
        kept = self._kept(ended, count)
        return points if kept is None else kept, gradients[:count]

    def _kept(self, ended: Mask, count: int) -> Array | None:
        """Return the points of some runs in the block, (count + 1, m, d), where they are kept."""
        if not self._keeps_points:
            return None
        points: Array = self._thetas[: count + 1, : len(ended)][:, ended]
        return points

    def _note_target(self, target: float, t: int, losses: Array, thetas: Array) -> None:
        """Note the first update before which the full loss is in the target."""
        live = self._position.live
        waiting = self._reached_at[live] == NEVER
        if not waiting.any():
            return
        full = losses[:, waiting]
        if not self._setup.batching.is_full:
            full = self._setup.objective.value(thetas[:, waiting])
        hit = full <= target
        new = hit.any(axis=0)
        self._reached_at[live[waiting][new]] = t + hit[:, new].argmax(axis=0)


def _norms(vectors: Array) -> Array:
    """Return the Euclidean norms along the last axis, without overflow or underflow."""
    norms: Array = np.abs(vectors[..., 0])
    for k in range(1, vectors.shape[-1]):
        norms = np.hypot(norms, vectors[..., k])
    return norms
