"""The loss on a grid of the window, worked out in bounded portions."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from msgspec import Struct

from gdsim.engine.arrays import Array, Rows
from gdsim.engine.problem.objective import Objective
from gdsim.views.plots.frame import Window

MOST_EVALUATIONS = 3e7
"""Grid points times rows: more than this takes longer than a person wants to wait for a picture."""

EASY_EVALUATIONS = 6e6
"""Grid points times rows that are worked out where they make a finer grid."""

FEWEST_POINTS = 2400
"""Grid points below which nobody would know the loss again."""

SAMPLE_ROWS = 2000
"""Rows that stand for all of them where these are too many."""

FINEST_CELL = 2.0
"""Pixels between grid points where the loss is cheap."""


def sample_rows(objective: Objective) -> Rows | None:
    """Return the rows that the picture is drawn from (None: all), the same ones every time."""
    if objective.n_rows * FEWEST_POINTS <= MOST_EVALUATIONS:
        return None
    chosen = np.random.default_rng(0).choice(objective.n_rows, SAMPLE_ROWS, replace=False)
    return np.sort(chosen)


def grid_shape(width: float, height: float, n_rows: int) -> tuple[int, int]:
    """Return (ny, nx) for a picture of width x height pixels of a loss over `n_rows` rows."""
    finest = (width / FINEST_CELL) * (height / FINEST_CELL)
    points = min(finest, max(FEWEST_POINTS, EASY_EVALUATIONS / n_rows))
    cell = np.sqrt(width * height / points)
    return max(2, int(height / cell)) + 1, max(2, int(width / cell)) + 1


class LossGrid(Struct, frozen=True, eq=False):
    """Losses on an even grid over a window, edges included; not finite where undefined.

    `values[j, i]` has shape (ny, nx); row 0 is the lower edge.
    """

    window: Window
    values: Array


class GridJob:
    """Work out a `LossGrid`, a few grid lines at a time.

    Parameters
    ----------
    objective, rows
        The loss, and its rows to use (None: all).
    theta
        All d parameters, shape (d,): those that are not on an axis keep these values.
    axes
        Index of the parameter across and of the one upwards.
    window, shape
        Where, and (ny, nx) grid points including the edges.
    refinement
        Into how many the cells of a finite grid are cut in the end, by cubic interpolation.
    """

    def __init__(
        self,
        objective: Objective,
        rows: Rows | None,
        theta: Array,
        axes: tuple[int, ...],
        window: Window,
        shape: tuple[int, int],
        refinement: int = 1,
    ) -> None:
        self._objective, self._rows = objective, rows
        self._x = np.linspace(*window.x, shape[1])
        self._y = np.linspace(*window.y, shape[0])
        self._window = window
        self._refinement = refinement
        self._line: Array = np.tile(theta, (shape[1], 1))
        self._line[:, axes[0]] = self._x
        self._upwards = axes[1]
        self._values = np.empty(shape)
        self._done = 0

    def work(self, seconds: float) -> LossGrid | None:
        """Go on for about `seconds`; return the grid once it is complete."""
        until = perf_counter() + seconds
        portion = 1
        while self._done < len(self._y) and perf_counter() < until:
            started = perf_counter()
            self._work_lines(portion)
            # Many lines at once are faster, as long as the time can still be kept.
            portion = portion * 2 if perf_counter() - started < seconds / 8 else portion
        if self._done < len(self._y):
            return None
        return LossGrid(self._window, refined(self._values, self._refinement))

    def _work_lines(self, count: int) -> None:
        lines = slice(self._done, min(self._done + count, len(self._y)))
        theta = np.repeat(self._line[np.newaxis], lines.stop - lines.start, axis=0)
        theta[..., self._upwards] = self._y[lines, np.newaxis]
        self._values[lines] = self._objective.value(theta, self._rows)
        self._done = lines.stop


def refined(values: Array, parts: int) -> Array:
    """Return a grid with each cell cut into parts x parts, by Catmull-Rom interpolation.

    Lines through a coarse grid have visible corners; a grid with holes is returned as it is, since
    cubic interpolation would widen them.
    """
    if parts == 1 or not np.isfinite(values).all():
        return values
    return _weights(values.shape[0], parts) @ values @ _weights(values.shape[1], parts).T


def _weights(n: int, parts: int) -> Array:
    """Return the matrix that takes n even samples to (n - 1) * parts + 1."""
    places = np.arange((n - 1) * parts + 1) / parts
    cell = np.minimum(places.astype(int), n - 2)
    t = places - cell
    cubic = (
        (-(t**3) + 2 * t**2 - t) / 2,
        (3 * t**3 - 5 * t**2 + 2) / 2,
        (-3 * t**3 + 4 * t**2 + t) / 2,
        (t**3 - t**2) / 2,
    )
    weights = np.zeros((len(places), n + 2))
    for offset, weight in enumerate(cubic):
        weights[np.arange(len(places)), cell + offset] += weight
    # Beyond the edges the samples go on in a straight line.
    inner = weights[:, 1:-1]
    inner[:, 0] += 2 * weights[:, 0]
    inner[:, 1] -= weights[:, 0]
    inner[:, -1] += 2 * weights[:, -1]
    inner[:, -2] -= weights[:, -1]
    return inner
