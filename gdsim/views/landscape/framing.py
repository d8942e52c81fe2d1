"""Which part of the plane to show: a calm frame that keeps the point in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.errors import InputError
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.quadratic import is_quadratic
from gdsim.views.plots.frame import Range, Window

MOST_WINDOW_GROWTH = 4.0
"""How many times its first size a window may grow to follow the point."""

ROOM_FOR_A_MARK = 0.02
"""Least part of a side between a point and the edge, so that its mark is shown whole."""

EQUAL_UNITS_WITHIN = 5.0
"""Units are drawn square while the sides of a window differ by at most this factor."""

ROWS_FOR_CURVATURE = 2000
"""Rows that the curvature at the start is worked out from."""

FARTHEST_MINIMUM = 20.0
"""How far a minimum in the first picture may be off, in sizes of the start's largest parameter."""

MOST_CONDITION = 1e4
"""Condition number up to which a run comes to a minimum that is farther off than that."""

WIDEST_HALF = 1.5
"""Half width of the picture at most, in distances of the start from the minimum."""


def framed(
    points: Iterable[Array], hints: tuple[Range | None, Range | None], room: float = 0.08
) -> Window:
    """Return a window that holds the finite ones of `points`, each (2,), with `room` around them.

    `room` is a part of their extent.

    A hint replaces the range of its axis, widened only where the first point lies outside.
    """
    stack = np.array([point for point in points if np.isfinite(point).all()])
    ranges = []
    for axis, hint in enumerate(hints):
        low, high = stack[:, axis].min(), stack[:, axis].max()
        spare = room * (high - low) or max(1.0, abs(low))
        if hint is None:
            ranges.append((float(low - spare), float(high + spare)))
        else:
            start = float(stack[0, axis])
            edge = 0.08 * (hint[1] - hint[0])
            low, high = min(hint[0], start - edge), max(hint[1], start + edge)
            ranges.append(hint if hint[0] <= start <= hint[1] else (low, high))
    return Window(*_widened(ranges[0], ranges[1]))


def _widened(x: Range, y: Range) -> tuple[Range, Range]:
    """Keep a side that is all but flat from making a sliver."""
    least = max(x[1] - x[0], y[1] - y[0]) / 50
    sides = [(s if s[1] - s[0] >= least else _about((s[0] + s[1]) / 2, least)) for s in (x, y)]
    return sides[0], sides[1]


def _about(centre: float, size: float) -> Range:
    return centre - size / 2, centre + size / 2


def followed(window: Window, base: Window, points: Array) -> Window:
    """Return `window`, enlarged where `points` (n, 2) lie outside but within the bound.

    Points farther out than `MOST_WINDOW_GROWTH` times the `base` window change nothing: the
    picture stays readable when a run diverges.
    """
    limit = base.scaled(MOST_WINDOW_GROWTH)
    low, high = np.array([limit.x, limit.y]).T
    near = points[((points >= low) & (points <= high)).all(axis=1)]
    for corner in (near.min(axis=0), near.max(axis=0)) if len(near) else ():
        if not window.contains(corner, margin=ROOM_FOR_A_MARK):
            window = window.including(corner, margin=0.08)
    return window


def has_equal_units(window: Window) -> bool:
    """Whether the two sides are alike enough to draw their units square."""
    w, h = window.size
    return max(w, h) <= EQUAL_UNITS_WITHIN * min(w, h)


def first_points(objective: Objective, start: Array, minima: Sequence[Array]) -> list[Array]:
    """Return what a first look should show, each (d,), beginning with the start.

    The known minima and the valley that the curvature at the start points to; where nothing tells
    of a minimum, a neighbourhood of the start. A minimum so far off that a picture with both would
    show neither is left out.
    """
    size = max(1.0, float(np.abs(start).max()))
    near = [m for m in minima if np.abs(m - start).max() <= FARTHEST_MINIMUM * size]
    found = valley(objective, start)
    if found is not None and _is_in_reach(found, objective, start, size):
        bottom, half, _ = found
        # A floor that goes on and on would hide how the walls are crossed.
        half = np.minimum(half, WIDEST_HALF * np.abs(start - bottom).max())
        return [start, *near, bottom - half, bottom + half]
    if near:
        # Some of the far side too: a minimum at the edge would not look like one.
        return [start, *near, *(m + 0.5 * (m - start) for m in near[:1])]
    room = max(1.0, 0.75 * size)
    return [start, start - room, start + room]


def _is_in_reach(found: Valley, objective: Objective, start: Array, size: float) -> bool:
    """Tell whether a run will come to the bottom of a valley, so that a picture should show it."""
    if np.abs(found.bottom - start).max() <= FARTHEST_MINIMUM * size:
        return True
    return found.condition <= MOST_CONDITION and is_quadratic(objective)


class Valley(NamedTuple):
    """A valley's bottom and half widths, both (d,), and the largest curvature by the least."""

    bottom: Array
    half: Array
    condition: float


def valley(objective: Objective, theta: Array) -> Valley | None:
    """Return the valley around `theta`.

    The loss is taken as quadratic, with gradient g and Hessian H: the bottom is theta - H^-1 g, and
    the box of these half widths, sqrt(g^T H^-1 g * (H^-1)_ii), just holds the iso-loss ellipse
    through `theta`. None where the loss is not convex, or its Hessian too long.
    """
    n = objective.n_rows
    few = np.linspace(0, n - 1, ROWS_FOR_CURVATURE).astype(np.int64)
    rows = few if n > ROWS_FOR_CURVATURE else None
    _, gradient = objective.value_and_gradient(theta, rows)
    try:
        hessian = objective.hessian(theta, rows)
    except InputError:
        # Too long to be written out; the run itself needs no Hessian.
        return None
    if not (np.isfinite(hessian).all() and np.isfinite(gradient).all()):
        return None
    curvatures, directions = np.linalg.eigh(hessian)
    if curvatures[0] <= 1e-9 * max(1.0, curvatures[-1]):
        return None
    inverse = (directions / curvatures) @ directions.T
    step = inverse @ gradient
    half = np.sqrt((gradient @ step) * np.diag(inverse))
    return Valley(theta - step, half, float(curvatures[-1] / curvatures[0]))
