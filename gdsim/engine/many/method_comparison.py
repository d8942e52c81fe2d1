"""One problem run by several methods: batch, stochastic, and mini-batch of any sizes.

All runs have the same start, seed and budget. The same seed gives the same permutations, so that
the runs differ in nothing but how many rows a gradient sees. A budget of epochs or of rows seen is
the fair one where a row costs the same in every method; one of updates favours large batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Literal, get_args

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Ints
from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import METHODS, Method
from gdsim.engine.descent.problem import objective_of
from gdsim.engine.descent.stopping import Stop, StopReason
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.positions import rows_seen
from gdsim.engine.run.run import Run

Budget = Literal["updates", "epochs", "rows"]
BUDGETS: tuple[Budget, ...] = get_args(Budget)

MOST_CURVE_POINTS = 500
"""A curve with more is thinned evenly, its ends kept."""

MOST_EARLY_POINTS, MOST_EARLY_ROW_LOSSES = 64, 2_000_000
"""Points added to a curve at most, and losses of single rows worked out for them."""

SLICES_OF_A_RUN = 200
"""Between two of them progress is reported and the work may be left."""

MOST_UPDATES_OF_A_SLICE = 5000


class Curve(Struct, frozen=True, eq=False):
    """The loss over all rows along a run, against four measures; all arrays have shape (n,).

    `full_loss[i]` belongs to theta after `updates[i]` updates, which are `epochs[i]` epochs, have
    seen `rows_seen[i]` rows and took `seconds[i]`. All values are finite.
    """

    updates: Ints
    epochs: Array
    rows_seen: Ints
    seconds: Array
    full_loss: Array


class MethodRun(Struct, frozen=True, eq=False):
    """How one method did.

    Attributes
    ----------
    updates, epochs, rows_seen
        What was done until the run ended.
    seconds
        Time taken, recording and the full losses of the curve included.
    full_loss
        Loss over all rows at `theta`, shape (d,); not finite where the run diverged beyond float64.
    stop
        Why it ended; None where it was cancelled.
    searches
        Whether a line search found the rates.
    """

    method: Method
    batch_size: int
    updates: int
    epochs: float
    rows_seen: int
    seconds: float
    full_loss: float
    theta: Array
    stop: Stop | None
    curve: Curve
    searches: bool = False
    maximises: bool = False


class MethodComparison:
    """One problem run by several methods, ``mini-batch`` once for each batch size.

    Parameters
    ----------
    experiment
        Problem, start, rule, rate, order and seed; its method, batch size and limits of updates
        and epochs are replaced, its other stopping criteria hold for every run.
    batch_sizes
        Of the runs by ``mini-batch``.
    budget, amount
        Updates, whole epochs or rows seen that each run may use; of rows, as many whole batches
        as fit.
    objective
        That of the experiment where it is there already.

    Attributes
    ----------
    runs
        Those begun so far, in the order of the plans.

    Raises
    ------
    InputError
        If a size, the amount, or anything of the experiment is not accepted.
    """

    def __init__(
        self,
        experiment: Experiment,
        batch_sizes: Sequence[int],
        budget: Budget,
        amount: int,
        *,
        methods: Sequence[Method] = tuple(METHODS),
        objective: Objective | None = None,
    ) -> None:
        if objective is None:
            objective = objective_of(experiment)
        self._objective = objective
        self._plans = []
        for method in methods:
            for size in batch_sizes if method == "mini-batch" else (experiment.batch_size,):
                size_then = size if method == "mini-batch" else min(size, objective.n_rows)
                plan = experiment.with_(
                    method=method, batch_size=size_then, iterations=None, epochs=None
                )
                limit = _updates_of(Batching.of(plan, objective.n_rows), budget, amount)
                self._plans.append(plan.with_(iterations=limit))
        self.runs: list[Run] = []
        self._times: list[tuple[list[int], list[float]]] = []
        if self._plans:
            # Compiled before any clock runs; a run checks the start first.
            theta, one = Run(self._plans[0], objective).theta, np.zeros(1, dtype=np.int64)
            objective.value(theta, one)
            objective.value_and_gradient(theta, one)

    def work(self) -> Iterator[float]:
        """Make the runs, yielding the share of all updates that is made, between slices."""
        wanted = sum(plan.iterations or 1 for plan in self._plans)
        before = 0
        for plan in self._plans:
            run, (made, clock) = Run(plan, self._objective), ([0], [0.0])
            self.runs.append(run)
            self._times.append((made, clock))
            limit = plan.iterations or 0
            step = min(max(1, limit // SLICES_OF_A_RUN), MOST_UPDATES_OF_A_SLICE)
            while run.stop is None:
                began = perf_counter()
                run.advance(step)
                made.append(run.length)
                clock.append(clock[-1] + perf_counter() - began)
                yield min(1.0, (before + run.length) / wanted)
            before += limit

    def result(self) -> tuple[MethodRun, ...]:
        """Return how each run that was begun did; one that was left has no reason to stop."""
        return tuple(
            _method_run(run, self._objective, times)
            for run, times in zip(self.runs, self._times, strict=True)
        )


def _updates_of(batching: Batching, budget: Budget, amount: int) -> int:
    """Return the updates that a budget allows; raise InputError where it allows none."""
    if budget not in BUDGETS:
        raise InputError(
            "the budget is of {budget}; give one of {accepted}",
            budget=budget,
            accepted=", ".join(BUDGETS),
        )
    if amount < 1:
        raise InputError(
            "the budget is {amount} {budget}; give a whole number of at least 1",
            amount=amount,
            budget=budget,
        )
    if budget == "updates":
        return amount
    if budget == "epochs":
        return amount * batching.updates_per_epoch
    epochs, rest = divmod(amount, rows_seen(batching, batching.updates_per_epoch))
    updates = epochs * batching.updates_per_epoch + rest // batching.batch_size
    if updates == 0:
        raise InputError(
            "the budget of {n} row is less than one batch of {batch_size}; give at least"
            " {batch_size}",
            "the budget of {n} rows is less than one batch of {batch_size}; give at least"
            " {batch_size}",
            n=amount,
            batch_size=batching.batch_size,
        )
    return updates


def _method_run(run: Run, objective: Objective, times: tuple[list[int], list[float]]) -> MethodRun:
    batching = Batching.of(run.experiment, objective.n_rows)
    final = float(objective.value(run.theta))
    return MethodRun(
        method=run.experiment.method,
        batch_size=batching.batch_size,
        updates=run.length,
        epochs=run.length / batching.updates_per_epoch,
        rows_seen=rows_seen(batching, run.length),
        seconds=times[1][-1],
        full_loss=final,
        theta=run.theta,
        stop=run.stop,
        curve=_curve(run, batching, final, times),
        searches=run.segments[-1].search is not None,
        maximises=run.experiment.maximise,
    )


def _curve(
    run: Run, batching: Batching, final: float, times: tuple[list[int], list[float]]
) -> Curve:
    updates, losses = [], []
    for start in range(0, run.length, MOST_UPDATES_OF_A_SLICE):
        part = run.columns(start, min(start + MOST_UPDATES_OF_A_SLICE, run.length))
        known = np.isfinite(part.full_loss)
        updates.append(part.iteration[known])
        losses.append(part.full_loss[known])
    early = _early_updates(run)
    updates.append(early)
    losses.append(run.objective.value(np.array([run.row(int(t)).theta for t in early])))
    t, kept = np.unique(np.concatenate([*updates, [run.length]]), return_index=True)
    loss = np.concatenate([*losses, [final]])[kept]
    t, loss = t[np.isfinite(loss)], loss[np.isfinite(loss)]
    if len(t) > MOST_CURVE_POINTS:
        kept = np.linspace(0, len(t) - 1, MOST_CURVE_POINTS).round().astype(np.int64)
        t, loss = t[kept], loss[kept]
    return Curve(
        updates=t,
        epochs=t / batching.updates_per_epoch,
        rows_seen=rows_seen(batching, t),
        seconds=np.interp(t, *times),
        full_loss=loss,
    )


def _early_updates(run: Run) -> Ints:
    """Return updates, denser at first, where the loss falls and is seldom worked out on the way."""
    most = max(2, min(MOST_EARLY_POINTS, MOST_EARLY_ROW_LOSSES // run.objective.n_rows))
    spread = np.geomspace(1, max(run.length, 1), most).astype(np.int64)
    return np.unique(np.minimum(spread, run.length))


def as_columns(found: Sequence[MethodRun]) -> dict[str, list[object]]:
    """Return the runs as columns of a table, one row a run.

    ``stop`` is ``budget`` where that was used up, else the reason's name or ``cancelled``.
    """
    names = ("method", "batch_size", "updates", "epochs", "rows_seen", "seconds", "full_loss")
    columns: dict[str, list[object]] = {
        name: [getattr(run, name) for run in found] for name in names
    }
    columns["stop"] = [_ended(run) for run in found]
    return columns


def _ended(run: MethodRun) -> str:
    if run.stop is None:
        return "cancelled"
    # The budget is a limit of iterations, whatever it counts.
    is_used_up = run.stop.reason is StopReason.ITERATIONS
    return "budget" if is_used_up else run.stop.reason.value
